//! A dossier goes to another mission locale: the part that is the dossier's own. Who asks and who
//! answers is `accompagnement::transferts`.
//!
//! Invariants: the person has a dossier where she goes, and what arrives is joined to it as any
//! other double is; a dossier under a legal hold, of someone dead, or with a request about its data
//! that waits, stays; each side keeps its own trace.

mod actions;
mod queries;

pub use actions::{Depart, Signalement, find, identity, numbered, partir};
