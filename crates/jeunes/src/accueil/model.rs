//! The shapes of the counter.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use kernel::{AgentId, JeuneId, SiteId};
use uuid::Uuid;

/// Where an arrival is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EtatVenue {
    /// Expected.
    Attendu,
    /// Came, waits.
    Attend,
    /// Was received.
    Recu,
    /// Left without being received.
    Parti,
}

impl EtatVenue {
    /// The value whose code is `code`.
    pub fn from_code(code: &str) -> Self {
        match code {
            "attendu" => Self::Attendu,
            "attend" => Self::Attend,
            "recu" => Self::Recu,
            _ => Self::Parti,
        }
    }

    /// The French label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Attendu => "Attendu",
            Self::Attend => "Attend",
            Self::Recu => "Reçu",
            Self::Parti => "Parti sans être reçu",
        }
    }
}

/// Someone expected today, not arrived yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendu {
    /// The dossier.
    pub jeune: JeuneId,
    /// `Prénom NOM`.
    pub nom: String,
    /// Why she is expected, in a few words.
    pub libelle: String,
    /// When, in the mission locale's time zone, if it is known.
    pub heure: Option<NaiveTime>,
    /// Who receives her, or an empty string.
    pub agent_nom: String,
    /// Hidden from those who may not see it.
    pub protege: bool,
}

/// Someone who came today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Venue {
    /// Its identifier.
    pub id: Uuid,
    /// The dossier.
    pub jeune: JeuneId,
    /// `Prénom NOM`.
    pub nom: String,
    /// Under the age of majority today.
    pub mineur: bool,
    /// Where.
    pub site: SiteId,
    /// Where, in words.
    pub site_nom: String,
    /// Expected, without rendez-vous, or urgent.
    pub source: String,
    /// Where it is.
    pub etat: EtatVenue,
    /// Who is told.
    pub agent: Option<AgentId>,
    /// Her name, or an empty string.
    pub agent_nom: String,
    /// Why (list `motif_venue`), or an empty string.
    pub motif: String,
    /// What she wishes (list `souhait_venue`), or an empty string.
    pub souhait: String,
    /// Who came with her (list `lien_personne`), or an empty string.
    pub accompagne_par: String,
    /// When she came.
    pub arrivee_le: DateTime<Utc>,
    /// When she was received, or left.
    pub fin_le: Option<DateTime<Utc>>,
    /// Hidden from those who may not see it.
    pub protege: bool,
}

/// An arrival, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrivee {
    /// Chosen by the form: a second post adds nothing.
    pub id: Uuid,
    /// Where.
    pub site: SiteId,
    /// Who is told; `None`: who replaces the référent, the référent, or who is on duty.
    pub agent: Option<AgentId>,
    /// She was expected today.
    pub prevue: bool,
    /// Someone must be met today.
    pub urgence: bool,
    /// Why (list `motif_venue`); may be left out for someone expected.
    pub motif: String,
    /// What she wishes (list `souhait_venue`), or an empty string.
    pub souhait: String,
    /// Who came with her (list `lien_personne`), or an empty string.
    pub accompagne_par: String,
}

/// Half a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DemiJournee {
    /// Until 13 h.
    Matin,
    /// From 13 h on.
    ApresMidi,
}

impl DemiJournee {
    /// Both.
    pub const ALL: &[Self] = &[Self::Matin, Self::ApresMidi];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Matin => "matin",
            Self::ApresMidi => "apres_midi",
        }
    }

    /// The French label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Matin => "Matin",
            Self::ApresMidi => "Après-midi",
        }
    }

    /// The value whose code is `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|half| half.code() == code)
    }

    /// The half of the day at `hour` (0 to 23, the mission locale's own).
    pub const fn at(hour: u32) -> Self {
        if hour < 13 {
            Self::Matin
        } else {
            Self::ApresMidi
        }
    }
}

/// Who is on duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permanence {
    /// Which day.
    pub jour: NaiveDate,
    /// Which half.
    pub demi_journee: DemiJournee,
    /// Who.
    pub agent: AgentId,
    /// Given name and name.
    pub agent_nom: String,
    /// E.164, or an empty string.
    pub telephone: String,
}

/// The duty of a week, as typed: who, or nobody, for each half-day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planning {
    /// Where.
    pub site: SiteId,
    /// What was typed.
    pub lignes: Vec<(NaiveDate, DemiJournee, Option<AgentId>)>,
}

/// Someone who works here today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collegue {
    /// Who.
    pub id: AgentId,
    /// Given name and name.
    pub nom: String,
    /// What she does, in words.
    pub role: String,
    /// Her site, or an empty string.
    pub site: String,
    /// E.164, or an empty string.
    pub telephone: String,
}

/// How many came for information, by coded subject (list `sujet_passage`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passages {
    /// Today.
    pub jour: i64,
    /// Since the first day of the month.
    pub mois: i64,
    /// Today, by subject.
    pub sujets: Vec<(String, i64)>,
}
