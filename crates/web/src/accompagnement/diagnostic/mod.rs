//! The diagnostic by domain: what was said over time, and the page where it is said.

mod forms;
mod pages;
mod profil;
pub(super) mod routes;
mod saisir;
