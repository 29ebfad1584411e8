//! « Parcours et métiers »: the page, its three kinds of lines, the card of the fiche.

pub(super) mod carte;
mod experiences;
mod formations;
mod forms;
mod metiers_vises;
mod pages;
pub(crate) mod routes;

pub(super) use pages::{period, title};
