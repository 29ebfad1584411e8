//! The shapes of a portefeuille.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId, Page, SiteId};

use crate::dossiers::EtatDossier;

/// Whose list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Suivi {
    /// Mine.
    #[default]
    Moi,
    /// A colleague's: needs the right to see every portefeuille.
    Agent(AgentId),
}

/// By what is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FiltreEcheance {
    /// Toutes.
    #[default]
    Toutes,
    /// En retard.
    EnRetard,
    /// Cette semaine.
    CetteSemaine,
    /// Rien de prévu.
    Sans,
}

impl FiltreEcheance {
    /// Every value, in the order people see.
    pub const ALL: &[Self] = &[Self::Toutes, Self::EnRetard, Self::CetteSemaine, Self::Sans];

    /// The code of the address bar.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Toutes => "toutes",
            Self::EnRetard => "en_retard",
            Self::CetteSemaine => "cette_semaine",
            Self::Sans => "sans",
        }
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Toutes => "Toutes",
            Self::EnRetard => "En retard",
            Self::CetteSemaine => "Cette semaine",
            Self::Sans => "Rien de prévu",
        }
    }

    /// The value whose code is `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.code() == code)
    }
}

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tri {
    /// Prochaine chose à faire.
    #[default]
    Prochaine,
    /// Nom.
    Nom,
    /// Dernier événement.
    Recent,
}

impl Tri {
    /// Every value, in the order people see.
    pub const ALL: &[Self] = &[Self::Prochaine, Self::Nom, Self::Recent];

    /// The code of the address bar.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Prochaine => "prochaine",
            Self::Nom => "nom",
            Self::Recent => "recent",
        }
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Prochaine => "Prochaine chose à faire",
            Self::Nom => "Nom",
            Self::Recent => "Dernier événement",
        }
    }

    /// The value whose code is `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.code() == code)
    }
}

/// What to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtre {
    /// Whose list.
    pub suivi: Suivi,
    /// State of the dossier; `None`: all.
    pub etat: Option<EtatDossier>,
    /// Site where people are received.
    pub site: Option<SiteId>,
    /// Part of a name, or an empty string.
    pub texte: String,
    /// By what is to do.
    pub echeance: FiltreEcheance,
    /// The order.
    pub tri: Tri,
}

/// The *prochaine chose à faire*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prochaine {
    /// What, in a few words.
    pub libelle: String,
    /// The day it is due.
    pub le: NaiveDate,
    /// Its day has passed.
    pub en_retard: bool,
}

/// One person of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// The dossier.
    pub id: JeuneId,
    /// Its number.
    pub numero: String,
    /// `Prénom NOM`.
    pub nom: String,
    /// Completed years today.
    pub age: i32,
    /// Name of the commune, or an empty string.
    pub commune: String,
    /// The current situation in words.
    pub situation: String,
    /// What to do next.
    pub prochaine: Option<Prochaine>,
    /// The day of the last thing that happened.
    pub dernier_evenement: Option<NaiveDate>,
    /// State of the dossier.
    pub etat: EtatDossier,
    /// A protected dossier, in its référent's own list.
    pub protege: bool,
}

/// How many people, by what is to do, under the other filters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comptes {
    /// All.
    pub toutes: i64,
    /// Something is overdue.
    pub en_retard: i64,
    /// The next thing is due this week, today included.
    pub cette_semaine: i64,
    /// Nothing is to do.
    pub sans: i64,
}

/// A page of the list, and the counts for its head.
#[derive(Debug, Clone)]
pub struct Liste {
    /// The rows.
    pub page: Page<Ligne>,
    /// The counts.
    pub comptes: Comptes,
}
