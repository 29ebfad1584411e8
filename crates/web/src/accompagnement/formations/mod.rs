//! Formations: the catalogue and its import, a session prescribed in a dossier, what to copy
//! elsewhere.

mod dossier;
mod fiche;
mod formation;
mod forms;
mod forms_suivi;
mod gestes;
mod import;
mod liste;
mod mots;
mod organismes;
mod recopier;
pub(super) mod routes;
