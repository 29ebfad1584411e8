//! What a person is told of her data: the notice (RGPD, art. 13), and to whom it was given.
//!
//! Invariants: the notice is data, by version and language; what was given keeps the version that
//! held on its day, found and never asked; a row is written once. Until it is given, an échéance of
//! the dossier recalls it.

mod actions;
mod model;
mod queries;
pub mod rules;

pub(crate) use actions::{at_reception, owe};
pub use actions::{give, list, notices};
pub use model::{InformationDonnee, Moyen, Notice, NouvelleInformation, Passage};
