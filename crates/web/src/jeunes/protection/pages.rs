//! The page of the protection.

use askama::Template;

use super::forms::ProtectionForm;
use crate::{
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/protection/page.html")]
pub(super) struct ProtectionPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) form: ProtectionForm,
    pub(super) erreurs: Erreurs,
    pub(super) motifs: Vec<Choix>,
    /// The person signed in will no longer see the dossier.
    pub(super) perdra_acces: bool,
    pub(super) peut_lever: bool,
}
