//! The shapes of the obligation de formation.

use chrono::NaiveDate;
use kernel::{AdhesionId, AgentId, JeuneId, ObligationId, RendezVousId};
use uuid::Uuid;

use crate::commun::coded;

coded! {
    /// Where it stands, while it goes on.
    EtatObligation {
        Signalee = "signalee", "Signalé, à recevoir";
        Recue = "recue", "Reçu";
        Proposee = "proposee", "Solution proposée";
        Convoquee = "convoquee", "Convoqué";
        ATransmettre = "a_transmettre", "Décision à prendre";
        Transmise = "transmise", "Département informé";
    }
}

coded! {
    /// How it ended.
    FinObligation {
        Satisfaite = "satisfaite", "Obligation satisfaite";
        Dispensee = "dispensee", "Dispense, justificatif vu";
        Majorite = "majorite", "Majorité";
        Demenagement = "demenagement", "Déménagement";
        Double = "double", "Signalé par erreur ou deux fois";
    }
}

coded! {
    /// Something that was done.
    NatureEtape {
        Signalement = "signalement", "Signalement";
        Reception = "reception", "Reçu";
        Proposition = "proposition", "Solution proposée";
        Convocation = "convocation", "Convocation";
        Avis = "avis", "Transmission proposée à la direction";
        Transmission = "transmission", "Département informé, sur décision de la direction";
        Attente = "attente", "La direction préfère attendre";
        Fin = "fin", "Fin";
    }
}

/// A report, as whoever brings it gives it: a person, or a list.
#[derive(Debug, Clone)]
pub struct Signalement {
    /// Chosen by who reports: a second report with it changes nothing.
    pub id: Uuid,
    /// Who reports (list `obligation_source`).
    pub source: String,
    /// The day of the report: today or earlier.
    pub le: NaiveDate,
}

/// What a report came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signale {
    /// An obligation begins.
    Nouveau(ObligationId),
    /// Someone already reported: the report is a line of it.
    Deja(ObligationId),
}

/// A reception of the young person.
#[derive(Debug, Clone)]
pub struct Reception {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// The version that was shown.
    pub version: i32,
    /// The day: today or earlier.
    pub le: NaiveDate,
    /// With who represents her.
    pub representants: bool,
    /// In a few words, or an empty string.
    pub mots: String,
}

/// A solution that was offered.
#[derive(Debug, Clone)]
pub struct Proposition {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// The version that was shown.
    pub version: i32,
    /// The day: today or earlier.
    pub le: NaiveDate,
    /// Which legal way (list `obligation_voie`).
    pub voie: String,
    /// In a few words, or an empty string.
    pub mots: String,
}

/// A convocation: a letter to the young person and who represents her.
#[derive(Debug, Clone)]
pub struct Convocation {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// The version that was shown.
    pub version: i32,
    /// The day of the letter: today or earlier; the clock begins.
    pub le: NaiveDate,
    /// Why (list `obligation_motif`).
    pub motif: String,
    /// To which rendez-vous of her agenda.
    pub rendez_vous: RendezVousId,
}

/// The conseiller's own view, to the direction.
#[derive(Debug, Clone)]
pub struct Avis {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// The version that was shown.
    pub version: i32,
    /// What was tried, what is known.
    pub mots: String,
}

/// What the direction decides.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// The version that was shown.
    pub version: i32,
    /// Tell the département, or wait.
    pub transmettre: bool,
    /// Why.
    pub motivation: String,
}

/// An end, as a form posts it.
#[derive(Debug, Clone)]
pub struct Terme {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// The version that was shown.
    pub version: i32,
    /// How.
    pub fin: FinObligation,
    /// Satisfied: by which legal way, else an empty string.
    pub voie: String,
    /// The last day, or the day the proof was seen: today or earlier.
    pub le: NaiveDate,
}

/// An obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// Its identifier.
    pub id: ObligationId,
    /// Whose.
    pub jeune: JeuneId,
    /// Her entry in the dispositif.
    pub adhesion: AdhesionId,
    /// Where it stands.
    pub etat: EtatObligation,
    /// Who reported first.
    pub source: String,
    /// When.
    pub signalee_le: NaiveDate,
    /// The day it came here.
    pub recue_le: NaiveDate,
    /// The latest convocation.
    pub convoquee_le: Option<NaiveDate>,
    /// The last day of its clock.
    pub horloge_fin: Option<NaiveDate>,
    /// When it was proposed to tell the département.
    pub transmission_proposee_le: Option<NaiveDate>,
    /// By whom.
    pub proposee_par: Option<AgentId>,
    /// Her name, or an empty string.
    pub proposee_par_nom: String,
    /// The conseiller's own view, or an empty string.
    pub avis: String,
    /// When the direction decided to tell.
    pub decidee_le: Option<NaiveDate>,
    /// By whom.
    pub decidee_par: Option<AgentId>,
    /// Her name, or an empty string.
    pub decidee_par_nom: String,
    /// Why, or an empty string.
    pub motivation: String,
    /// How it ended.
    pub fin: Option<FinObligation>,
    /// When.
    pub fin_le: Option<NaiveDate>,
    /// By which legal way, or an empty string.
    pub voie: String,
    /// Who saw the proof of a dispense, or an empty string.
    pub justificatif_vu_par: String,
    /// Posted back to change it.
    pub version: i32,
}

impl Obligation {
    /// It goes on.
    pub const fn est_ouverte(&self) -> bool {
        self.fin.is_none()
    }
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Etape {
    /// Its identifier.
    pub id: Uuid,
    /// What.
    pub nature: NatureEtape,
    /// When.
    pub le: NaiveDate,
    /// The source, the legal way, the reason or the end, or an empty string.
    pub code: String,
    /// With who represents her.
    pub representants: bool,
    /// In a few words, or an empty string.
    pub mots: String,
    /// The rendez-vous of a convocation.
    pub rendez_vous: Option<RendezVousId>,
    /// By whom, or an empty string.
    pub par: String,
}

/// What satisfies the obligation, as the law says it on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voie {
    /// Which legal way.
    pub voie: String,
    /// The category of a situation, or an empty string.
    pub situation: String,
    /// Its kinds; none: all of them.
    pub types: Vec<String>,
    /// The group of a course that is open here, or an empty string.
    pub groupe: String,
}

/// What seems to satisfy the obligation: shown, never decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Satisfait {
    /// Which legal way.
    pub voie: String,
    /// Since when.
    pub depuis: NaiveDate,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneObligation {
    /// The obligation.
    pub id: ObligationId,
    /// Whose.
    pub jeune: JeuneId,
    /// `Prénom NOM`; `None`: the dossier is protected from the actor.
    pub nom: Option<String>,
    /// Where it stands.
    pub etat: EtatObligation,
    /// Who reported first.
    pub source: String,
    /// When.
    pub signalee_le: NaiveDate,
    /// The last day of its clock.
    pub horloge_fin: Option<NaiveDate>,
    /// Eve of her 18 years, when her birth is known.
    pub dernier_jour: Option<NaiveDate>,
    /// Her référent, or an empty string.
    pub referent: String,
    /// The actor is her référent.
    pub mienne: bool,
    /// A situation or a course seems to satisfy it.
    pub satisfaite: bool,
}
