//! The shapes of a situation.

use chrono::NaiveDate;
use kernel::SituationId;

/// What is read where no situation is in progress.
pub const INCONNUE: &str = "Situation inconnue";

/// Where a situation stands on a day; follows from its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EtatSituation {
    /// It begins later.
    Prevu,
    /// It goes on.
    EnCours,
    /// It is over.
    Termine,
}

impl EtatSituation {
    /// The code in the database and in the list `situation_etat`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Prevu => "prevu",
            Self::EnCours => "en_cours",
            Self::Termine => "termine",
        }
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Prevu => "Prévue",
            Self::EnCours => "En cours",
            Self::Termine => "Terminée",
        }
    }
}

/// What a situation carries besides its kind and dates; all of it may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Precisions {
    /// Code of the ROME: a letter and four digits, or an empty string.
    pub rome: String,
    /// Time of a week, in minutes.
    pub minutes_semaine: Option<i32>,
    /// The end written in the contract, whatever really happens.
    pub contrat_fin: Option<NaiveDate>,
}

/// A time that no situation tells: computed, never typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trou {
    /// First day.
    pub du: NaiveDate,
    /// Last day; today when it still goes on.
    pub au: NaiveDate,
}

/// A situation as the dossier holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// Its identifier.
    pub id: SituationId,
    /// List `situation_categorie`.
    pub categorie: String,
    /// List `situation_type`, or an empty string.
    pub type_code: String,
    /// Where it stands today.
    pub etat: EtatSituation,
    /// First day.
    pub debut: NaiveDate,
    /// Last day, when it is known.
    pub fin: Option<NaiveDate>,
    /// Employer, school, organisation, or an empty string.
    pub structure: String,
    /// What it carries besides.
    pub precisions: Precisions,
    /// Posted back to correct or end it.
    pub version: i32,
}

/// A situation to add or the corrected one, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouvelleSituation {
    /// Chosen by the form: a second post adds nothing.
    pub id: SituationId,
    /// List `situation_categorie`.
    pub categorie: String,
    /// List `situation_type`, or an empty string.
    pub type_code: String,
    /// First day.
    pub debut: NaiveDate,
    /// Last day, when it is known.
    pub fin: Option<NaiveDate>,
    /// Employer, school, organisation, or an empty string.
    pub structure: String,
    /// What it carries besides.
    pub precisions: Precisions,
}
