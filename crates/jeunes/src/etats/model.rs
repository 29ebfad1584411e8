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
    /// Why: list `motif_veille` or `motif_fin`, else an empty string.
    pub motif: String,
    /// Since when: today, or earlier.
    pub depuis: NaiveDate,
}
