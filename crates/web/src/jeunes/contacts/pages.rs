//! The pages of a contact and of the address.

use askama::Template;
use platform::Conflit;

use super::forms::{ContactForm, LieuForm};
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/contacts/contact.html")]
pub(super) struct ContactPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: ContactForm,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    /// The contact corrected, as people read it, or an empty string for a new one.
    pub(super) ancien: String,
    pub(super) adresse: String,
    pub(super) moyens: Vec<Choix>,
    pub(super) titulaires: Vec<Choix>,
    pub(super) reponses: Vec<Choix>,
    pub(super) jamais: Vec<Choix>,
    pub(super) rangs: Vec<Choix>,
    pub(super) aujourdhui: String,
}

#[derive(Template)]
#[template(path = "jeunes/contacts/adresse.html")]
pub(super) struct LieuPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: LieuForm,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    pub(super) communes: Vec<Choix>,
    pub(super) aujourdhui: String,
}
