//! The shapes of a request about one's own data.

use chrono::NaiveDate;
use kernel::JeuneId;
use uuid::Uuid;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Genre {
    /// To see what is held (art. 15).
    Acces,
    /// To put something right (art. 16).
    Rectification,
    /// To oppose a use (art. 21).
    Opposition,
    /// To freeze a use (art. 18).
    Limitation,
    /// To erase (art. 17).
    Effacement,
}

impl Genre {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Acces,
        Self::Rectification,
        Self::Opposition,
        Self::Limitation,
        Self::Effacement,
    ];

    /// The code in the database and in the list `exercice_genre`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Acces => "acces",
            Self::Rectification => "rectification",
            Self::Opposition => "opposition",
            Self::Limitation => "limitation",
            Self::Effacement => "effacement",
        }
    }

    /// The kind whose code is `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|genre| genre.code() == code)
    }
}

/// A request, as the register shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercice {
    /// Its identifier.
    pub id: Uuid,
    /// The dossier it is about; `None` for someone without one.
    pub jeune: Option<JeuneId>,
    /// The number of the dossier, or an empty string when there is none any more.
    pub numero: String,
    /// The name of someone without a dossier, or an empty string.
    pub nom: String,
    /// What is asked.
    pub genre: Genre,
    /// The day it was received: the clock starts.
    pub recu_le: NaiveDate,
    /// By which way (list `exercice_canal`).
    pub canal: String,
    /// Who asks (list `exercice_demandeur`).
    pub demandeur: String,
    /// How the identity was checked (list `exercice_identite`).
    pub identite: String,
    /// What is asked, in words.
    pub precisions: String,
    /// The day the prolongation was told.
    pub prolonge_le: Option<NaiveDate>,
    /// Why (list `exercice_prolongation`), or an empty string.
    pub prolonge_motif: String,
    /// The day it was answered.
    pub repondu_le: Option<NaiveDate>,
    /// The answer (list `exercice_reponse`), or an empty string.
    pub reponse: String,
    /// The answer in words.
    pub reponse_precisions: String,
    /// The last day to answer.
    pub echeance_le: NaiveDate,
    /// Posted back to change it.
    pub version: i32,
}

/// A request to note, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouvelExercice {
    /// Chosen by the form: a second post notes nothing more.
    pub id: Uuid,
    /// The name of someone without a dossier; empty for a dossier.
    pub nom: String,
    /// What is asked.
    pub genre: Genre,
    /// The day it was received.
    pub recu_le: NaiveDate,
    /// By which way (list `exercice_canal`).
    pub canal: String,
    /// Who asks (list `exercice_demandeur`).
    pub demandeur: String,
    /// How the identity was checked (list `exercice_identite`).
    pub identite: String,
    /// What is asked, in words.
    pub precisions: String,
}

/// The answer given, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reponse {
    /// The day.
    pub le: NaiveDate,
    /// Which (list `exercice_reponse`).
    pub reponse: String,
    /// How the identity was checked in the end (list `exercice_identite`).
    pub identite: String,
    /// In words.
    pub precisions: String,
}
