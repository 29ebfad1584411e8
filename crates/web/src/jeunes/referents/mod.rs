//! Designating a référent, or changing her.

mod forms;
mod pages;
pub(crate) mod routes;
