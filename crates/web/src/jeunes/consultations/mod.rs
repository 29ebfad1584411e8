//! Who consulted a dossier.

mod pages;
pub(crate) mod routes;
