//! `/jeunes/{id}/pieces`: the files people bring.

mod deposer;
mod forms;
mod page;
pub(super) mod routes;
