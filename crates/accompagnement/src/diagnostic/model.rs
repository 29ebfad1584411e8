//! The shapes of a diagnostic.

use chrono::NaiveDate;
use kernel::{AgentId, DiagnosticId};

use crate::commun::coded;

coded! {
    /// How a domain goes, lightest first; the labels are those of the list `niveau`.
    Niveau {
        CaVa = "ca_va", "Ça va";
        ASurveiller = "a_surveiller", "À surveiller";
        CaBloque = "ca_bloque", "Ça bloque";
        Urgent = "urgent", "Urgent";
    }
}

/// A domain that was spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomaineAborde {
    /// Which (list `domaine`).
    pub domaine: String,
    /// How it goes.
    pub niveau: Niveau,
    /// Why, or an empty string.
    pub raison: String,
    /// What helps, or an empty string.
    pub points_forts: String,
    /// In the young person's own words, or an empty string.
    pub mots_du_jeune: String,
}

/// What was said on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its identifier.
    pub id: DiagnosticId,
    /// The day.
    pub realise_le: NaiveDate,
    /// Who led it.
    pub agent: AgentId,
    /// Her name.
    pub agent_nom: String,
    /// It was typed today, and can still be corrected.
    pub corrigeable: bool,
    /// The domains spoken of, in no order.
    pub domaines: Vec<DomaineAborde>,
    /// Posted back to change it.
    pub version: i32,
}

impl Diagnostic {
    /// What was said of `domaine`; `None`: not spoken of.
    pub fn domaine(&self, domaine: &str) -> Option<&DomaineAborde> {
        self.domaines.iter().find(|d| d.domaine == domaine)
    }
}

/// A diagnostic as a form posts it.
#[derive(Debug, Clone)]
pub struct DiagnosticDraft {
    /// Chosen by the form: a second post finds it.
    pub id: DiagnosticId,
    /// The day: today or earlier.
    pub realise_le: NaiveDate,
    /// The domains spoken of, and they alone.
    pub domaines: Vec<DomaineAborde>,
    /// What blocks (list `frein`); a code already open stays as it is.
    pub freins_trouves: Vec<String>,
}

/// How a domain moved between the last two times it was spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Evolution {
    /// Lighter than before.
    Mieux,
    /// As before.
    Pareil,
    /// Heavier than before.
    MoinsBien,
    /// Spoken of for the first time.
    Nouveau,
}

impl Evolution {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mieux => "mieux",
            Self::Pareil => "pareil",
            Self::MoinsBien => "moins_bien",
            Self::Nouveau => "nouveau",
        }
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mieux => "Mieux",
            Self::Pareil => "Pareil",
            Self::MoinsBien => "Moins bien",
            Self::Nouveau => "Nouveau",
        }
    }
}

/// One domain over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneProfil {
    /// Which (list `domaine`).
    pub domaine: String,
    /// What people read.
    pub libelle: String,
    /// The level at each date of the profile; `None`: not spoken of.
    pub points: Vec<Option<Niveau>>,
    /// The last level, and its day.
    pub actuel: Option<(NaiveDate, Niveau)>,
    /// The level before the last, and its day.
    pub precedent: Option<(NaiveDate, Niveau)>,
    /// From the one to the other; `None` when the domain was never spoken of.
    pub evolution: Option<Evolution>,
}

/// Every domain over time, for the picture and its table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profil {
    /// The day of each diagnostic, oldest first.
    pub dates: Vec<NaiveDate>,
    /// One line a domain, in the order of the list.
    pub lignes: Vec<LigneProfil>,
}
