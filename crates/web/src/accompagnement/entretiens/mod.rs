//! The interview: the one screen that closes it, its list, its reading and its correction.

mod corriger;
mod forms;
mod listes;
mod nouveau;
mod pages;
pub(super) mod routes;
