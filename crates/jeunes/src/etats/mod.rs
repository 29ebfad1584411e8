//! The state of a dossier: active, asleep, over, archived.
//!
//! Invariants: only the transitions of `rules` exist; each carries a coded reason (lists
//! `motif_veille`, `motif_fin`, `motif_archive`; to begin again, what happened); each change stays
//! on the frise, and the state that ends in the dated history.

mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::{change, history};
pub use model::{Changement, EtatDate};
