//! The shapes of the team.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId};

/// What one référent carries: active dossiers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Who; `None`: nobody yet.
    pub agent: Option<AgentId>,
    /// Her name, or an empty string.
    pub agent_nom: String,
    /// Active dossiers.
    pub actifs: i64,
    /// With something late.
    pub en_retard: i64,
    /// With something due this week.
    pub cette_semaine: i64,
    /// Without any event for `equipe_sans_contact_jours`.
    pub sans_contact: i64,
}

/// A dossier that nobody accompanies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SansReferent {
    /// The dossier.
    pub id: JeuneId,
    /// `Prénom NOM`.
    pub nom: String,
    /// Since when it is open.
    pub premier_accueil_le: NaiveDate,
    /// Its site, or an empty string.
    pub site: String,
}

/// Something late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retard {
    /// The dossier.
    pub id: JeuneId,
    /// `Prénom NOM`.
    pub nom: String,
    /// What, in a few words.
    pub libelle: String,
    /// For when.
    pub echeance_le: NaiveDate,
    /// Who accompanies, or an empty string.
    pub agent_nom: String,
}
