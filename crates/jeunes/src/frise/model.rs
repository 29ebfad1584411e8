//! The shapes of an événement.

use chrono::{NaiveDate, NaiveTime};
use kernel::{AgentId, EvenementId};
use uuid::Uuid;

/// Something that happened, as the frise shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evenement {
    /// Its identifier.
    pub id: EvenementId,
    /// The day.
    pub survenu_le: NaiveDate,
    /// The hour, in the mission locale's time zone, when it is known.
    pub heure: Option<NaiveTime>,
    /// Its type (list `evenement_type`), or a kind of the plan: `frein`, `accord`…
    pub nature: String,
    /// Its theme (list `evenement_theme`), or an empty string.
    pub theme: String,
    /// How it went (list `contact_resultat`, or `etat_rdv`), or an empty string.
    pub resultat: String,
    /// Who was there for the mission locale, or an empty string.
    pub agent_nom: String,
    /// What happened, in one line, or an empty string.
    pub titre: String,
    /// The kind of object it comes from.
    pub objet: String,
    /// The object it comes from.
    pub objet_id: Uuid,
}

/// Something that happened, as a wing pushes it.
#[derive(Debug, Clone)]
pub struct NouvelEvenement {
    /// The day.
    pub survenu_le: NaiveDate,
    /// The hour, when it is known.
    pub heure: Option<NaiveTime>,
    /// Its type or kind.
    pub nature: String,
    /// Its theme, or an empty string.
    pub theme: String,
    /// How it went, or an empty string.
    pub resultat: String,
    /// One line, or an empty string.
    pub titre: String,
    /// Who was there; the actor when it is not said.
    pub agent: Option<AgentId>,
    /// The kind of object it comes from.
    pub objet: &'static str,
    /// The object it comes from.
    pub objet_id: Uuid,
}

impl NouvelEvenement {
    /// An événement of this object, to complete.
    pub fn of(objet: &'static str, objet_id: Uuid) -> Self {
        Self {
            survenu_le: NaiveDate::default(),
            heure: None,
            nature: String::new(),
            theme: String::new(),
            resultat: String::new(),
            titre: String::new(),
            agent: None,
            objet,
            objet_id,
        }
    }
}
