//! When people receive, and what for: « Mes horaires », and the settings of the agenda.

mod forms;
mod horaires;
mod reglages;
pub(crate) mod routes;
mod vues;
