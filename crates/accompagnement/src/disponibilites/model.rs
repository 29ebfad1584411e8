//! The shapes of hours, absences, motifs and rooms.

use chrono::{NaiveDate, NaiveTime};
use kernel::{AgentId, MotifRdvId, SiteId};
use uuid::Uuid;

use crate::rendez_vous::Lieu;

/// Why one meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Motif {
    /// Its identifier.
    pub id: MotifRdvId,
    /// Its words.
    pub libelle: String,
    /// Whole minutes.
    pub duree_minutes: i32,
    /// Where it may take place.
    pub lieux: Vec<Lieu>,
    /// The theme of its événement (list `evenement_theme`), or an empty string.
    pub theme: String,
    /// The young person may move it by herself.
    pub par_personne: bool,
    /// Only with the référent, or who replaces her.
    pub referent_seul: bool,
    /// What to bring or to know, or an empty string.
    pub consignes: String,
    /// No longer offered from this day on.
    pub ferme_le: Option<NaiveDate>,
    /// Posted back to change it.
    pub version: i32,
}

/// A room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salle {
    /// Its identifier.
    pub id: Uuid,
    /// Its site.
    pub site: SiteId,
    /// Its name.
    pub nom: String,
    /// How many people it holds.
    pub places: i32,
    /// No longer used from this day on.
    pub fermee_le: Option<NaiveDate>,
    /// Posted back to change it.
    pub version: i32,
}

/// When someone receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plage {
    /// Its identifier.
    pub id: Uuid,
    /// Who.
    pub agent: AgentId,
    /// Where.
    pub site: SiteId,
    /// First day.
    pub du: NaiveDate,
    /// Last day.
    pub au: Option<NaiveDate>,
    /// Days of the week, 1 Monday to 7 Sunday.
    pub jours: Vec<i16>,
    /// Every so many weeks, counted from the week of `du`.
    pub intervalle_semaines: i16,
    /// From this hour, by the clocks of the mission locale.
    pub debut: NaiveTime,
    /// Until this one.
    pub fin: NaiveTime,
    /// Kept for these motifs; empty: for all.
    pub motifs: Vec<Uuid>,
    /// Posted back to change it.
    pub version: i32,
}

/// When someone does not receive: whole days, or the same hours of each day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Its identifier.
    pub id: Uuid,
    /// Who.
    pub agent: AgentId,
    /// First day.
    pub du: NaiveDate,
    /// Last day.
    pub au: NaiveDate,
    /// From this hour of each day; whole days otherwise.
    pub debut: Option<NaiveTime>,
    /// Until this one.
    pub fin: Option<NaiveTime>,
    /// Why (list `motif_absence_agent`).
    pub motif: String,
    /// Posted back to change it.
    pub version: i32,
}

/// Hours of an agent on a day, her absences taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fenetre {
    /// From this hour.
    pub debut: NaiveTime,
    /// Until this one.
    pub fin: NaiveTime,
    /// Where she receives.
    pub site: SiteId,
    /// Kept for these motifs; empty: for all.
    pub motifs: Vec<Uuid>,
}

/// A motif, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MotifSaisi {
    /// Chosen by the form that creates it.
    pub id: MotifRdvId,
    /// As it was read; `None` to create it.
    pub version: Option<i32>,
    /// Its words.
    pub libelle: String,
    /// Whole minutes.
    pub duree_minutes: i32,
    /// Where it may take place.
    pub lieux: Vec<Lieu>,
    /// The theme of its événement, or an empty string.
    pub theme: String,
    /// The young person may move it by herself.
    pub par_personne: bool,
    /// Only with the référent, or who replaces her.
    pub referent_seul: bool,
    /// What to bring or to know, or an empty string.
    pub consignes: String,
}

/// A room, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SalleSaisie {
    /// Chosen by the form that creates it.
    pub id: Uuid,
    /// As it was read; `None` to create it.
    pub version: Option<i32>,
    /// Its site; a room does not move.
    pub site: SiteId,
    /// Its name.
    pub nom: String,
    /// How many people it holds.
    pub places: i32,
}

/// Hours, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlageSaisie {
    /// The hours; of a new one, the version does not count.
    pub plage: Plage,
    /// They are there already.
    pub existe: bool,
}

/// An absence, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceSaisie {
    /// Chosen by the form that creates it: a second post adds nothing.
    pub id: Uuid,
    /// As it was read; `None` to create it.
    pub version: Option<i32>,
    /// Who.
    pub agent: AgentId,
    /// First day.
    pub du: NaiveDate,
    /// Last day.
    pub au: NaiveDate,
    /// From this hour of each day until that one; whole days otherwise.
    pub heures: Option<(NaiveTime, NaiveTime)>,
    /// Why (list `motif_absence_agent`).
    pub motif: String,
}

impl AbsenceSaisie {
    /// As it will be.
    pub(super) fn absence(&self) -> Absence {
        Absence {
            id: self.id,
            agent: self.agent,
            du: self.du,
            au: self.au,
            debut: self.heures.map(|heures| heures.0),
            fin: self.heures.map(|heures| heures.1),
            motif: self.motif.clone(),
            version: self.version.unwrap_or(1),
        }
    }
}
