//! Putting a dossier under protection, and ending it.

mod forms;
mod pages;
pub(crate) mod routes;
