//! The page of a representation.

use askama::Template;
use platform::Conflit;

use super::forms::RepresentationForm;
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/representation/page.html")]
pub(super) struct RepresentationPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: RepresentationForm,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    pub(super) nouvelle: bool,
    pub(super) adresse: String,
    pub(super) regimes: Vec<Choix>,
    pub(super) aujourdhui: String,
}
