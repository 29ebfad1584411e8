//! Ateliers and informations collectives: what is offered, the sessions, who is registered, who
//! came.

mod dossier;
mod forms;
mod liste;
mod mots;
mod offres;
mod papier;
mod planifier;
pub(super) mod routes;
mod seance;
mod vue;
