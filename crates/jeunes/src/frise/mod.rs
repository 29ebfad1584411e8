//! The frise: all that happened, on one time line. Every wing pushes here in its own transaction.
//! A title is short and carries no confidence: what is confidential stays in its own section.

mod actions;
mod model;
mod queries;

pub use actions::{list, push, push_many, replace};
pub use model::{Evenement, NouvelEvenement};
