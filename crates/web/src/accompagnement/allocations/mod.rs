//! Pages of the allowances: the months of a person, the month of the mission locale.

mod dossier;
mod forms;
mod lien;
mod mois;
pub(super) mod routes;
