//! How to reach a young person, and where she lives.
//!
//! Invariants: a phone is stored as E.164, a mail in lower case; a contact is never rewritten: a
//! correction ends the row and adds another, so that what was true stays readable.

mod actions;
mod model;
pub(crate) mod queries;
pub mod rules;

pub use actions::{add, correct, end, list, update_lieu};
pub use model::{Contact, MoyenContact, NouveauContact};
