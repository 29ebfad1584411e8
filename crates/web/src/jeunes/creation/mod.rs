//! Opening a dossier: the least that is needed, then the likely duplicates side by side.

mod forms;
mod pages;
pub(crate) mod routes;
