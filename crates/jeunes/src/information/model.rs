//! The shapes of the information on one's data.

use chrono::NaiveDate;
use uuid::Uuid;

/// How a notice was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moyen {
    /// Handed over.
    Remise,
    /// Handed over and read together.
    LueEnsemble,
    /// Explained with an interpreter.
    Interprete,
}

impl Moyen {
    /// Every means.
    pub const ALL: &[Self] = &[Self::Remise, Self::LueEnsemble, Self::Interprete];

    /// The code in the database and in the list `moyen_information`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Remise => "remise",
            Self::LueEnsemble => "lue_ensemble",
            Self::Interprete => "interprete",
        }
    }

    /// The means whose code is `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|moyen| moyen.code() == code)
    }
}

/// The notice in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its version.
    pub version: String,
    /// Its language (list `langue_notice`).
    pub langue: String,
    /// Its title.
    pub titre: String,
    /// Its paragraphs, as the table writes them: [`super::rules::read`] reads them.
    pub texte: Vec<String>,
    /// Its first day.
    pub valable_du: NaiveDate,
    /// Where it comes from.
    pub source: String,
    /// Nobody has confirmed this text yet.
    pub a_confirmer: bool,
}

/// A piece of a notice, to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// The heading of what follows.
    Titre(String),
    /// A paragraph.
    Paragraphe(String),
}

/// A notice given to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InformationDonnee {
    /// Its identifier.
    pub id: Uuid,
    /// The day.
    pub donnee_le: NaiveDate,
    /// In which language (list `langue_notice`).
    pub langue: String,
    /// Which version of the notice.
    pub version: String,
    /// How (list `moyen_information`).
    pub moyen: String,
    /// Who noted it, or an empty string.
    pub saisi_par: String,
}

/// A notice given, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouvelleInformation {
    /// Chosen by the form: a second post notes nothing more.
    pub id: Uuid,
    /// The day.
    pub donnee_le: NaiveDate,
    /// In which language (list `langue_notice`).
    pub langue: String,
    /// How.
    pub moyen: Moyen,
}
