//! Aides: the funds, what is asked of them, what is decided and paid.

mod dossier;
mod fiche;
mod fonds;
mod forms;
mod gestes;
mod liste;
mod mots;
mod notification;
pub(super) mod routes;
