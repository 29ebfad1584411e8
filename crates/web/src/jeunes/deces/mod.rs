//! Noting a death, and putting an error right.

mod forms;
mod pages;
pub(crate) mod routes;
