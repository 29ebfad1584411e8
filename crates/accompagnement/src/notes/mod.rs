//! Confidential notes. Their author, the référent, her named replacement and the direction read them;
//! anyone else who may see the section knows that a note exists, whose and when, and opens one by
//! giving a coded reason, which is traced.
//!
//! Invariants: a text that may not be read does not leave the database; a note is written once and
//! never changed; a jotting that is not kept is a draft of `platform::brouillons`.

mod actions;
mod model;
pub(crate) mod queries;
pub mod rules;

pub use actions::{count, list, open_with_reason, write};
pub use model::{NoteVue, NouvelleNote};
