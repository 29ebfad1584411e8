//! The shapes of rendez-vous.

use chrono::{DateTime, Utc};
use kernel::{AgentId, JeuneId, MotifRdvId, RendezVousId, SiteId};
use uuid::Uuid;

use crate::commun::coded;

coded! {
    /// Where one meets.
    Lieu {
        Site = "site", "Sur place";
        Telephone = "telephone", "Par téléphone";
        Visio = "visio", "En visio";
        Domicile = "domicile", "À domicile";
        Exterieur = "exterieur", "À l’extérieur";
    }
}

coded! {
    /// How far a rendez-vous is, in the incumbent's words.
    EtatRdv {
        Planifie = "planifie", "Planifié";
        Present = "present", "Présent";
        Absent = "absent", "Absent";
        Annule = "annule", "Annulé";
        Reporte = "reporte", "Reporté";
        NonPrecise = "non_precise", "Non précisé";
    }
}

/// Where one meets, and in which room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ou {
    /// The kind of place.
    pub lieu: Lieu,
    /// The site; of the agent's when one meets elsewhere.
    pub site: Option<SiteId>,
    /// A room of the site.
    pub salle: Option<Uuid>,
}

/// A rendez-vous to book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouveauRendezVous {
    /// Chosen by the form: a second post adds nothing.
    pub id: RendezVousId,
    /// With whom.
    pub agent: AgentId,
    /// Why; it gives the length.
    pub motif: MotifRdvId,
    /// Where.
    pub ou: Ou,
    /// When (UTC).
    pub debut: DateTime<Utc>,
    /// Why it is taken although the hour is not free; an empty string otherwise.
    pub derogation: String,
    /// The person is told, by a means she allows.
    pub prevenir: bool,
}

/// A rendez-vous to move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Which one.
    pub id: RendezVousId,
    /// As it was read.
    pub version: i32,
    /// What takes its place; the same motif.
    pub vers: Cible,
    /// Why it is taken although the hour is not free; an empty string otherwise.
    pub derogation: String,
    /// The person is told.
    pub prevenir: bool,
}

/// Where a rendez-vous moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cible {
    /// The row it becomes: chosen by the form.
    pub id: RendezVousId,
    /// With whom.
    pub agent: AgentId,
    /// Where.
    pub ou: Ou,
    /// When (UTC).
    pub debut: DateTime<Utc>,
}

/// How a rendez-vous went, or that it will not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issue {
    /// She came.
    Present,
    /// She did not come; excused or not is said apart, or not known yet.
    Absent {
        /// Excused, not excused, not known.
        excuse: Option<bool>,
    },
    /// It will not be.
    Annule {
        /// She asked for it; the mission locale did otherwise.
        par_jeune: bool,
        /// She is told.
        prevenir: bool,
    },
    /// Nobody knows any more.
    NonPrecise,
}

impl Issue {
    /// The state it leads to.
    pub const fn etat(self) -> EtatRdv {
        match self {
            Self::Present => EtatRdv::Present,
            Self::Absent { .. } => EtatRdv::Absent,
            Self::Annule { .. } => EtatRdv::Annule,
            Self::NonPrecise => EtatRdv::NonPrecise,
        }
    }
}

/// A rendez-vous.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RendezVous {
    /// Its identifier.
    pub id: RendezVousId,
    /// For whom.
    pub jeune: JeuneId,
    /// With whom.
    pub agent: AgentId,
    /// Her name.
    pub agent_nom: String,
    /// Why.
    pub motif: MotifRdvId,
    /// Why, in words.
    pub motif_nom: String,
    /// The theme of its événement (list `evenement_theme`), or an empty string.
    pub theme: String,
    /// What to bring or to know, or an empty string.
    pub consignes: String,
    /// The young person may move it by herself.
    pub par_personne: bool,
    /// Where.
    pub lieu: Lieu,
    /// The site.
    pub site: Option<SiteId>,
    /// Its name, or an empty string.
    pub site_nom: String,
    /// The room.
    pub salle: Option<Uuid>,
    /// Its name, or an empty string.
    pub salle_nom: String,
    /// From this instant (UTC).
    pub debut: DateTime<Utc>,
    /// Until this one.
    pub fin: DateTime<Utc>,
    /// How far it is.
    pub etat: EtatRdv,
    /// Excused or not, when it is known.
    pub excuse: Option<bool>,
    /// The one it takes the place of.
    pub remplace: Option<RendezVousId>,
    /// Why it was taken on an hour that was not free, or an empty string.
    pub derogation: String,
    /// The young person said that she comes.
    pub confirme_le: Option<DateTime<Utc>>,
    /// Posted back to change it.
    pub version: i32,
}

/// A line of an agenda: a rendez-vous, or something else that is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneAgenda {
    /// The rendez-vous; of an atelier, its session.
    pub id: Uuid,
    /// `rendez_vous` or `atelier`.
    pub objet: String,
    /// For whom, and `Prénom NOM`; `None` for a protected dossier that one may not see.
    pub jeune: Option<(JeuneId, String)>,
    /// With whom.
    pub agent: AgentId,
    /// Her name.
    pub agent_nom: String,
    /// Why; `None` for an atelier.
    pub motif: Option<MotifRdvId>,
    /// Why, in words.
    pub motif_nom: String,
    /// Where.
    pub lieu: Option<Lieu>,
    /// The site's name, or an empty string.
    pub site_nom: String,
    /// The room's name, or an empty string.
    pub salle_nom: String,
    /// From this instant (UTC).
    pub debut: DateTime<Utc>,
    /// Until this one.
    pub fin: DateTime<Utc>,
    /// How far it is.
    pub etat: EtatRdv,
    /// The young person said that she comes.
    pub confirme: bool,
    /// Hidden from those who may not see it.
    pub protege: bool,
    /// Posted back to change it.
    pub version: i32,
}
