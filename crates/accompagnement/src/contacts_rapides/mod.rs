//! The contact in twenty seconds, from any page: a means, how it ended, one line.
//!
//! Invariants: one contact is one événement of the frise (objet `contact`), and nothing else is kept
//! of it; each means is also an entry of the list `evenement_type`.

mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::record;
pub use model::ContactRapide;
