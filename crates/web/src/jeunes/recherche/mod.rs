//! Searching a young person, while typing or not.

mod forms;
mod pages;
pub(crate) mod routes;
