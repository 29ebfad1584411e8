//! The shapes of what is taken.

use chrono::{DateTime, Utc};
use kernel::{AgentId, JeuneId};
use uuid::Uuid;

/// What takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objet {
    /// A rendez-vous.
    RendezVous,
    /// A session of an atelier, or someone's place in it.
    Atelier,
}

impl Objet {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::RendezVous => "rendez_vous",
            Self::Atelier => "atelier",
        }
    }
}

/// Something to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prise {
    /// What takes.
    pub objet: Objet,
    /// Which one.
    pub objet_id: Uuid,
    /// Who is taken.
    pub agent: Option<AgentId>,
    /// Which room is taken.
    pub salle: Option<Uuid>,
    /// Which young person is taken.
    pub jeune: Option<JeuneId>,
    /// From this instant (UTC).
    pub debut: DateTime<Utc>,
    /// Until this one, not included.
    pub fin: DateTime<Utc>,
    /// Taken knowingly beside something else: its object says why.
    pub derogation: bool,
}

/// Something already taken that several takings would meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genant {
    /// The agent whom both want.
    pub agent: Option<AgentId>,
    /// Her name, or an empty string.
    pub agent_nom: String,
    /// The room that both want.
    pub salle: Option<Uuid>,
    /// Its name, or an empty string.
    pub salle_nom: String,
    /// The young person whom both want.
    pub jeune: Option<JeuneId>,
    /// From this instant (UTC).
    pub debut: DateTime<Utc>,
    /// Until this one, not included.
    pub fin: DateTime<Utc>,
}

/// What is already taken, in the way of a taking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pris {
    /// The agent is.
    pub agent: bool,
    /// The room is.
    pub salle: bool,
    /// The young person is.
    pub jeune: bool,
}

impl Pris {
    /// Something is in the way.
    pub const fn any(self) -> bool {
        self.agent || self.salle || self.jeune
    }

    /// What to say to who books.
    pub const fn phrase(self) -> &'static str {
        match (self.agent, self.jeune, self.salle) {
            (true, ..) => "Cet horaire est déjà pris dans l’agenda de cette personne.",
            (_, true, _) => "Le jeune a déjà quelque chose de prévu à cet horaire.",
            (.., true) => "Cette salle est déjà prise à cet horaire.",
            _ => "Cet horaire vient d’être pris.",
        }
    }
}
