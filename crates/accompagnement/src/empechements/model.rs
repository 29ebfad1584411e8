//! The shapes of a day to rearrange.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId, RendezVousId};
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

/// A day to rearrange, as decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Empechement {
    /// Made by the form: what is created is made of it, so that a second post adds nothing.
    pub id: Uuid,
    /// Who cannot come.
    pub agent: AgentId,
    /// When.
    pub jour: NaiveDate,
    /// For each rendez-vous that changes: whose, which, as it was read, what becomes of it.
    pub gestes: Vec<(JeuneId, RendezVousId, i32, Geste)>,
}
