//! The team: load of each conseiller, dossiers without référent, what is late, urgent moments of the
//! week.
//!
//! Invariants: a protected dossier is neither named nor counted for those who may not see it; the
//! number of statements does not depend on the size of the team.

mod actions;
mod model;
mod queries;

pub use actions::{charge, retards, sans_referent, urgences};
pub use model::{Charge, Retard, SansReferent};
