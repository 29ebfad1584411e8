//! The shapes of a parcours.

use chrono::NaiveDate;
use uuid::Uuid;

use super::quand::Quand;
use crate::{conflit::Differences, metiers::Appellation};

/// How a formation went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EtatFormation {
    /// The diploma or the certification was obtained.
    Obtenu,
    /// It goes on.
    EnCours,
    /// It was left, or failed.
    NonObtenu,
}

impl EtatFormation {
    /// Every state, in the order of a form.
    pub const ALL: &[Self] = &[Self::Obtenu, Self::EnCours, Self::NonObtenu];

    /// The code in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Obtenu => "obtenu",
            Self::EnCours => "en_cours",
            Self::NonObtenu => "non_obtenu",
        }
    }

    /// The state whose code is `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|e| e.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Obtenu => "Obtenu",
            Self::EnCours => "En cours",
            Self::NonObtenu => "Non obtenu",
        }
    }
}

/// What kind of experience it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NatureExperience {
    /// A job, temporary work too.
    Emploi,
    /// A traineeship of school or of a formation.
    Stage,
    /// A few days in a company, to see.
    Immersion,
    /// A contract of apprenticeship.
    Apprentissage,
    /// Unpaid, in an association.
    Benevolat,
    /// A civic service.
    ServiceCivique,
    /// Anything else.
    Autre,
}

impl NatureExperience {
    /// Every kind, in the order of a form.
    pub const ALL: &[Self] = &[
        Self::Emploi,
        Self::Stage,
        Self::Immersion,
        Self::Apprentissage,
        Self::Benevolat,
        Self::ServiceCivique,
        Self::Autre,
    ];

    /// The code in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Emploi => "emploi",
            Self::Stage => "stage",
            Self::Immersion => "immersion",
            Self::Apprentissage => "apprentissage",
            Self::Benevolat => "benevolat",
            Self::ServiceCivique => "service_civique",
            Self::Autre => "autre",
        }
    }

    /// The kind whose code is `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|n| n.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Emploi => "Emploi",
            Self::Stage => "Stage",
            Self::Immersion => "Immersion",
            Self::Apprentissage => "Apprentissage",
            Self::Benevolat => "Bénévolat",
            Self::ServiceCivique => "Service civique",
            Self::Autre => "Autre expérience",
        }
    }
}

/// How sure a métier aimed at is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Piste {
    /// She thinks of it.
    Idee,
    /// She works at it.
    Projet,
    /// It was tried and it fits.
    Valide,
}

impl Piste {
    /// Every degree, in the order of a form.
    pub const ALL: &[Self] = &[Self::Idee, Self::Projet, Self::Valide];

    /// The code in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Idee => "idee",
            Self::Projet => "projet",
            Self::Valide => "valide",
        }
    }

    /// The degree whose code is `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|p| p.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Idee => "Idée",
            Self::Projet => "Projet",
            Self::Valide => "Validé",
        }
    }
}

/// A line of the dossier: what it says, with what is posted back to correct it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne<T> {
    /// Its identifier, chosen by the form that added it.
    pub id: Uuid,
    /// What it says.
    pub dit: T,
    /// Posted back to correct or delete it.
    pub version: i32,
}

/// A formation followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formation {
    /// Its level (list `niveau_formation`).
    pub niveau: String,
    /// Its name, or an empty string.
    pub intitule: String,
    /// School or centre, or an empty string.
    pub etablissement: String,
    /// When it began.
    pub du: Option<Quand>,
    /// When it ended, or ends.
    pub au: Option<Quand>,
    /// How it went.
    pub etat: EtatFormation,
}

/// An experience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Experience {
    /// Its kind.
    pub nature: NatureExperience,
    /// The métier of the ROME, when it has one.
    pub metier: Option<Appellation>,
    /// What was done, or an empty string.
    pub libelle: String,
    /// Where, or an empty string.
    pub employeur: String,
    /// When it began.
    pub du: Option<Quand>,
    /// When it ended, or ends.
    pub au: Option<Quand>,
}

/// A métier aimed at, now or once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetierVise {
    /// Its identifier.
    pub id: Uuid,
    /// The métier.
    pub metier: Appellation,
    /// How sure it is.
    pub piste: Piste,
    /// First day.
    pub vrai_du: NaiveDate,
    /// Last day, once it is over.
    pub vrai_au: Option<NaiveDate>,
    /// Posted back to change or end it.
    pub version: i32,
}

/// A métier to add, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouveauMetier {
    /// Chosen by the form: a second post adds nothing.
    pub id: Uuid,
    /// The métier.
    pub metier: Appellation,
    /// How sure it is.
    pub piste: Piste,
    /// First day.
    pub vrai_du: NaiveDate,
}

/// A line that was to be deleted, and that someone else changed meanwhile.
pub(super) fn removed(version: i32) -> platform::Error {
    Differences::new()
        .field("Cette ligne", "à effacer", "corrigée entre-temps")
        .into_error(version)
}
