//! Who acts. Without a mission locale, tenant tables show nothing.

use chrono_tz::Tz;

use crate::{AffectationId, AgentId, CompteId, MlId, Role, SiteId};

/// An agent at work in one mission locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentActor {
    /// The account signed in.
    pub compte: CompteId,
    /// The person.
    pub agent: AgentId,
    /// The affectation chosen for this session.
    pub affectation: AffectationId,
    /// What she does there.
    pub role: Role,
    /// Where.
    pub ml: MlId,
    /// Her site, when the affectation names one.
    pub site: Option<SiteId>,
}

/// Who acts in a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// An agent of a mission locale.
    Agent(AgentActor),
    /// Someone of a regional association or structure: no dossier.
    Animation {
        /// The account signed in.
        compte: CompteId,
        /// The person.
        agent: AgentId,
        /// INSEE code of the région.
        region: String,
    },
    /// Someone of a State service: no dossier.
    Etat {
        /// The account signed in.
        compte: CompteId,
        /// The person.
        agent: AgentId,
        /// INSEE code of the région, for a DREETS.
        region: Option<String>,
        /// INSEE code of the département, for a DDETS.
        departement: Option<String>,
    },
    /// Someone of a national body: no dossier.
    National {
        /// The account signed in.
        compte: CompteId,
        /// The person.
        agent: AgentId,
    },
    /// Signed in, affectation not chosen yet.
    SansAffectation {
        /// The account signed in.
        compte: CompteId,
        /// The person.
        agent: AgentId,
    },
    /// A job or a command, for one mission locale.
    Systeme {
        /// Where.
        ml: MlId,
    },
    /// Whoever runs the server, by a command: imports, purge. No mission locale in sight.
    Operateur,
    /// Someone behind a signed link.
    Lien,
    /// Nobody known.
    Public,
}

impl Actor {
    /// The mission locale whose rows are in sight.
    pub const fn ml(&self) -> Option<MlId> {
        match self {
            Self::Agent(agent) => Some(agent.ml),
            Self::Systeme { ml } => Some(*ml),
            _ => None,
        }
    }

    /// The role that permissions are looked up with.
    pub const fn role(&self) -> Option<Role> {
        match self {
            Self::Agent(agent) => Some(agent.role),
            Self::Animation { .. } => Some(Role::AnimateurRegional),
            Self::Etat { .. } => Some(Role::ChargeMissionEtat),
            Self::National { .. } => Some(Role::National),
            _ => None,
        }
    }

    /// The person who acts, when there is one.
    pub const fn agent(&self) -> Option<AgentId> {
        match self {
            Self::Agent(actor) => Some(actor.agent),
            Self::Animation { agent, .. }
            | Self::Etat { agent, .. }
            | Self::National { agent, .. }
            | Self::SansAffectation { agent, .. } => Some(*agent),
            _ => None,
        }
    }

    /// The account signed in, when there is one.
    pub const fn compte(&self) -> Option<CompteId> {
        match self {
            Self::Agent(actor) => Some(actor.compte),
            Self::Animation { compte, .. }
            | Self::Etat { compte, .. }
            | Self::National { compte, .. }
            | Self::SansAffectation { compte, .. } => Some(*compte),
            _ => None,
        }
    }
}

/// The time zone used where no mission locale is in sight.
pub const FUSEAU_NATIONAL: Tz = chrono_tz::Europe::Paris;
