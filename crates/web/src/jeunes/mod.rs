//! The pages of the young people: search, creation, identity and contacts, référent, situations,
//! parcours, state, frise, portefeuille, who consulted.

pub(crate) mod accueil;
mod ailleurs;
mod chemin;
mod communes;
mod conservation;
mod consultations;
mod contacts;
pub(crate) mod copie;
mod creation;
mod deces;
mod dossier;
mod doublons;
mod equipe;
mod etats;
mod exercices;
mod faits;
mod formulaire;
mod frise;
mod identite;
mod information;
mod lire;
mod listes;
mod messages;
mod metiers;
pub(crate) mod papiers;
mod parcours;
mod portefeuille;
mod protection;
mod recherche;
mod referents;
mod remplacements;
mod representation;
mod situations;
pub(crate) mod tete;
mod tiers;
mod urgence;

use crate::http::routes::Routes;

pub(crate) fn register(routes: &mut Routes) {
    accueil::routes::register(routes);
    messages::routes::register(routes);
    equipe::routes::register(routes);
    urgence::routes::register(routes);
    dossier::routes::register(routes);
    communes::register(routes);
    metiers::register(routes);
    creation::routes::register(routes);
    doublons::routes::register(routes);
    recherche::routes::register(routes);
    remplacements::routes::register(routes);
    identite::routes::register(routes);
    contacts::routes::register(routes);
    referents::routes::register(routes);
    situations::routes::register(routes);
    parcours::routes::register(routes);
    papiers::register(routes);
    etats::routes::register(routes);
    protection::routes::register(routes);
    representation::routes::register(routes);
    tiers::routes::register(routes);
    deces::routes::register(routes);
    ailleurs::routes::register(routes);
    conservation::routes::register(routes);
    exercices::register(routes);
    copie::routes::register(routes);
    information::register(routes);
    faits::routes::register(routes);
    frise::routes::register(routes);
    portefeuille::routes::register(routes);
    consultations::routes::register(routes);
}
