//! Finding a young person by whatever people type: names in any order and spelling, a birth date,
//! a phone, a mail, a dossier number. The same search serves while typing.
//!
//! Invariants: one statement reads the rows; a protected dossier is found by those who may open it
//! only; the trace keeps keyed hashes of the words, never the words.

mod actions;
mod model;
pub(crate) mod queries;
pub mod rules;

pub use actions::{search, search as search_as_you_type};
pub use model::{Raison, Trouve};
