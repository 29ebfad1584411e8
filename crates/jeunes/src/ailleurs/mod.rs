//! « Avez-vous déjà été suivi ailleurs ? »: what the person answers, and after a yes the missions
//! locales that may know her.
//!
//! Invariants: nothing is looked for without her yes, never for a protected dossier, never more than
//! a few times a minute by one agent; what comes out is the name of a mission locale, to be called
//! with her. The keyed hashes of every dossier follow its identity ([`deposer`]), and are withdrawn
//! with a protection, a death or a fusion; the application cannot read them (ADR 9).

mod actions;
mod model;
mod queries;

pub use actions::{answer, last};
pub(crate) use actions::{deposer, retirer};
pub use model::{Indice, NouveauSuivi, Reponse, Suivi};
