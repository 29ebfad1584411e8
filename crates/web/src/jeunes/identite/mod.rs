//! « Identité et contacts »: all that is known of the person and of her accompaniment, section by
//! section, and the form of her names and birth.

mod fiche;
mod forms;
mod pages;
pub(crate) mod routes;
mod situations;
