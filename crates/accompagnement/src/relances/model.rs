//! The shapes of the chain.

use chrono::{DateTime, NaiveDate, Utc};

/// An attempt that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tentative {
    /// Its step (list `relance_absence`).
    pub etape: String,
    /// How it ended (list `contact_resultat`).
    pub resultat: String,
    /// When.
    pub faite_le: DateTime<Utc>,
    /// By whom, or an empty string.
    pub agent_nom: String,
}

/// A step of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Etape {
    /// Its code (list `relance_absence`).
    pub code: String,
    /// In words.
    pub libelle: String,
    /// The day it is due.
    pub due_le: NaiveDate,
    /// The attempt, once made.
    pub faite: Option<Tentative>,
    /// The next one to make.
    pub prochaine: bool,
}
