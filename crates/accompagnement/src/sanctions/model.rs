//! The shapes of a sanction.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AdhesionId, RendezVousId, SanctionId};
use serde::{Deserialize, Serialize};

use crate::commun::coded;

coded! {
    /// Where it stands.
    EtatSanction {
        Proposee = "proposee", "Proposée";
        Abandonnee = "abandonnee", "Abandonnée";
        Decidee = "decidee", "Décidée, à notifier";
        Notifiee = "notifiee", "Notifiée";
    }
}

coded! {
    /// How the decision was handed over, with a day that is certain.
    Voie {
        MainPropre = "main_propre", "En main propre, contre signature";
        Recommande = "recommande", "Par lettre recommandée avec avis de réception";
    }
}

/// An absence, and whether a proposal may rest on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fait {
    /// The rendez-vous.
    pub rendez_vous: RendezVousId,
    /// When it was.
    pub debut: DateTime<Utc>,
    /// Noted as not excused.
    pub non_excusee: bool,
    /// What was tried to reach her since.
    pub essais: i64,
    /// She was reached, or a message was received.
    pub jointe: bool,
}

impl Fait {
    /// A proposal may rest on it.
    pub const fn fonde(&self) -> bool {
        self.non_excusee && self.jointe
    }
}

/// A step of the scale, as it holds on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palier {
    /// First, second, third.
    pub rang: i32,
    /// What it takes away of the allowance.
    pub pourcent: i32,
    /// For how many months.
    pub mois: i32,
    /// The contract ends.
    pub fin_contrat: bool,
    /// The text.
    pub reference: String,
    /// Not confirmed by a public source.
    pub a_confirmer: bool,
}

/// A proposal as a form posts it.
#[derive(Debug, Clone)]
pub struct NouvelleSanction {
    /// Chosen by the form: a second post finds it.
    pub id: SanctionId,
    /// In which course.
    pub adhesion: AdhesionId,
    /// The absences it rests on.
    pub faits: Vec<RendezVousId>,
    /// The conseiller's own view of the person's situation and of what would help.
    pub avis: String,
}

/// What the person answered.
#[derive(Debug, Clone)]
pub struct Observations {
    /// Which.
    pub id: SanctionId,
    /// The version that was shown.
    pub version: i32,
    /// The day: today or earlier.
    pub le: NaiveDate,
    /// In her words.
    pub texte: String,
    /// Who came with her, or an empty string.
    pub accompagnee_par: String,
}

/// A decision.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Which.
    pub id: SanctionId,
    /// The version that was shown.
    pub version: i32,
    /// The step; `None`: dropped.
    pub rang: Option<i32>,
    /// Why.
    pub motivation: String,
}

/// A notification.
#[derive(Debug, Clone, Copy)]
pub struct Notification {
    /// Which.
    pub id: SanctionId,
    /// The version that was shown.
    pub version: i32,
    /// The day it was handed over: today or earlier.
    pub le: NaiveDate,
    /// How.
    pub voie: Voie,
}

/// A sanction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sanction {
    /// Its identifier.
    pub id: SanctionId,
    /// In which course.
    pub adhesion: AdhesionId,
    /// Where it stands.
    pub etat: EtatSanction,
    /// What it rests on.
    pub faits: Vec<Fait>,
    /// The person's situation on the day of the proposal.
    pub situation: String,
    /// The conseiller's own view.
    pub avis: String,
    /// The day.
    pub proposee_le: NaiveDate,
    /// By whom.
    pub proposee_par: String,
    /// The last day to answer.
    pub observations_avant: NaiveDate,
    /// What she answered, or an empty string.
    pub observations: String,
    /// When.
    pub observations_le: Option<NaiveDate>,
    /// Who came with her, or an empty string.
    pub accompagnee_par: String,
    /// The step, once decided.
    pub rang: Option<i32>,
    /// What it takes away.
    pub pourcent: Option<i32>,
    /// For how many months.
    pub mois: Option<i32>,
    /// The contract ends.
    pub fin_contrat: Option<bool>,
    /// Why it was decided or dropped, or an empty string.
    pub motivation: String,
    /// When.
    pub decidee_le: Option<NaiveDate>,
    /// By whom, or an empty string.
    pub decidee_par: String,
    /// When it was notified.
    pub notifiee_le: Option<NaiveDate>,
    /// When it takes effect.
    pub effet_le: Option<NaiveDate>,
    /// Posted back to change it.
    pub version: i32,
}
