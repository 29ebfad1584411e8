//! The shapes of a follow-up.

use chrono::NaiveDate;
use kernel::AdhesionId;
use uuid::Uuid;

/// A step that was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suivi {
    /// Months after the exit.
    pub mois: i32,
    /// The day.
    pub fait_le: NaiveDate,
    /// She was reached.
    pub jointe: bool,
    /// Category of the situation that day, or an empty string.
    pub situation: String,
}

/// A step as a form posts it.
#[derive(Debug, Clone)]
pub struct NouveauSuivi {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// Of which course.
    pub adhesion: AdhesionId,
    /// Months after the exit: 1, 3, 6 or 12.
    pub mois: i32,
    /// The day: today or earlier.
    pub fait_le: NaiveDate,
    /// She was reached.
    pub jointe: bool,
}
