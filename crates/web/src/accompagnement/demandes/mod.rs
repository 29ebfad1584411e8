//! What the young person asks, and what is offered.

mod forms;
mod pages;
pub(super) mod routes;
