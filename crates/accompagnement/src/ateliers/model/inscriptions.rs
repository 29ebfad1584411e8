//! The shapes of registrations.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{InscriptionId, JeuneId, SessionAtelierId};

use super::{EtatInscription, Presence, SessionAtelier};

/// A place, or the waiting list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A place.
    Prise,
    /// On the waiting list.
    Attente,
}

/// Someone to register.
#[derive(Debug, Clone)]
pub struct NouvelleInscription {
    /// Chosen by the form: a second post finds it.
    pub id: InscriptionId,
    /// In which session.
    pub session: SessionAtelierId,
    /// Why it is done although her hour is taken or the limit has passed, or an empty string.
    pub derogation: String,
}

/// Someone registered, now or before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inscrite {
    /// Her registration.
    pub id: InscriptionId,
    /// What she has.
    pub place: Place,
    /// Who else has a place since: each must be told.
    pub promus: Vec<APrevenir>,
}

/// A registration that is withdrawn.
#[derive(Debug, Clone)]
pub struct Desinscription {
    /// Which.
    pub id: InscriptionId,
    /// The version that was shown.
    pub version: i32,
    /// Whose wish it is: [`EtatInscription::RefusJeune`] or [`EtatInscription::RefusTiers`].
    pub etat: EtatInscription,
}

/// A registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inscription {
    /// Its identifier.
    pub id: InscriptionId,
    /// Whose.
    pub jeune: JeuneId,
    /// In which session.
    pub session: SessionAtelierId,
    /// What stays of it.
    pub etat: EtatInscription,
    /// Since when.
    pub etat_le: NaiveDate,
    /// The order in the waiting list; `None`: she has a place.
    pub rang: Option<i32>,
    /// The mark of the day.
    pub present: Option<bool>,
    /// Absent, and excused or not.
    pub excuse: Option<bool>,
    /// Why it was done beside something else, or an empty string.
    pub derogation: String,
    /// The day it was withdrawn.
    pub retiree_le: Option<NaiveDate>,
    /// When she said that she comes.
    pub confirme_le: Option<DateTime<Utc>>,
    /// Nobody of the mission locale registered her: she did it herself.
    pub par_elle_meme: bool,
    /// Posted back to change it.
    pub version: i32,
}

impl Inscription {
    /// The mark of the day.
    pub fn presence(&self) -> Option<Presence> {
        Some(match (self.present?, self.excuse) {
            (true, _) => Presence::Present,
            (false, Some(true)) => Presence::Excuse,
            (false, _) => Presence::Absent,
        })
    }
}

/// Someone on the list of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inscrit {
    /// Her registration.
    pub inscription: Inscription,
    /// `Prénom NOM`; `None`: the dossier is protected from the actor.
    pub nom: Option<String>,
    /// The number of her dossier, or an empty string.
    pub numero: String,
    /// A protected dossier.
    pub protege: bool,
}

/// A registration of a dossier, with its session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InscriptionDuJeune {
    /// The registration.
    pub inscription: Inscription,
    /// Its session.
    pub session: SessionAtelier,
}

/// One tap: who was there, who was not.
#[derive(Debug, Clone)]
pub struct Marque {
    /// Whose.
    pub inscription: InscriptionId,
    /// The version that was shown.
    pub version: i32,
    /// The mark.
    pub presence: Presence,
}

/// What a closing wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cloture {
    /// People who came.
    pub presents: usize,
    /// People who did not.
    pub absents: usize,
}

/// Someone who must be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct APrevenir {
    /// Her registration.
    pub inscription: InscriptionId,
    /// Whom.
    pub jeune: JeuneId,
    /// `Prénom NOM`; `None`: the dossier is protected from the actor.
    pub nom: Option<String>,
}
