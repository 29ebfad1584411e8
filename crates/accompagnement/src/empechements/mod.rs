//! Someone cannot come to work: her days are seen on one screen, and each rendez-vous, each session
//! that she leads and each deadline that she owes is kept, given to a colleague, moved, put off or
//! cancelled, all at once.
//!
//! Invariants: all or nothing; a dossier that the actor may not see is left as it is; each person is
//! told by a means she allows, and those who have none are named.

mod actions;
mod model;
mod queries;
mod seances;

pub use actions::{apply, day, free};
pub use model::{Empechement, Fait, Geste, GesteSeance};
pub use seances::{moments, sessions};
