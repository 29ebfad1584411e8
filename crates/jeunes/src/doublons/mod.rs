//! Pairs of dossiers that may be one person: the queue someone looks at, and what is decided.
//!
//! A person decides, always. A pair comes from a creation in spite of a likeness, from the search
//! in the whole mission locale, or from someone who names the other dossier. Once decided, it stays
//! with its decision: two people said different, or separated again, are not proposed any more,
//! unless someone names them. A pair with a protected dossier shows to those who see both.
//!
//! Merging and separating are `platform::rattachement`'s; here are the rights, the audit and the
//! memory of the pair.

mod actions;
mod chercher;
mod fusions;
mod model;
mod queries;

pub(crate) use actions::noter;
pub use actions::{differents, file, paire, plus_tard, signaler};
pub use chercher::chercher;
pub use fusions::{Reunion, fusions, reunir, separer};
pub use model::{Cote, Fusionnee, Origine, Paire, PaireVue};
