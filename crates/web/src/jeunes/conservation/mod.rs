//! Until when a dossier is kept, and what holds it past that day.

pub(super) mod carte;
mod forms;
mod pages;
pub(crate) mod routes;
