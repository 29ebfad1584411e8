//! The page of a third party.

use askama::Template;
use platform::Conflit;

use super::forms::TiersForm;
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/tiers/page.html")]
pub(super) struct TiersPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: TiersForm,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    pub(super) nouveau: bool,
    pub(super) adresse: String,
    pub(super) liens: Vec<Choix>,
    pub(super) savoirs: Vec<Choix>,
    pub(super) aujourdhui: String,
}
