//! The shapes of a day to rearrange.

use chrono::{DateTime, NaiveDate, Utc};
use jeunes::echeances::ReportEcheance;
use kernel::{AgentId, JeuneId, RendezVousId, SessionAtelierId};
use uuid::Uuid;

use crate::creneaux::Creneau;

/// What becomes of one rendez-vous.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Geste {
    /// A colleague takes it, at its hour.
    Confier(AgentId),
    /// It moves to another moment.
    Deplacer(Creneau),
    /// It is cancelled, by the mission locale.
    Annuler,
}

/// What becomes of one session of an atelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GesteSeance {
    /// A colleague leads it, at its hour.
    Confier(AgentId),
    /// It moves to this instant, as long as before, in the same place.
    Deplacer(DateTime<Utc>),
    /// It is cancelled.
    Annuler,
}

/// One or several days to rearrange, as decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Empechement {
    /// Made by the form: what is created is made of it, so that a second post adds nothing.
    pub id: Uuid,
    /// Who cannot come.
    pub agent: AgentId,
    /// The first day.
    pub jour: NaiveDate,
    /// The last one.
    pub au: NaiveDate,
    /// For each rendez-vous that changes: whose, which, as it was read, what becomes of it.
    pub gestes: Vec<(JeuneId, RendezVousId, i32, Geste)>,
    /// For each session that changes: which, as it was read, what becomes of it.
    pub seances: Vec<(SessionAtelierId, i32, GesteSeance)>,
    /// What is put off, and to when: of which dossier.
    pub reports: Vec<(JeuneId, ReportEcheance)>,
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fait {
    /// Rendez-vous that changed.
    pub rendez_vous: usize,
    /// Sessions that changed.
    pub seances: Vec<SessionAtelierId>,
    /// Deadlines put off.
    pub echeances: usize,
}
