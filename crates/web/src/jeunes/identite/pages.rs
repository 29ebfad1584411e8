//! The page « Identité et contacts », and the form of names and birth.

use askama::Template;
use platform::Conflit;

use super::{fiche::Fiche, forms::IdentiteForm};
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/identite/fiche.html")]
pub(super) struct FichePage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) fiche: Fiche,
}

#[derive(Template)]
#[template(path = "jeunes/identite/modifier.html")]
pub(super) struct ModifierPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: IdentiteForm,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    pub(super) sexes: Vec<Choix>,
    pub(super) aujourdhui: String,
}
