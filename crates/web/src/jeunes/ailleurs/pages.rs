//! The page of the question.

use askama::Template;

use super::forms::AilleursForm;
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

/// A mission locale that may know the person.
#[derive(Debug)]
pub(super) struct IndiceVu {
    pub(super) lien: String,
    pub(super) nom: String,
    pub(super) site: String,
    /// As it is read aloud; an empty string when none is known.
    pub(super) telephone: String,
    /// As it is dialled.
    pub(super) appel: String,
}

/// The last answer, in words.
#[derive(Debug)]
pub(super) struct ReponseVue {
    pub(super) phrase: String,
    /// She said yes: what was found, perhaps nothing.
    pub(super) cherche: bool,
    pub(super) indices: Vec<IndiceVu>,
}

#[derive(Template)]
#[template(path = "jeunes/ailleurs/page.html")]
pub(super) struct AilleursPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: AilleursForm,
    pub(super) erreurs: Erreurs,
    pub(super) derniere: Option<ReponseVue>,
    pub(super) reponses: Vec<Choix>,
}
