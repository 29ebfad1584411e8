//! When people receive and what for: motifs, rooms, hours that come back, absences.
//!
//! Invariants: two plages of one agent never overlap on a day; an absence is a code, never of health;
//! a motif or a room that served is closed, never deleted.

mod actions;
mod model;
mod queries;
pub mod rules;

pub(crate) use actions::note_absence;
pub use actions::{hours, motifs, salles};
pub use model::{Absence, Fenetre, Motif, Plage, Salle};
