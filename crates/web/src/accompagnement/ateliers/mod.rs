//! Ateliers and informations collectives: what is offered, the sessions, who is registered, who
//! came.

mod deplacer;
mod dossier;
mod forms;
mod lien;
mod liste;
pub(super) mod messages;
pub(super) mod mots;
mod offres;
mod papier;
mod planifier;
pub(super) mod routes;
mod seance;
mod vue;
