//! The shapes of a frein.

use chrono::NaiveDate;
use kernel::FreinId;

/// Something that blocks, or that blocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frein {
    /// Its identifier.
    pub id: FreinId,
    /// What it is (list `frein`).
    pub code: String,
    /// Its domain (list `domaine`).
    pub domaine: String,
    /// The day it was found.
    pub ouvert_le: NaiveDate,
    /// The day it was lifted.
    pub leve_le: Option<NaiveDate>,
    /// How (list `motif_levee_frein`), or an empty string.
    pub leve_motif: String,
    /// In a few words, or an empty string.
    pub leve_precisions: String,
    /// Posted back to change it.
    pub version: i32,
}

impl Frein {
    /// It still blocks.
    pub const fn est_ouvert(&self) -> bool {
        self.leve_le.is_none()
    }
}

/// A frein as a form adds it.
#[derive(Debug, Clone)]
pub struct NouveauFrein {
    /// Chosen by the form: a second post finds it.
    pub id: FreinId,
    /// What it is (list `frein`).
    pub code: String,
    /// The day it was found: today or earlier.
    pub ouvert_le: NaiveDate,
}

/// A frein lifted.
#[derive(Debug, Clone)]
pub struct LeveeFrein {
    /// Which.
    pub id: FreinId,
    /// The version that was shown.
    pub version: i32,
    /// The day it was lifted: today or earlier.
    pub le: NaiveDate,
    /// How (list `motif_levee_frein`).
    pub motif: String,
    /// In a few words, or an empty string.
    pub precisions: String,
}

/// A lifted frein that blocks again: a new row of the same code.
#[derive(Debug, Clone)]
pub struct Reouverture {
    /// The one that was lifted.
    pub ancien: FreinId,
    /// The new row, chosen by the form: a second post finds it.
    pub nouveau: FreinId,
    /// The day it blocks again: today or earlier, not before it was lifted.
    pub ouvert_le: NaiveDate,
}
