//! Rendez-vous of a dossier: the list, booking, one rendez-vous and how it went, and the page behind
//! the link of a message.

mod choisir;
pub(super) mod convocation;
mod fiche;
mod forms;
mod lien;
mod liste;
pub(crate) mod routes;

pub(crate) use choisir::words;
pub(super) use forms::Moment;
pub(crate) use liste::place;
