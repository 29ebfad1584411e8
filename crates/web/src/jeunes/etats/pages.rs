//! The page of the state.

use askama::Template;
use platform::Conflit;

use super::forms::EtatForm;
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/etats/page.html")]
pub(super) struct EtatPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: EtatForm,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    pub(super) depuis: String,
    pub(super) etats: Vec<Choix>,
    /// Empty when no state that may follow asks this reason.
    pub(super) motifs_veille: Vec<Choix>,
    pub(super) motifs_fin: Vec<Choix>,
    pub(super) motifs_archive: Vec<Choix>,
    pub(super) reprises: Vec<Choix>,
    pub(super) aujourdhui: String,
}
