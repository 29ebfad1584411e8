//! The whole story of someone on one time line.

mod forms;
mod pages;
pub(crate) mod routes;
