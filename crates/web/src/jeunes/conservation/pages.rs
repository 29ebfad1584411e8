//! The page of the retention of a dossier.

use askama::Template;

use super::forms::GelForm;
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/conservation/page.html")]
pub(super) struct ConservationPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: GelForm,
    pub(super) erreurs: Erreurs,
    pub(super) jusque: String,
    pub(super) raison: String,
    pub(super) gels: Vec<GelVu>,
    pub(super) motifs: Vec<Choix>,
    pub(super) aujourdhui: String,
    /// The last day of a hold for the European Social Fund, or an empty string when it has passed.
    pub(super) fse: String,
}

/// A hold in force, in words.
#[derive(Debug)]
pub(super) struct GelVu {
    pub(super) id: String,
    pub(super) motif: String,
    pub(super) periode: String,
    pub(super) pose_par: String,
}
