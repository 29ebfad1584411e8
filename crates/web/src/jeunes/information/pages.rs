//! The pages of the information on one's data.

use askama::Template;
use jeunes::information::Passage;

use super::forms::InformationForm;
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

/// The notice in one language.
#[derive(Template)]
#[template(path = "jeunes/information/notice.html")]
pub(super) struct NoticePage {
    pub(super) cadre: Cadre,
    pub(super) langues: Vec<LangueVue>,
    pub(super) langue: &'static str,
    pub(super) sens: &'static str,
    pub(super) titre: String,
    pub(super) passages: Vec<Passage>,
    pub(super) version: String,
    pub(super) source: String,
    /// The text, or the age in it, waits for confirmation.
    pub(super) a_confirmer: bool,
}

/// A language the notice is written in.
#[derive(Debug)]
pub(super) struct LangueVue {
    pub(super) lien: String,
    pub(super) libelle: String,
    pub(super) actuelle: bool,
}

/// What was given to a person, and the form that notes it.
#[derive(Template)]
#[template(path = "jeunes/information/dossier.html")]
pub(super) struct InformationPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: InformationForm,
    pub(super) erreurs: Erreurs,
    pub(super) donnees: Vec<DonneeVue>,
    pub(super) langues: Vec<Choix>,
    pub(super) moyens: Vec<Choix>,
    pub(super) aujourdhui: String,
    pub(super) modifiable: bool,
}

/// A notice given, in words.
#[derive(Debug)]
pub(super) struct DonneeVue {
    pub(super) le: String,
    pub(super) langue: String,
    pub(super) moyen: String,
    pub(super) version: String,
    pub(super) lien: String,
    pub(super) par: String,
}
