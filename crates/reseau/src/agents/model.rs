//! Agents and accounts as their administration sees them.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AffectationId, AgentId, CompteId, Role, SiteId};

/// An agent of the mission locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentFiche {
    /// Her identifier.
    pub id: AgentId,
    /// Given name.
    pub prenom: String,
    /// Name.
    pub nom: String,
    /// Professional mail.
    pub courriel: String,
    /// Professional phone, E.164, or an empty string.
    pub telephone: String,
    /// To post back.
    pub version: i32,
    /// She also works in another mission locale or body today.
    pub ailleurs: bool,
    /// Her affectations here, the newest first.
    pub affectations: Vec<AffectationLigne>,
    /// Her account, when she has one.
    pub compte: Option<CompteLigne>,
}

impl AgentFiche {
    /// Works here on `jour`.
    pub fn at_work(&self, jour: NaiveDate) -> bool {
        self.affectations.iter().any(|a| a.in_force(jour))
    }

    /// Belongs to the direction on `jour`, or will.
    pub fn is_direction(&self, jour: NaiveDate) -> bool {
        self.affectations
            .iter()
            .any(|a| a.role.is_direction() && a.au.is_none_or(|au| jour <= au))
    }
}

/// An affectation of the mission locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AffectationLigne {
    /// Its identifier.
    pub id: AffectationId,
    /// Whose.
    pub agent: AgentId,
    /// What she does.
    pub role: Role,
    /// Where.
    pub site: Option<SiteId>,
    /// Name of the site, or an empty string.
    pub site_nom: String,
    /// First day.
    pub du: NaiveDate,
    /// Last day.
    pub au: Option<NaiveDate>,
    /// To post back.
    pub version: i32,
}

impl AffectationLigne {
    /// Holds on `jour`.
    pub fn in_force(&self, jour: NaiveDate) -> bool {
        self.du <= jour && self.au.is_none_or(|au| jour <= au)
    }
}

/// What an account can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EtatCompte {
    /// Its holder has not chosen a password yet.
    AActiver,
    /// Its holder signs in.
    Ouvert,
    /// Closed: nobody signs in.
    Ferme,
}

impl EtatCompte {
    /// The French label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::AActiver => "En attente de première connexion",
            Self::Ouvert => "Ouvert",
            Self::Ferme => "Fermé",
        }
    }
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompteLigne {
    /// Its identifier.
    pub id: CompteId,
    /// What it can do.
    pub etat: EtatCompte,
    /// Sessions open now.
    pub sessions: i64,
    /// When it was last used.
    pub vu_le: Option<DateTime<Utc>>,
    /// To post back.
    pub version: i32,
}

/// An agent as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentSaisi {
    /// Given name.
    pub prenom: String,
    /// Name.
    pub nom: String,
    /// Professional mail.
    pub courriel: String,
    /// Professional phone, or an empty string.
    pub telephone: String,
}

/// An affectation as typed; its identifier was carried by the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AffectationSaisie {
    /// The identifier it will have.
    pub id: AffectationId,
    /// What she does.
    pub role: Role,
    /// Where.
    pub site: Option<SiteId>,
    /// First day.
    pub du: NaiveDate,
    /// Last day.
    pub au: Option<NaiveDate>,
}

/// What came of declaring an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declaration {
    /// She is declared, with her affectation.
    Nouvelle(AgentId),
    /// Someone has this mail already: offer to add the affectation to her (`attach_agent`).
    DejaDeclaree {
        /// The person.
        agent: AgentId,
        /// Given name.
        prenom: String,
        /// Name.
        nom: String,
        /// She already has an affectation, past or present, in this mission locale.
        ici: bool,
    },
}

/// A first-sign-in link to send: the token is stored nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The account.
    pub compte: CompteId,
    /// The secret of the link.
    pub token: String,
    /// Until when it opens.
    pub expire_le: DateTime<Utc>,
}

impl std::fmt::Debug for Invitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Invitation")
            .field("compte", &self.compte)
            .field("expire_le", &self.expire_le)
            .finish_non_exhaustive()
    }
}
