//! Agents, affectations and accounts of one's own mission locale.

mod forms;
mod pages;
pub(crate) mod routes;
