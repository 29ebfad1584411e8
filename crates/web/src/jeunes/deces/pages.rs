//! The page of a death.

use askama::Template;

use super::forms::DecesForm;
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/deces/page.html")]
pub(super) struct DecesPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: DecesForm,
    pub(super) erreurs: Erreurs,
    /// What is noted, in a sentence; an empty string when nothing is.
    pub(super) note: String,
    /// The actor follows the person, or is of the direction.
    pub(super) peut_noter: bool,
    pub(super) peut_corriger: bool,
    pub(super) sources: Vec<Choix>,
    pub(super) aujourdhui: String,
}
