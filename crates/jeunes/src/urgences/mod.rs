//! An urgent moment, on a dossier: a need of access, coded, and someone to meet today.
//!
//! Invariants: no narrative anywhere; the frise says « Point urgent » and nothing more; the need is
//! in its own table and, hashed for a protected dossier, in the audit.

mod actions;
mod queries;

pub use actions::{NouvelleUrgence, open};
