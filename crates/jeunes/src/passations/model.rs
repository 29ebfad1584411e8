//! The shapes of a handover.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId};
use uuid::Uuid;

use crate::dossiers::EtatDossier;

/// A dossier that may be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierAConfier {
    /// The dossier.
    pub id: JeuneId,
    /// `Prénom NOM`.
    pub nom: String,
    /// Its number.
    pub numero: String,
    /// Its state.
    pub etat: EtatDossier,
    /// Its site, or an empty string.
    pub site: String,
    /// Hidden from those who may not see it.
    pub protege: bool,
    /// Open échéances.
    pub echeances: i64,
    /// Those that are late.
    pub en_retard: i64,
}

/// For how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duree {
    /// The référent changes today.
    Definitif,
    /// From the first day to the last one.
    Absence {
        /// First day.
        du: NaiveDate,
        /// Last day.
        au: NaiveDate,
    },
}

/// What one colleague receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Made of the form's identifier: a second post adds nothing.
    pub id: Uuid,
    /// Who receives.
    pub receveur: AgentId,
    /// The dossiers; `None`: the whole portefeuille, those to come included.
    pub jeunes: Option<Vec<JeuneId>>,
}

/// A handover, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passation {
    /// Who hands over, or is absent.
    pub de: AgentId,
    /// For how long.
    pub duree: Duree,
    /// Why (list `motif_referent`), for good.
    pub motif: String,
    /// One or two colleagues.
    pub parts: Vec<Part>,
}

/// An absent colleague whom the person signed in replaces today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remplace {
    /// The replacement.
    pub remplacement: Uuid,
    /// Who is absent.
    pub agent: AgentId,
    /// Her name.
    pub agent_nom: String,
    /// Only the dossiers named.
    pub partiel: bool,
    /// Last day.
    pub au: NaiveDate,
}
