//! The pages of sign-in and accounts.

use askama::Template;
use platform::affectations::Affectation;

use crate::ui::{Cadre, Erreurs};

#[derive(Template)]
#[template(path = "compte/connexion.html")]
pub(super) struct ConnexionPage {
    pub(super) cadre: Cadre,
    pub(super) courriel: String,
    pub(super) suite: String,
    pub(super) erreurs: Erreurs,
}

#[derive(Template)]
#[template(path = "compte/lien.html")]
pub(super) struct LienPage {
    pub(super) cadre: Cadre,
    pub(super) initiales: String,
    pub(super) erreurs: Erreurs,
}

#[derive(Template)]
#[template(path = "compte/affectation.html")]
pub(super) struct AffectationPage {
    pub(super) cadre: Cadre,
    pub(super) affectations: Vec<Affectation>,
}

#[derive(Template)]
#[template(path = "compte/compte.html")]
pub(super) struct ComptePage {
    pub(super) cadre: Cadre,
    pub(super) erreurs: Erreurs,
}
