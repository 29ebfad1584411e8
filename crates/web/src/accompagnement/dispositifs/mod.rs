//! Pages of the dispositifs and of the hours of a week.

mod entree;
pub(super) mod fiche;
mod forms;
mod liste;
mod phases;
pub(super) mod routes;
mod semaine;
mod semaines;
