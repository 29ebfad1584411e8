//! The death of a young person.
//!
//! Invariants: from the moment it is noted, no means of contact may be used
//! (`contacts::rules::usage`), what was to do is closed with that reason and nothing new is pushed,
//! the dossier is archived. Noted by the référent, her replacement or the direction; an error is put
//! right by the direction, and everything is as before.

mod actions;
mod model;
mod queries;

pub use actions::{cancel, find, may_note, note};
pub use model::{Deces, NouveauDeces};
