//! The queue of doubtful pairs, one pair side by side, the fusions, naming a double.

mod forms;
mod fusions;
mod pages;
pub(crate) mod routes;
mod signaler;
