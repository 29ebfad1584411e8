//! The shapes of an answer.

use chrono::{DateTime, Utc};
use kernel::MlId;
use uuid::Uuid;

/// What the person answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reponse {
    /// Yes, and she agrees that Jalon looks.
    Oui,
    /// No.
    Non,
    /// She does not wish to say.
    NeDitPas,
}

impl Reponse {
    /// Every answer, in the order of a form.
    pub const ALL: &[Self] = &[Self::Oui, Self::Non, Self::NeDitPas];

    /// As the table and the form have it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Oui => "oui",
            Self::Non => "non",
            Self::NeDitPas => "ne_dit_pas",
        }
    }

    /// The answer whose code is `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|answer| answer.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Oui => "Oui",
            Self::Non => "Non",
            Self::NeDitPas => "Ne souhaite pas le dire",
        }
    }
}

/// An answer to keep.
#[derive(Debug, Clone, Copy)]
pub struct NouveauSuivi {
    /// Chosen by the form: a second post keeps nothing more.
    pub id: Uuid,
    /// What she answers.
    pub reponse: Reponse,
}

/// The last answer.
#[derive(Debug, Clone)]
pub struct Suivi {
    /// What she answered.
    pub reponse: Reponse,
    /// When.
    pub saisi_le: DateTime<Utc>,
    /// To whom, or an empty string.
    pub saisi_par: String,
    /// Who may know her, most likely first.
    pub indices: Vec<Indice>,
}

/// A mission locale that may know the person: its front desk, nothing of the dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indice {
    /// Which one.
    pub ml: MlId,
    /// Its usual name.
    pub nom: String,
    /// Name of the site whose desk answers, or an empty string.
    pub site: String,
    /// Phone of that desk, or an empty string.
    pub telephone: String,
}
