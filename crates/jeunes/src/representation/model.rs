//! The shapes of a representation.

use chrono::NaiveDate;
use uuid::Uuid;

/// How a minor or a protected adult is represented (list `regime_representation`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Regime {
    /// Both parents hold the parental authority.
    DeuxParents,
    /// One parent alone.
    UnParent,
    /// A tuteur, for a minor.
    TuteurMineur,
    /// Entrusted to the aide sociale à l'enfance.
    Ase,
    /// A minor without any adult in charge of him here.
    MineurNonAccompagne,
    /// Emancipated: as an adult.
    Emancipe,
    /// An adult assisted for grave acts.
    CuratelleSimple,
    /// The same, whose income the curateur also receives.
    CuratelleRenforcee,
    /// An adult represented.
    Tutelle,
    /// A relative empowered by the judge, within a scope.
    HabilitationFamiliale,
    /// Protected for a time, acting alone.
    Sauvegarde,
}

impl Regime {
    /// Every one, in the order of the list.
    pub const ALL: &[Self] = &[
        Self::DeuxParents,
        Self::UnParent,
        Self::TuteurMineur,
        Self::Ase,
        Self::MineurNonAccompagne,
        Self::Emancipe,
        Self::CuratelleSimple,
        Self::CuratelleRenforcee,
        Self::Tutelle,
        Self::HabilitationFamiliale,
        Self::Sauvegarde,
    ];

    /// The code in the database and in the list.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DeuxParents => "deux_parents",
            Self::UnParent => "un_parent",
            Self::TuteurMineur => "tuteur_mineur",
            Self::Ase => "ase",
            Self::MineurNonAccompagne => "mineur_non_accompagne",
            Self::Emancipe => "emancipe",
            Self::CuratelleSimple => "curatelle_simple",
            Self::CuratelleRenforcee => "curatelle_renforcee",
            Self::Tutelle => "tutelle",
            Self::HabilitationFamiliale => "habilitation_familiale",
            Self::Sauvegarde => "sauvegarde",
        }
    }

    /// The one whose code is `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|r| r.code() == code)
    }

    /// It is about a minor: it stops at majority.
    pub const fn de_mineur(self) -> bool {
        matches!(
            self,
            Self::DeuxParents
                | Self::UnParent
                | Self::TuteurMineur
                | Self::Ase
                | Self::MineurNonAccompagne
                | Self::Emancipe
        )
    }
}

/// Who holds it: a person or a service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Representant {
    /// The name of the person or of the service.
    pub nom: String,
    /// The organisation, or an empty string.
    pub organisme: String,
    /// A phone as E.164, or an empty string.
    pub telephone: String,
    /// A mail in lower case, or an empty string.
    pub courriel: String,
}

/// Nothing was said of this holder.
pub fn vide(r: &Representant) -> bool {
    *r == Representant::default()
}

/// A representation as the dossier holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Representation {
    /// Its identifier.
    pub id: Uuid,
    /// Which one.
    pub regime: Regime,
    /// First day.
    pub du: NaiveDate,
    /// Last day, when it is known.
    pub au: Option<NaiveDate>,
    /// The day the proof was seen.
    pub vu_le: Option<NaiveDate>,
    /// Who saw it, or an empty string.
    pub vu_par: String,
    /// One or two holders; none for an emancipation.
    pub titulaires: Vec<Representant>,
    /// Posted back to correct or end it.
    pub version: i32,
}

/// A representation to add or the corrected one, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouvelleRepresentation {
    /// Chosen by the form: a second post adds nothing.
    pub id: Uuid,
    /// Which one.
    pub regime: Regime,
    /// First day.
    pub du: NaiveDate,
    /// Last day, when it is known.
    pub au: Option<NaiveDate>,
    /// The day the actor saw the proof.
    pub vu_le: Option<NaiveDate>,
    /// At most two holders.
    pub titulaires: Vec<Representant>,
}

/// What an act needs of a minor, or of an adult under a measure (table `acte_representant`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneActe {
    /// The act (list `acte_representant`).
    pub acte: String,
    /// `mineur`, or the code of a measure.
    pub qui: String,
    /// `aucune`, `un_parent`, `deux_parents`, `assistance`, `representation`, `a_verifier`.
    pub exigence: String,
    /// The text that says so.
    pub source: String,
    /// The text was not read in the version in force.
    pub a_confirmer: bool,
}
