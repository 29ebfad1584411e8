//! The page of the référent.

use askama::Template;

use super::forms::ReferentForm;
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/referents/page.html")]
pub(super) struct ReferentPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: ReferentForm,
    pub(super) erreurs: Erreurs,
    pub(super) referents: Vec<Choix>,
    pub(super) motifs: Vec<Choix>,
    pub(super) aujourdhui: String,
}
