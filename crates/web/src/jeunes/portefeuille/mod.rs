//! The young people someone accompanies, with what to do next for each; the same list as a file.

mod forms;
mod pages;
pub(crate) mod routes;
