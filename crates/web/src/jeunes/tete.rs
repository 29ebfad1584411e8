//! The head of every page of a dossier: who, which number, which state, which référent, and the
//! tabs the role may open.

use chrono::NaiveDate;
use jeunes::dossiers::{Dossier, EtatDossier, Naissance};
use kernel::{Access, Permission, Section, dates, text};
use platform::Tx;

use crate::ui::Onglet;

/// The pages of a dossier, in the order of the tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OngletDossier {
    Synthese,
    Diagnostic,
    Plan,
    Entretiens,
    RendezVous,
    Ateliers,
    Dispositifs,
    Aides,
    Formations,
    Pieces,
    Demandes,
    Frise,
    Identite,
    Consultations,
}

/// The first level of tabs. A group whose pages the role may not open is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupeDOnglets {
    Synthese,
    Situation,
    Parcours,
    Rencontres,
    Documents,
    Historique,
}

impl GroupeDOnglets {
    /// In the order of the tabs, with their words.
    const ORDRE: [(Self, &str); 6] = [
        (Self::Synthese, "Synthèse"),
        (Self::Situation, "Situation"),
        (Self::Parcours, "Parcours"),
        (Self::Rencontres, "Rencontres"),
        (Self::Documents, "Documents"),
        (Self::Historique, "Historique"),
    ];
}

/// Each tab: its group, what follows `/jeunes/{id}`, its words, the section that opens it.
const ONGLETS: &[(OngletDossier, GroupeDOnglets, &str, &str, Section)] = &[
    (
        OngletDossier::Synthese,
        GroupeDOnglets::Synthese,
        "",
        "Synthèse",
        Section::Identite,
    ),
    (
        OngletDossier::Identite,
        GroupeDOnglets::Situation,
        "/identite",
        "Identité et contacts",
        Section::Identite,
    ),
    (
        OngletDossier::Diagnostic,
        GroupeDOnglets::Situation,
        "/diagnostic",
        "Diagnostic",
        Section::Diagnostic,
    ),
    (
        OngletDossier::Demandes,
        GroupeDOnglets::Situation,
        "/demandes",
        "Demandes",
        Section::Demandes,
    ),
    (
        OngletDossier::Plan,
        GroupeDOnglets::Parcours,
        "/plan",
        "Plan d’action",
        Section::Plan,
    ),
    (
        OngletDossier::Dispositifs,
        GroupeDOnglets::Parcours,
        "/dispositifs",
        "Dispositifs",
        Section::Plan,
    ),
    (
        OngletDossier::Formations,
        GroupeDOnglets::Parcours,
        "/formations",
        "Formation",
        Section::Plan,
    ),
    (
        OngletDossier::Aides,
        GroupeDOnglets::Parcours,
        "/aides",
        "Aides",
        Section::Plan,
    ),
    (
        OngletDossier::RendezVous,
        GroupeDOnglets::Rencontres,
        "/rendez-vous",
        "Rendez-vous",
        Section::Agenda,
    ),
    (
        OngletDossier::Ateliers,
        GroupeDOnglets::Rencontres,
        "/ateliers",
        "Ateliers",
        Section::Agenda,
    ),
    (
        OngletDossier::Entretiens,
        GroupeDOnglets::Rencontres,
        "/entretiens",
        "Entretiens",
        Section::Entretiens,
    ),
    (
        OngletDossier::Pieces,
        GroupeDOnglets::Documents,
        "/pieces",
        "Pièces",
        Section::Plan,
    ),
    (
        OngletDossier::Frise,
        GroupeDOnglets::Historique,
        "/frise",
        "Frise",
        Section::Frise,
    ),
    (
        OngletDossier::Consultations,
        GroupeDOnglets::Historique,
        "/consultations",
        "Qui a consulté",
        Section::Consultations,
    ),
];

/// The head, for `templates/jeunes/tete.html`: a page has it in a field named `tete`.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is shown or not, on its own"
)]
pub(crate) struct Tete {
    /// `/jeunes/{id}`.
    pub(crate) base: String,
    pub(crate) nom: String,
    pub(crate) initiales: String,
    pub(crate) numero: String,
    pub(crate) naissance: String,
    pub(crate) commune: String,
    pub(crate) referent: String,
    pub(crate) etat: Pastille,
    pub(crate) protege: bool,
    pub(crate) a_voir_sur_place: bool,
    pub(crate) contact: bool,
    pub(crate) entretien: bool,
    pub(crate) urgence: bool,
    /// The first level of tabs.
    pub(crate) groupes: Vec<Onglet>,
    /// The pages of the current group, when it has several.
    pub(crate) onglets: Vec<Onglet>,
}

/// A word with its tone and its icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pastille {
    pub(crate) ton: &'static str,
    pub(crate) icone: &'static str,
    pub(crate) mot: &'static str,
}

impl Tete {
    /// The head of `dossier` (a `&DossierForRead` or `&DossierForWrite` fits), `onglet` current.
    pub(crate) fn new(tx: &Tx, dossier: &Dossier, onglet: OngletDossier) -> Self {
        let base = format!("/jeunes/{}", dossier.id);
        let identite = &dossier.identite;
        let (groupes, onglets) = tabs(tx, &base, onglet);
        Self {
            nom: dossier.nom_affiche(),
            initiales: text::initials(identite.prenom_affiche(), identite.nom())
                .replace(['.', ' '], ""),
            numero: dossier.numero.clone(),
            naissance: birth(dossier, tx.today()),
            commune: place(dossier),
            referent: dossier.referent_nom.clone(),
            etat: if dossier.deces.is_some() && tx.may(Permission::NoterDeces) {
                DECES
            } else {
                state(dossier.etat)
            },
            protege: dossier.protege,
            a_voir_sur_place: dossier.a_voir_sur_place,
            contact: tx.may(Permission::SaisirContact),
            entretien: dossier.deces.is_none()
                && tx.may(Permission::Dossier(Section::Entretiens, Access::Write)),
            urgence: tx.may(Permission::TenirAccueil),
            groupes,
            onglets,
            base,
        }
    }
}

impl Tete {
    /// The address of a page of this dossier: `suite` follows `/jeunes/{id}`.
    pub(crate) fn lien(&self, suite: &str) -> String {
        format!("{}{suite}", self.base)
    }
}

/// The groups, each leading to its first page, then the pages of the current one.
fn tabs(tx: &Tx, base: &str, current: OngletDossier) -> (Vec<Onglet>, Vec<Onglet>) {
    let open: Vec<_> = ONGLETS
        .iter()
        .filter(|(_, _, _, _, section)| tx.may(Permission::Dossier(*section, Access::Read)))
        .collect();
    let here = ONGLETS
        .iter()
        .find(|(onglet, ..)| *onglet == current)
        .map(|(_, groupe, ..)| *groupe);
    let tab = |suite: &str, libelle, actif| Onglet {
        lien: format!("{base}{suite}"),
        libelle,
        actif,
        nombre: None,
    };
    let groups = GroupeDOnglets::ORDRE
        .iter()
        .filter_map(|(groupe, words)| {
            let (_, _, suite, _, _) = open.iter().find(|(_, of, ..)| of == groupe)?;
            Some(tab(suite, *words, here == Some(*groupe)))
        })
        .collect();
    let pages: Vec<Onglet> = open
        .iter()
        .filter(|(_, of, ..)| here == Some(*of))
        .map(|(onglet, _, suite, words, _)| tab(suite, *words, *onglet == current))
        .collect();
    (groups, if pages.len() > 1 { pages } else { Vec::new() })
}

/// `20 ans, née le 14 mars 2005`.
fn birth(dossier: &Dossier, today: NaiveDate) -> String {
    birth_words(
        dossier.naissance,
        dossier.identite.sexe.as_deref(),
        dossier.age(today),
    )
}

/// Age and birth in words; the word of birth agrees when the gender is known.
pub(crate) fn birth_words(naissance: Naissance, sexe: Option<&str>, age: i32) -> String {
    let Some(day) = naissance.date() else {
        return format!("{age} ans environ (âge déclaré)");
    };
    let born = match sexe {
        Some("femme") => "née le",
        Some("homme") => "né le",
        _ => "naissance le",
    };
    let year = if age > 1 { "ans" } else { "an" };
    format!("{age} {year}, {born} {}", dates::long(day))
}

fn place(dossier: &Dossier) -> String {
    match (
        dossier.lieu.sans_domicile_stable,
        dossier.commune_nom.as_str(),
    ) {
        (true, "") => "Sans domicile stable".to_owned(),
        (true, commune) => format!("Sans domicile stable, {commune}"),
        (false, commune) => commune.to_owned(),
    }
}

/// What stands in the place of the state after a death, soberly, for those who accompany.
pub(crate) const DECES: Pastille = Pastille {
    ton: "neutre",
    icone: "dash-circle",
    mot: "Décès",
};

/// The state of a dossier by word, icon and tone.
pub(crate) const fn state(etat: EtatDossier) -> Pastille {
    let (ton, icone) = match etat {
        EtatDossier::Actif => ("succes", "check-circle"),
        EtatDossier::EnVeille => ("attention", "pause-circle"),
        EtatDossier::FinAccompagnement => ("neutre", "flag"),
        EtatDossier::Archive => ("neutre", "lock"),
    };
    Pastille {
        ton,
        icone,
        mot: etat.label(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birth_is_said_with_or_without_gender_and_date() {
        let day = NaiveDate::from_ymd_opt(2005, 3, 14).unwrap();
        let date = Naissance::Date(day);
        assert_eq!(
            birth_words(date, Some("femme"), 21),
            "21 ans, née le 14 mars 2005"
        );
        assert_eq!(
            birth_words(date, None, 21),
            "21 ans, naissance le 14 mars 2005"
        );
        let declared = Naissance::Declaree { age: 19, le: day };
        assert_eq!(
            birth_words(declared, Some("homme"), 20),
            "20 ans environ (âge déclaré)"
        );
    }
}
