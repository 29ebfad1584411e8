//! The register of the requests that people make of their own data: access, rectification,
//! opposition, limitation, erasing.
//!
//! Invariants: the clock runs from the day of reception, one calendar month, three with a prolongation
//! told with its reason within the first (RGPD, art. 12.3); a request that waits for its answer holds
//! the dossier (`purge`); an answer is given once. Whoever receives a request notes it; the direction
//! reads the whole register, prolongs and answers.

mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::{answer, find, note, of_dossier, prolong, register};
pub use model::{Exercice, Genre, NouvelExercice, Reponse};
