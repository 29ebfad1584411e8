//! The métiers of the ROME: imported from France Travail's open files, found while typing.
//!
//! Invariants: a code is never reused nor deleted, one that left the files is retired on the day of
//! the import; a second import changes nothing; each métier can also be found by its own name.

mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::{appellation, import, search};
pub use model::{Appellation, FichiersRome, RapportRome};
