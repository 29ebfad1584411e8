//! The sites and mandates of one's own mission locale: opening hours, presidents, administrators.

mod forms;
pub(crate) mod routes;
