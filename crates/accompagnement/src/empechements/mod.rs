//! Someone cannot come to work: her day is seen on one screen, and each rendez-vous is kept, given to
//! a colleague, moved or cancelled, all at once.
//!
//! Invariants: all or nothing; a dossier that the actor may not see is left as it is; each person is
//! told by a means she allows, and those who have none are named.

mod actions;
mod model;
mod queries;

pub use actions::{apply, day, free};
pub use model::{Empechement, Geste};
