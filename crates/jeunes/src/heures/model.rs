//! The shapes of hours.

use chrono::NaiveDate;
use uuid::Uuid;

/// A fact of hours, as a wing pushes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouvelleHeure {
    /// The day, in the mission locale's own calendar.
    pub jour: NaiveDate,
    /// Whole minutes, 1 to 1 440.
    pub minutes: i32,
    /// Its kind: `rendez_vous`, `atelier`…
    pub nature: &'static str,
    /// It was done; planned otherwise.
    pub validee: bool,
    /// The kind of object it comes from.
    pub objet: &'static str,
    /// The object it comes from.
    pub objet_id: Uuid,
}

/// A fact of hours, as a week shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heure {
    /// The day.
    pub jour: NaiveDate,
    /// Whole minutes.
    pub minutes: i32,
    /// Its kind.
    pub nature: String,
    /// It was done; planned otherwise.
    pub validee: bool,
}

/// A week of someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Semaine {
    /// Its Monday.
    pub lundi: NaiveDate,
    /// Minutes done.
    pub validees: i32,
    /// Minutes planned and not done yet.
    pub prevues: i32,
    /// What they are made of, by day.
    pub heures: Vec<Heure>,
}
