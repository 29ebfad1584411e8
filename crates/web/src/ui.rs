//! What every template shares: the frame of the page, choices, errors of a form.

use kernel::{FieldErrors, Permission};
use platform::{Tx, nomenclatures::Nomenclatures};

use crate::http::{assets, extract::Contexte};

/// A message shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flash {
    /// `succes`, `info`, `attention` or `erreur`.
    pub(crate) ton: &'static str,
    /// The sentence.
    pub(crate) texte: String,
}

impl Flash {
    pub(crate) fn succes(texte: &str) -> Self {
        Self {
            ton: "succes",
            texte: texte.to_owned(),
        }
    }

    pub(crate) fn info(texte: &str) -> Self {
        Self {
            ton: "info",
            texte: texte.to_owned(),
        }
    }

    pub(crate) fn known_tone(ton: &str) -> &'static str {
        match ton {
            "succes" => "succes",
            "attention" => "attention",
            "erreur" => "erreur",
            _ => "info",
        }
    }
}

/// An entry of the main menu.
#[derive(Debug, Clone)]
pub(crate) struct EntreeMenu {
    pub(crate) lien: &'static str,
    pub(crate) libelle: &'static str,
    pub(crate) icone: &'static str,
    pub(crate) actif: bool,
}

/// The frame of a page: who is signed in, where, what she may go to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cadre {
    pub(crate) titre_ml: String,
    pub(crate) site: String,
    pub(crate) agent: String,
    pub(crate) role: String,
    pub(crate) menu: Vec<PartieDuMenu>,
    pub(crate) flash: Option<Flash>,
    pub(crate) version_assets: String,
    /// The version of the program.
    pub(crate) version: &'static str,
    pub(crate) recherche_autorisee: bool,
    pub(crate) contact_autorise: bool,
    pub(crate) contact_lien: String,
    /// Arrivals that wait for the person signed in.
    pub(crate) arrivees: i64,
    /// Messages she has not read.
    pub(crate) messages: i64,
    pub(crate) messagerie: bool,
}

/// Where an entry of the menu stands. The daily ones stand alone on the line, the others are
/// under the name of their group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupeDuMenu {
    Accueil,
    Quotidien,
    Accompagnement,
    Pilotage,
    Reseau,
    Administration,
}

impl GroupeDuMenu {
    /// In the order of the line: what it is called, its icon. No name: its entries stand alone.
    const ORDRE: [(Self, &str, &str); 6] = [
        (Self::Accueil, "Accueil", "door-open"),
        (Self::Quotidien, "", ""),
        (Self::Accompagnement, "Accompagnement", "signpost-split"),
        (Self::Pilotage, "Pilotage", "diagram-3"),
        (Self::Reseau, "Réseau", "building"),
        (Self::Administration, "Administration", "sliders"),
    ];
}

/// A group of the menu with what the role may open in it.
#[derive(Debug, Clone)]
pub(crate) struct PartieDuMenu {
    /// Empty when the only entry, or each of them, stands alone.
    pub(crate) libelle: &'static str,
    pub(crate) icone: &'static str,
    pub(crate) actif: bool,
    pub(crate) entrees: Vec<EntreeMenu>,
}

/// The main menu: path, words, icon, permission, group.
const MENU: &[(&str, &str, &str, Permission, GroupeDuMenu)] = &[
    (
        "/accueil",
        "Accueil du jour",
        "door-open",
        Permission::TenirAccueil,
        GroupeDuMenu::Accueil,
    ),
    (
        "/jeunes/nouveau",
        "Nouvel accueil",
        "person-plus",
        Permission::CreerDossier,
        GroupeDuMenu::Accueil,
    ),
    (
        "/portefeuille",
        "Mon portefeuille",
        "people",
        Permission::VoirPortefeuille,
        GroupeDuMenu::Quotidien,
    ),
    (
        "/agenda",
        "Agenda",
        "calendar3",
        Permission::VoirAgenda,
        GroupeDuMenu::Quotidien,
    ),
    (
        "/ateliers",
        "Ateliers",
        "easel",
        Permission::VoirAgenda,
        GroupeDuMenu::Accompagnement,
    ),
    (
        "/formations",
        "Formations",
        "mortarboard",
        Permission::VoirFormations,
        GroupeDuMenu::Accompagnement,
    ),
    (
        "/obligations",
        "Obligation de formation",
        "bullseye",
        Permission::VoirPortefeuille,
        GroupeDuMenu::Accompagnement,
    ),
    (
        "/aides",
        "Aides",
        "cash-coin",
        Permission::VoirAides,
        GroupeDuMenu::Accompagnement,
    ),
    (
        "/equipe",
        "Équipe",
        "diagram-3",
        Permission::VoirEquipe,
        GroupeDuMenu::Pilotage,
    ),
    (
        "/allocations",
        "Allocations",
        "wallet2",
        Permission::ControlerAllocations,
        GroupeDuMenu::Pilotage,
    ),
    (
        "/annuaire",
        "Annuaire du réseau",
        "building",
        Permission::VoirAnnuaire,
        GroupeDuMenu::Reseau,
    ),
    (
        "/comptages",
        "Chiffres du réseau",
        "bar-chart",
        Permission::VoirComptages,
        GroupeDuMenu::Reseau,
    ),
    (
        "/doublons",
        "Doublons possibles",
        "link-45deg",
        Permission::FusionnerDossiers,
        GroupeDuMenu::Administration,
    ),
    (
        "/transferts",
        "Transferts",
        "arrow-left-right",
        Permission::RepondreTransfert,
        GroupeDuMenu::Administration,
    ),
    (
        "/droits",
        "Demandes sur ses données",
        "shield-check",
        Permission::TenirRegistre,
        GroupeDuMenu::Administration,
    ),
    (
        "/reglages/parametres",
        "Règles et montants",
        "sliders",
        Permission::VoirParametres,
        GroupeDuMenu::Administration,
    ),
    (
        "/agents",
        "Agents et comptes",
        "person-gear",
        Permission::AdministrerComptes,
        GroupeDuMenu::Administration,
    ),
];

impl Cadre {
    /// The frame of the person signed in.
    pub(crate) fn new(tx: &Tx, contexte: &Contexte) -> Self {
        let entete = tx.entete();
        Self {
            titre_ml: entete.structure.clone(),
            site: entete.site.clone(),
            agent: entete.agent.clone(),
            role: tx.actor().role().map_or("", kernel::Role::label).to_owned(),
            menu: menu(tx, &contexte.chemin),
            flash: contexte.flash.clone(),
            version_assets: assets::version(),
            version: env!("CARGO_PKG_VERSION"),
            recherche_autorisee: tx.may(Permission::RechercherJeunes),
            contact_autorise: tx.may(Permission::SaisirContact),
            contact_lien: contact_link(&contexte.chemin),
            arrivees: entete.arrivees,
            messages: entete.messages,
            messagerie: tx.may(Permission::RechercherJeunes),
        }
    }

    /// The frame of a page for nobody known: sign-in, links, errors.
    pub(crate) fn public(contexte: &Contexte) -> Self {
        Self {
            flash: contexte.flash.clone(),
            ..Self::nu()
        }
    }

    /// The barest frame.
    pub(crate) fn nu() -> Self {
        Self {
            version_assets: assets::version(),
            version: env!("CARGO_PKG_VERSION"),
            ..Self::default()
        }
    }
}

/// What the role may open, by group; a group of one entry is that entry.
fn menu(tx: &Tx, chemin: &str) -> Vec<PartieDuMenu> {
    let part = |(groupe, libelle, icone): (GroupeDuMenu, &'static str, &'static str)| {
        let entrees: Vec<EntreeMenu> = MENU
            .iter()
            .filter(|(_, _, _, permission, of)| *of == groupe && tx.may(*permission))
            .map(|(lien, libelle, icone, _, _)| EntreeMenu {
                lien,
                libelle,
                icone,
                actif: chemin.starts_with(lien),
            })
            .collect();
        PartieDuMenu {
            libelle: if entrees.len() > 1 { libelle } else { "" },
            icone,
            actif: entrees.iter().any(|e| e.actif),
            entrees,
        }
    };
    GroupeDuMenu::ORDRE
        .into_iter()
        .map(part)
        .filter(|part| !part.entrees.is_empty())
        .collect()
}

/// The contact in twenty seconds: with the person of the page, when it is about one.
fn contact_link(chemin: &str) -> String {
    let jeune = chemin
        .strip_prefix("/jeunes/")
        .and_then(|rest| rest.split('/').next());
    match jeune.and_then(|id| id.parse::<kernel::JeuneId>().ok()) {
        Some(jeune) => format!("/jeunes/{jeune}/contact"),
        None => "/contact".to_owned(),
    }
}

/// One choice of a select or of radios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choix {
    pub(crate) code: String,
    pub(crate) libelle: String,
    pub(crate) coche: bool,
}

impl Choix {
    pub(crate) fn new(code: impl Into<String>, libelle: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            libelle: libelle.into(),
            coche: false,
        }
    }

    /// The entries of `liste` that may be chosen on `day`.
    pub(crate) fn of(
        nomenclatures: &Nomenclatures,
        liste: &str,
        day: chrono::NaiveDate,
    ) -> Vec<Self> {
        nomenclatures
            .offertes(liste, day)
            .map(|e| Self::new(&e.code, &e.libelle))
            .collect()
    }

    /// The same, those of `chosen` ticked.
    pub(crate) fn ticked(mut all: Vec<Self>, chosen: &[String]) -> Vec<Self> {
        for choix in &mut all {
            choix.coche = chosen.contains(&choix.code);
        }
        all
    }
}

/// One line of the summary of errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LigneErreur {
    pub(crate) champ: String,
    pub(crate) message: String,
}

/// The errors of a form, for the summary at its top and beside each field.
#[derive(Debug, Clone, Default)]
pub(crate) struct Erreurs(FieldErrors);

impl Erreurs {
    /// The sentence of a field, or an empty string.
    pub(crate) fn de(&self, champ: &str) -> &str {
        self.0.get(champ)
    }

    /// Nothing is wrong.
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same, without the errors of `champ`.
    pub(crate) fn without(&self, champ: &str) -> Self {
        let mut kept = FieldErrors::new();
        for (name, message) in self.0.iter().filter(|(name, _)| *name != champ) {
            kept.add(name, message);
        }
        Self(kept)
    }

    /// Every error, for the summary.
    pub(crate) fn lignes(&self) -> Vec<LigneErreur> {
        self.0
            .iter()
            .map(|(champ, message)| LigneErreur {
                champ: champ.to_owned(),
                message: message.to_owned(),
            })
            .collect()
    }
}

impl From<FieldErrors> for Erreurs {
    fn from(errors: FieldErrors) -> Self {
        Self(errors)
    }
}

/// An ancestor in the path of a page, or any link with words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lien {
    pub(crate) lien: String,
    pub(crate) libelle: String,
}

impl Lien {
    pub(crate) fn new(lien: impl Into<String>, libelle: impl Into<String>) -> Self {
        Self {
            lien: lien.into(),
            libelle: libelle.into(),
        }
    }
}

/// A tab, with a number or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Onglet {
    pub(crate) lien: String,
    pub(crate) libelle: &'static str,
    pub(crate) actif: bool,
    pub(crate) nombre: Option<usize>,
}
