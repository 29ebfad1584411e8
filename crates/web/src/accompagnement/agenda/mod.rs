//! Agendas: the week and the day of an agent, of the team, of a site; my day to print or to read
//! without network.

mod accuses;
mod empechement;
mod flux;
mod forms;
mod journee;
pub(super) mod lignes;
mod pages;
pub(crate) mod routes;
