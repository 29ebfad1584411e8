//! The shapes of a commission.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AgentId, Centimes, CommissionId, DemandeAideId, FondsId, JeuneId, MembreId};
use serde::{Deserialize, Serialize};

use crate::aides::{Decision, EtatAide};

/// A commission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commission {
    /// Its identifier.
    pub id: CommissionId,
    /// The day.
    pub tenue_le: NaiveDate,
    /// On which funds; none: on all.
    pub fonds: Vec<FondsId>,
    /// When it was closed.
    pub close_le: Option<DateTime<Utc>>,
    /// How many requests are on its ordre du jour.
    pub passages: i64,
}

impl Commission {
    /// It may look at requests of this fund.
    pub fn traite(&self, fonds: FondsId) -> bool {
        self.fonds.is_empty() || self.fonds.contains(&fonds)
    }
}

/// A commission as a form opens it.
#[derive(Debug, Clone)]
pub struct NouvelleCommission {
    /// Chosen by the form: a second post finds it.
    pub id: CommissionId,
    /// The day.
    pub tenue_le: NaiveDate,
    /// On which funds; none: on all.
    pub fonds: Vec<FondsId>,
}

/// Someone who sits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membre {
    /// Her identifier.
    pub id: MembreId,
    /// The agent; `None`: someone from outside.
    pub agent: Option<AgentId>,
    /// Her name.
    pub nom: String,
    /// She is there.
    pub present: bool,
}

/// Someone who sits, as a form adds her.
#[derive(Debug, Clone)]
pub struct NouveauMembre {
    /// Chosen by the form: a second post finds it.
    pub id: MembreId,
    /// In which commission.
    pub commission: CommissionId,
    /// The agent; `None`: someone from outside.
    pub agent: Option<AgentId>,
    /// Her name, for someone from outside.
    pub nom: String,
}

/// A request on the ordre du jour: its sheet names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The request.
    pub demande: DemandeAideId,
    /// Its order.
    pub rang: i32,
    /// `18_21`…: her age the day it joined.
    pub age: String,
    /// Her situation that day (list `situation_categorie`), or an empty string.
    pub situation: String,
    /// Why (list `motif_aide`).
    pub motif: String,
    /// The fund.
    pub fonds: FondsId,
    /// Its name.
    pub fonds_nom: String,
    /// How much is asked.
    pub demande_montant: Centimes,
    /// How many pieces of the file were received.
    pub pieces: i32,
    /// Whose it is, to open it; never shown on the sheet.
    pub jeune: JeuneId,
    /// Who asked.
    pub demandeur: AgentId,
    /// Where it stands.
    pub etat: EtatAide,
    /// How much was granted.
    pub accorde: Option<Centimes>,
    /// It was decided in this commission.
    pub ici: bool,
    /// Who decided, by name, once it was.
    pub presents: Vec<String>,
    /// Who sat out, by name, once it was decided.
    pub deports: Vec<String>,
    /// Posted back to decide.
    pub version: i32,
}

/// Someone who sits out a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deport {
    /// The request.
    pub demande: DemandeAideId,
    /// Who sits out.
    pub membre: MembreId,
}

/// Everything about a commission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seance {
    /// The commission.
    pub commission: Commission,
    /// Who sits, by name.
    pub membres: Vec<Membre>,
    /// The ordre du jour.
    pub passages: Vec<Passage>,
    /// Who sits out what, as it was noted.
    pub deports: Vec<Deport>,
}

/// A request that joins the ordre du jour.
#[derive(Debug, Clone, Copy)]
pub struct NouveauPassage {
    /// Of which commission.
    pub commission: CommissionId,
    /// Which request.
    pub demande: DemandeAideId,
}

/// A decision taken in a commission.
#[derive(Debug, Clone)]
pub struct DecisionCommission {
    /// In which one.
    pub commission: CommissionId,
    /// What is decided; its day is that of the commission.
    pub decision: Decision,
}

/// What is kept of a commission once it is closed: words, no name of a young person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcesVerbal {
    /// The day.
    pub tenue_le: NaiveDate,
    /// The mission locale.
    pub structure: String,
    /// The funds, or an empty list for all.
    pub fonds: Vec<String>,
    /// Who was there.
    pub presents: Vec<String>,
    /// Who was not.
    pub absents: Vec<String>,
    /// Each request, in order.
    pub votes: Vec<VoteNote>,
    /// Who closed it.
    pub clos_par: String,
}

/// A request in a procès-verbal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteNote {
    /// Its order.
    pub rang: i32,
    /// Age bracket, in words.
    pub age: String,
    /// Situation, in words.
    pub situation: String,
    /// Why, in words.
    pub motif: String,
    /// The fund.
    pub fonds: String,
    /// How much was asked.
    pub demande: Centimes,
    /// `Accordée`, `Refusée`, or what else stood.
    pub decision: String,
    /// How much was granted.
    pub accorde: Option<Centimes>,
    /// Who decided: present, and not sitting out.
    pub presents: Vec<String>,
    /// Who sat out.
    pub deports: Vec<String>,
}
