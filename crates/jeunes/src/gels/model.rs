//! The shapes of a legal hold.

use chrono::NaiveDate;
use uuid::Uuid;

/// A legal hold in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gel {
    /// Its identifier.
    pub id: Uuid,
    /// Why (list `motif_gel`).
    pub motif: String,
    /// Its first day.
    pub du: NaiveDate,
    /// Its last day; `None`: until it is lifted.
    pub jusqu_au: Option<NaiveDate>,
    /// Who put it, or an empty string.
    pub pose_par: String,
}

/// A hold to put, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouveauGel {
    /// Chosen by the form: a second post puts nothing more.
    pub id: Uuid,
    /// Why (list `motif_gel`).
    pub motif: String,
    /// Its last day; `None`: until it is lifted.
    pub jusqu_au: Option<NaiveDate>,
}
