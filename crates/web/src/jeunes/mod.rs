//! The pages of the young people: search, creation, identity and contacts, référent, situations,
//! state, frise, portefeuille, who consulted.

mod chemin;
mod communes;
mod creation;
mod dossier;
mod formulaire;
mod identite;
mod lire;
mod listes;
mod recherche;
pub(crate) mod tete;

use crate::http::routes::Routes;

pub(crate) fn register(routes: &mut Routes) {
    dossier::routes::register(routes);
    communes::register(routes);
    creation::routes::register(routes);
    recherche::routes::register(routes);
    identite::routes::register(routes);
}
