//! The state of a dossier: active, asleep, over, archived.
//!
//! Invariants: only the transitions of `rules` exist; falling asleep and ending carry a coded
//! reason (lists `motif_veille`, `motif_fin`); each change stays on the frise.

mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::change;
pub use model::Changement;
