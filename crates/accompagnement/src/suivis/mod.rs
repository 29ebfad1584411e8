//! What became of someone, 1, 3, 6 and 12 months after her exit of a contract.
//!
//! Invariants: the four steps are pushed as échéances when she leaves; a step is noted once
//! (`suivi_sortie_unique`); the situation is the dossier's own on that day, never asked.

mod actions;
mod model;
mod queries;
pub mod rules;

pub(crate) use actions::expect;
pub use actions::{list, note};
pub use model::{NouveauSuivi, Suivi};
