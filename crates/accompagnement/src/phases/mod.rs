//! The phases of a contract (PACEA): dated, each with what it is for and what came of it.
//!
//! Invariants: a phase lies within its contract; two of one contract never overlap
//! (`phase_sans_chevauchement`); another begins once the one before is evaluated
//! (`phase_une_ouverte`).

mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::{evaluate, list, offered, open};
pub use model::{Evaluation, NouvelleEvaluation, NouvellePhase, Phase};
