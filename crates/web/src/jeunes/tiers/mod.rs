//! « Qui peut savoir »: the card of the fiche and the form.

pub(super) mod carte;
mod forms;
mod pages;
pub(crate) mod routes;
