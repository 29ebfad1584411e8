//! The shapes of a death.

use chrono::NaiveDate;
use uuid::Uuid;

/// A death as it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deces {
    /// Its identifier.
    pub id: Uuid,
    /// The day.
    pub le: NaiveDate,
    /// Who told (list `source_deces`).
    pub source: String,
    /// Who noted it, or an empty string.
    pub saisi_par: String,
    /// The state of the dossier before.
    pub etat_avant: String,
    /// Its reason.
    pub etat_avant_motif: String,
    /// Since when.
    pub etat_avant_depuis: NaiveDate,
}

/// A death to note, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouveauDeces {
    /// Chosen by the form: a second post notes nothing more.
    pub id: Uuid,
    /// The day.
    pub le: NaiveDate,
    /// Who told (list `source_deces`).
    pub source: String,
}
