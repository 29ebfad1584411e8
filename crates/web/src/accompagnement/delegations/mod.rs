//! The délégation with France Travail: the list of those handed over, one of them, what is entered by
//! hand or imported, the places of the conventions.

mod conventions;
pub(super) mod cours;
mod forms;
mod import;
mod liste;
mod nouvelle;
pub(super) mod routes;
mod une;
