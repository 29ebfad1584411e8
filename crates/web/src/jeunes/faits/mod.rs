//! The facts of the person: cards of the fiche, one form for every theme, one click to confirm;
//! and the right to stay, on a page of its own.

pub(super) mod carte;
mod forms;
mod pages;
pub(crate) mod routes;
mod sejour;
