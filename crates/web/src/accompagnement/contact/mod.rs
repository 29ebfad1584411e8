//! The contact in twenty seconds, from any page: who, by what means, how it ended, one line.

mod forms;
mod pages;
pub(super) mod routes;
