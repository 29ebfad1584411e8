//! What every template shares: the frame of the page, choices, errors of a form.

mod menu;

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

/// The frame of a page: who is signed in, where, what she may go to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cadre {
    pub(crate) titre_ml: String,
    pub(crate) site: String,
    pub(crate) agent: String,
    pub(crate) role: String,
    pub(crate) menu: Vec<menu::PartieDuMenu>,
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

impl Cadre {
    /// The frame of the person signed in.
    pub(crate) fn new(tx: &Tx, contexte: &Contexte) -> Self {
        let entete = tx.entete();
        Self {
            titre_ml: entete.structure.clone(),
            site: entete.site.clone(),
            agent: entete.agent.clone(),
            role: tx.actor().role().map_or("", kernel::Role::label).to_owned(),
            menu: menu::of(tx, &contexte.chemin),
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
