//! Legal holds: what keeps a dossier past its day.
//!
//! Invariants: while one is in force nothing erases the dossier; the direction alone puts and lifts
//! it, for a coded reason; a request about one's data that waits for its answer holds the dossier
//! too (`purge`), without a row here.

mod actions;
mod model;
mod queries;

pub use actions::{in_force, lift, propose, put};
pub use model::{Gel, NouveauGel};
