//! Free moments: for a motif, the next ones among the agents who receive, found from their hours
//! (`disponibilites`), the public holidays, their absences and what is already taken
//! (`occupations`).
//!
//! Invariants: a moment offered lies within the hours of its agent, meets nothing that is taken, for
//! her or for the young person, and is in the future; nothing is held by being offered.

mod actions;
mod model;
mod queries;
mod rules;

pub(crate) use actions::calendrier;
pub use actions::{next, possible};
pub use model::{Creneau, Demande};
pub(crate) use rules::instant;
