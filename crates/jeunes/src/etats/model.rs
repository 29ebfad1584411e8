//! The shapes of a change of state.

use chrono::NaiveDate;

use crate::dossiers::EtatDossier;

/// A change of state, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changement {
    /// The state the form showed: another one now is a conflict.
    pub avant: EtatDossier,
    /// The state wanted.
    pub apres: EtatDossier,
    /// Why (list of `rules::reasons`).
    pub motif: String,
    /// Since when: today, or earlier.
    pub depuis: NaiveDate,
}

/// A state of the dossier, present or past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EtatDate {
    /// Which one.
    pub etat: EtatDossier,
    /// Why (list of `rules::reasons`), or an empty string.
    pub motif: String,
    /// First day.
    pub du: NaiveDate,
    /// The day it was left; `None` for the present one.
    pub au: Option<NaiveDate>,
}
