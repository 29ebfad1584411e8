//! The shapes of free moments.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AgentId, JeuneId, MotifRdvId, SiteId};

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demande {
    /// Why one meets: its length, and the hours kept for it.
    pub motif: MotifRdvId,
    /// For whom: her own hours are not free.
    pub jeune: Option<JeuneId>,
    /// With one of these; empty: with anyone who receives.
    pub agents: Vec<AgentId>,
    /// On this site only.
    pub site: Option<SiteId>,
    /// From this day on.
    pub des: NaiveDate,
    /// At most so many.
    pub limite: usize,
}

/// A free moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Creneau {
    /// From this instant (UTC).
    pub debut: DateTime<Utc>,
    /// Until this one.
    pub fin: DateTime<Utc>,
    /// With whom.
    pub agent: AgentId,
    /// Where she receives then.
    pub site: SiteId,
}

/// Hours of an agent on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ouverture {
    pub(super) agent: AgentId,
    pub(super) site: SiteId,
    pub(super) debut: DateTime<Utc>,
    pub(super) fin: DateTime<Utc>,
}

/// What is taken, for an agent or for the young person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prise {
    pub(super) agent: Option<AgentId>,
    pub(super) debut: DateTime<Utc>,
    pub(super) fin: DateTime<Utc>,
}
