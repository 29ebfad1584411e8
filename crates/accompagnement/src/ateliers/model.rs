//! The shapes of ateliers.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use kernel::{AgentId, AtelierId, SessionAtelierId, SiteId};
use uuid::Uuid;

pub use self::inscriptions::{
    APrevenir, Cloture, Desinscription, Inscription, InscriptionDuJeune, Inscrit, Inscrite, Marque,
    NouvelleInscription, Place,
};
use crate::commun::coded;

mod inscriptions;

coded! {
    /// What it is; the labels are those of the list `atelier_genre`.
    Genre {
        Atelier = "atelier", "Atelier";
        InformationCollective = "information_collective", "Information collective";
    }
}

coded! {
    /// What stays of a registration; the labels are those of the list `inscription_etat`.
    EtatInscription {
        Prescrit = "prescrit", "Prescrit";
        Realise = "realise", "Réalisé";
        RefusTiers = "refus_tiers", "Refus tiers";
        RefusJeune = "refus_jeune", "Refus jeune";
    }
}

coded! {
    /// Who is told of a session; the labels are those of the list `session_visible`.
    Visible {
        Equipe = "equipe", "L’équipe";
        Tous = "tous", "L’équipe et les jeunes";
    }
}

coded! {
    /// Where a session stands: read from its hours and marks, written nowhere.
    EtatSession {
        AVenir = "a_venir", "À venir";
        ACloturer = "a_cloturer", "À clôturer";
        Emargee = "emargee", "Émargée";
        Cloturee = "cloturee", "Clôturée";
        Annulee = "annulee", "Annulée";
    }
}

coded! {
    /// One tap of the émargement.
    Presence {
        Present = "present", "Présent";
        Absent = "absent", "Absent";
        Excuse = "excuse", "Absent, excusé";
    }
}

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offre {
    /// Its identifier.
    pub id: AtelierId,
    /// What it is.
    pub genre: Genre,
    /// Its theme (list `evenement_theme`).
    pub theme: String,
    /// Its name.
    pub nom: String,
    /// What it is for, or an empty string.
    pub description: String,
    /// Who holds it with the mission locale, or an empty string.
    pub partenaire: String,
    /// The day from which no session is planned any more.
    pub fermee_le: Option<NaiveDate>,
    /// Posted back to change it.
    pub version: i32,
}

/// An offre as a form writes it.
#[derive(Debug, Clone)]
pub struct OffreSaisie {
    /// Chosen by the form that creates it: a second post finds it.
    pub id: AtelierId,
    /// What it is.
    pub genre: Genre,
    /// Its theme (list `evenement_theme`).
    pub theme: String,
    /// Its name.
    pub nom: String,
    /// What it is for, or an empty string.
    pub description: String,
    /// Who holds it with the mission locale, or an empty string.
    pub partenaire: String,
    /// The day from which no session is planned any more.
    pub fermee_le: Option<NaiveDate>,
}

/// Who leads a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Animateur {
    /// Someone of the mission locale: her hours are taken.
    Agent(AgentId),
    /// Someone from outside, by name.
    Intervenant(String),
}

impl Animateur {
    /// The agent, when she is of the mission locale.
    pub const fn agent(&self) -> Option<AgentId> {
        match self {
            Self::Agent(agent) => Some(*agent),
            Self::Intervenant(_) => None,
        }
    }

    /// The name of someone from outside, or an empty string.
    pub fn intervenant(&self) -> &str {
        match self {
            Self::Agent(_) => "",
            Self::Intervenant(nom) => nom,
        }
    }
}

/// A room that a session may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salle {
    /// Its identifier.
    pub id: Uuid,
    /// Where.
    pub site: SiteId,
    /// Its name.
    pub nom: String,
    /// How many people it holds.
    pub places: i32,
}

/// A session, or the same every week, as a form plans it.
#[derive(Debug, Clone)]
pub struct NouvelleSession {
    /// The first one. Chosen by the form: a second post finds it.
    pub id: SessionAtelierId,
    /// What is offered.
    pub offre: AtelierId,
    /// The first day, in the mission locale's own calendar.
    pub jour: NaiveDate,
    /// When it begins, by the clock on the wall.
    pub debut: NaiveTime,
    /// When it ends, the same day.
    pub fin: NaiveTime,
    /// How many weeks running, this one included.
    pub semaines: u32,
    /// Who leads it.
    pub animateur: Animateur,
    /// Where.
    pub site: SiteId,
    /// In which room of the site.
    pub salle: Option<Uuid>,
    /// How many people.
    pub places: i32,
    /// The last day to register for the first one; the next ones leave as much time.
    pub inscriptions_jusqu_au: Option<NaiveDate>,
    /// Who is told of it.
    pub visible: Visible,
    /// Young people may register themselves.
    pub auto_inscription: bool,
}

/// What was planned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Planifiees {
    /// How many sessions; none when the form was already posted.
    pub nombre: usize,
    /// The days on which the animateur is also taken by another mission locale.
    pub ailleurs: Vec<NaiveDate>,
}

/// What may be changed in a planned session.
#[derive(Debug, Clone)]
pub struct Reglages {
    /// Which.
    pub id: SessionAtelierId,
    /// The version that was shown.
    pub version: i32,
    /// How many people.
    pub places: i32,
    /// The last day to register.
    pub inscriptions_jusqu_au: Option<NaiveDate>,
    /// Who is told of it.
    pub visible: Visible,
    /// Young people may register themselves.
    pub auto_inscription: bool,
}

/// Where a session goes: another day, other hours, another place, someone else to lead it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deplacement {
    /// Which.
    pub id: SessionAtelierId,
    /// The version that was shown.
    pub version: i32,
    /// The day, in the mission locale's own calendar.
    pub jour: NaiveDate,
    /// When it begins, by the clock on the wall.
    pub debut: NaiveTime,
    /// When it ends, the same day.
    pub fin: NaiveTime,
    /// Who leads it.
    pub animateur: Animateur,
    /// Where.
    pub site: SiteId,
    /// In which room of the site.
    pub salle: Option<Uuid>,
    /// Why it is done although someone or something is already taken, or an empty string.
    pub derogation: String,
}

/// What a move did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deplacee {
    /// Who is told: everyone with a place or waiting, and nobody when only the room changes.
    pub prevenus: Vec<APrevenir>,
    /// Who has a place since: those who waited and whose hour is free now.
    pub promus: Vec<APrevenir>,
}

/// A session with what its lists show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionAtelier {
    /// Its identifier.
    pub id: SessionAtelierId,
    /// What is offered.
    pub offre: AtelierId,
    /// What it is.
    pub genre: Genre,
    /// Its theme (list `evenement_theme`).
    pub theme: String,
    /// The name of the offre.
    pub nom: String,
    /// Who holds it with the mission locale, or an empty string.
    pub partenaire: String,
    /// When it begins.
    pub debut: DateTime<Utc>,
    /// When it ends.
    pub fin: DateTime<Utc>,
    /// The agent who leads it.
    pub animateur: Option<AgentId>,
    /// Who leads it, by name.
    pub animateur_nom: String,
    /// Where.
    pub site: SiteId,
    /// The name of the site.
    pub site_nom: String,
    /// The room.
    pub salle: Option<Uuid>,
    /// The name of the room, or an empty string.
    pub salle_nom: String,
    /// Why it was moved beside something already taken, or an empty string.
    pub derogation: String,
    /// How many people it holds.
    pub places: i32,
    /// The last day to register.
    pub inscriptions_jusqu_au: Option<NaiveDate>,
    /// Who is told of it.
    pub visible: Visible,
    /// Young people may register themselves.
    pub auto_inscription: bool,
    /// It is one of several planned together.
    pub serie: Option<Uuid>,
    /// When it was cancelled.
    pub annulee_le: Option<DateTime<Utc>>,
    /// When it was closed.
    pub close_le: Option<DateTime<Utc>>,
    /// Posted back to change it.
    pub version: i32,
    /// People with a place.
    pub inscrits: i64,
    /// People on the waiting list.
    pub attente: i64,
    /// People with a place who were marked present or absent.
    pub marques: i64,
}

impl SessionAtelier {
    /// How many more people it may take.
    pub fn libres(&self) -> i64 {
        (i64::from(self.places) - self.inscrits).max(0)
    }
}

/// Which sessions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiltreSessions {
    /// That begin at this instant or later.
    pub du: Option<DateTime<Utc>>,
    /// That begin before this instant.
    pub avant: Option<DateTime<Utc>>,
    /// At this site.
    pub site: Option<SiteId>,
    /// Of this theme, or an empty string.
    pub theme: String,
    /// Ended, and neither cancelled nor closed.
    pub a_cloturer: bool,
    /// That this agent leads.
    pub animateur: Option<AgentId>,
    /// Among these.
    pub parmi: Option<Vec<Uuid>>,
}
