//! Changing the state of a dossier.

mod forms;
mod pages;
pub(crate) mod routes;
