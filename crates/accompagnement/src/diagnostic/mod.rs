//! The diagnostic by domain: a level in words chosen with the young person, her own words beside.
//!
//! Invariants: a domain without a row was not spoken of; at least `diagnostic_domaines_min` are; a
//! diagnostic is corrected on the day it was typed, after that a new one tells what changed; an
//! urgent domain is an échéance due the same day (objet `dossier`, nature `urgence_<domaine>`), and
//! is no longer one when a later diagnostic speaks of the domain without urgency.

mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::{answer_urgency, correct, history, latest, record};
pub use model::{
    Diagnostic, DiagnosticDraft, DomaineAborde, Evolution, LigneProfil, Niveau, Profil,
};
pub use rules::profil;
