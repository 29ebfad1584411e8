//! The right to stay of a person who is not a citizen of the Union: what paper, until when.
//!
//! Invariants: for the référent, her named replacement and the direction only, role **and**
//! relation checked here again, whatever opened the dossier; one dossier at a time: the module has
//! no list, its type is not serialisable, and the table is read nowhere else (a test reads the
//! sources), so that it never reaches an export, a partner's view or a matching. A former row is
//! kept, never edited.

mod actions;
mod model;
mod queries;

pub use actions::{CHAMPS, find, may_see, save};
pub use model::Sejour;
