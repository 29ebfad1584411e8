//! The shapes of a phase.

use chrono::NaiveDate;
use kernel::AdhesionId;
use uuid::Uuid;

use crate::commun::coded;

coded! {
    /// What came of a phase.
    Evaluation {
        Atteints = "atteints", "Objectifs atteints";
        EnPartie = "en_partie", "Atteints en partie";
        NonAtteints = "non_atteints", "Pas atteints";
    }
}

/// A phase as a form posts it.
#[derive(Debug, Clone)]
pub struct NouvellePhase {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// Of which course.
    pub adhesion: AdhesionId,
    /// Which one (list `phase_genre`).
    pub genre: String,
    /// First day.
    pub debut: NaiveDate,
    /// Last day.
    pub fin: NaiveDate,
    /// What it is for.
    pub objectifs: String,
}

/// An evaluation as a form posts it.
#[derive(Debug, Clone)]
pub struct NouvelleEvaluation {
    /// Of which phase.
    pub id: Uuid,
    /// Of which course.
    pub adhesion: AdhesionId,
    /// The version that was shown.
    pub version: i32,
    /// The day: today or earlier.
    pub le: NaiveDate,
    /// What came of it.
    pub evaluation: Evaluation,
    /// In a few words, or an empty string.
    pub bilan: String,
}

/// A phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// Its identifier.
    pub id: Uuid,
    /// Which one.
    pub genre: String,
    /// First day.
    pub debut: NaiveDate,
    /// Last day.
    pub fin: NaiveDate,
    /// What it is for.
    pub objectifs: String,
    /// What came of it, once evaluated.
    pub evaluation: Option<Evaluation>,
    /// When.
    pub evaluee_le: Option<NaiveDate>,
    /// By whom, or an empty string.
    pub evaluee_par: String,
    /// In a few words, or an empty string.
    pub bilan: String,
    /// Posted back to change it.
    pub version: i32,
}
