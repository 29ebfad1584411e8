//! Pages of the obligation de formation of 16–18: of one person, and of everyone.

mod forms;
mod gestes;
mod liste;
mod page;
mod papiers;
pub(super) mod routes;
mod vues;
