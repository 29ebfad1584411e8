//! Dated facts of hours. Every wing pushes here in its own transaction: what is planned, then what
//! was done. The week is read from days of the mission locale's own calendar, so that it never
//! depends on the server's time zone.
//!
//! Invariant: one fact per object and person; pushing it again replaces it.

mod actions;
mod model;
mod queries;
mod rules;

pub use actions::{clear, clear_all, push, push_many, week};
pub use model::{Heure, NouvelleHeure, Semaine};
pub use rules::monday;
