//! The page of a situation.

use askama::Template;
use platform::{Conflit, nomenclatures::Nomenclatures};

use super::forms::{SituationForm, choice};
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/situations/page.html")]
pub(super) struct SituationPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: SituationForm,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    pub(super) nouvelle: bool,
    pub(super) adresse: String,
    pub(super) groupes: Vec<Groupe>,
    /// The situation to end, in words, or an empty string.
    pub(super) a_terminer: String,
}

/// A category and its types.
#[derive(Debug)]
pub(super) struct Groupe {
    pub(super) libelle: String,
    pub(super) options: Vec<Choix>,
}

/// Every category with its types; those that ended are offered too, for old careers, unless the
/// day is known: the action says what the day allows.
pub(super) fn groups(lists: &Nomenclatures) -> Vec<Groupe> {
    lists
        .liste("situation_categorie")
        .iter()
        // Computed, never typed.
        .filter(|categorie| categorie.code != "inconnue")
        .map(|categorie| {
            let plain = format!("{}, sans précision", categorie.libelle);
            let types = lists
                .liste("situation_type")
                .iter()
                .filter(|entry| entry.parent == categorie.code)
                .map(|entry| {
                    Choix::new(choice(&categorie.code, &entry.code), entry.libelle.as_str())
                });
            Groupe {
                libelle: categorie.libelle.clone(),
                options: std::iter::once(Choix::new(categorie.code.as_str(), plain))
                    .chain(types)
                    .collect(),
            }
        })
        .collect()
}
