//! The right to stay of a person who is not a citizen of the Union: what paper, until when.
//!
//! Invariants: for the référent, her named replacement and the direction only, role **and**
//! relation checked here again, whatever opened the dossier; one dossier at a time: the module has
//! no list, its type is not serialisable, and the table is read nowhere else (a test reads the
//! sources), so that it never reaches a list, a partner's view or a matching; the copy that the person
//! herself receives holds it (`copie`, ADR 14). A former row is kept, never edited.

mod actions;
mod model;
mod queries;

pub use actions::{CHAMPS, find, may_see, save};
pub use model::Sejour;
