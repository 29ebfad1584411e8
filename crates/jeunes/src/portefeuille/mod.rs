//! The young people someone accompanies, each with the *prochaine chose à faire*.
//!
//! Invariants: one statement reads rows and counts; pages continue by a key, never by an offset; a
//! protected dossier shows in its own référent's list only, and in no export; each list and each
//! export leaves one row in the audit, an export the identifiers too.

mod actions;
mod export;
mod model;
mod queries;

pub use actions::list;
pub use export::export;
pub use model::{Comptes, Filtre, FiltreEcheance, Ligne, Liste, Prochaine, Suivi, Tri};

#[cfg(test)]
mod plans;
