//! The shapes of référents.

use chrono::NaiveDate;
use kernel::{AgentId, ReferentId, Role};
use uuid::Uuid;

/// Someone who can be référent today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferentPossible {
    /// Who.
    pub id: AgentId,
    /// Given name and name.
    pub nom: String,
    /// What she does.
    pub role: Role,
    /// Her site, or an empty string.
    pub site: String,
}

/// A designation, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Designation {
    /// Who.
    pub agent: AgentId,
    /// Why (list `motif_referent`).
    pub motif: String,
    /// From which day: today, or earlier.
    pub du: NaiveDate,
}

/// A référent of the dossier, present or past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuiviParReferent {
    /// Its identifier.
    pub id: ReferentId,
    /// Who.
    pub agent: AgentId,
    /// Given name and name.
    pub agent_nom: String,
    /// First day.
    pub du: NaiveDate,
    /// Last day; `None` for the present one.
    pub au: Option<NaiveDate>,
    /// Why (list `motif_referent`).
    pub motif: String,
}

/// The named replacement of an absent agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remplacement {
    /// Its identifier.
    pub id: Uuid,
    /// Who is absent.
    pub agent: AgentId,
    /// Her name.
    pub agent_nom: String,
    /// Who replaces her.
    pub remplacant: AgentId,
    /// Her name.
    pub remplacant_nom: String,
    /// First day.
    pub du: NaiveDate,
    /// Last day.
    pub au: NaiveDate,
    /// Only the dossiers named.
    pub partiel: bool,
}

/// A replacement, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouveauRemplacement {
    /// Chosen by the form: a second post adds nothing.
    pub id: Uuid,
    /// Who is absent.
    pub agent: AgentId,
    /// Who replaces her.
    pub remplacant: AgentId,
    /// First day.
    pub du: NaiveDate,
    /// Last day.
    pub au: NaiveDate,
}
