//! The shapes of an interview.

use chrono::{NaiveDate, NaiveTime};
use kernel::{ActionId, AgentId, EntretienId, FreinId, NoteId};

use crate::plan::{NouvelObjectif, NouvelleAction};

/// What happened in the interview, apart from its first événement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvenementSaisi {
    /// Its type (list `evenement_type`).
    pub nature: String,
    /// Its theme (list `evenement_theme`).
    pub theme: String,
}

/// When and how to be in touch again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProchainContact {
    /// The day.
    pub le: NaiveDate,
    /// By what means (list `contact_moyen`).
    pub moyen: String,
}

/// The facts of an interview, that a later correction may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaitsEntretien {
    /// The day: today or earlier.
    pub realise_le: NaiveDate,
    /// The hour, when it is known.
    pub heure: Option<NaiveTime>,
    /// How (list `modalite_entretien`).
    pub modalite: String,
    /// How long, from 1 to 600.
    pub duree_minutes: i32,
    /// Who was there (list `present_entretien`).
    pub presents: Vec<String>,
    /// What it was about first (list `evenement_theme`).
    pub theme: String,
    /// What else happened.
    pub evenements: Vec<EvenementSaisi>,
    /// The summary that is shared with the young person, or an empty string.
    pub resume: String,
    /// When to be in touch again.
    pub prochain_contact: Option<ProchainContact>,
}

/// A confidential note written in the interview.
#[derive(Debug, Clone)]
pub struct NoteSaisie {
    /// Chosen by the form.
    pub id: NoteId,
    /// What it says.
    pub texte: String,
}

/// A frein lifted in the interview.
#[derive(Debug, Clone)]
pub struct FreinLeve {
    /// Which.
    pub frein: FreinId,
    /// How (list `motif_levee_frein`).
    pub motif: String,
}

/// An action found done in the interview.
#[derive(Debug, Clone, Copy)]
pub struct ActionFaite {
    /// Which.
    pub action: ActionId,
    /// The version that was shown; `None`: whatever it is now.
    pub version: Option<i32>,
}

/// All that the one screen posts.
#[derive(Debug, Clone)]
pub struct EntretienDraft {
    /// Chosen by the form: a second post finds it.
    pub id: EntretienId,
    /// The facts.
    pub faits: FaitsEntretien,
    /// The confidential note.
    pub note_confidentielle: Option<NoteSaisie>,
    /// What was found to block (list `frein`); a code already open stays as it is.
    pub freins_trouves: Vec<String>,
    /// What no longer blocks.
    pub freins_leves: Vec<FreinLeve>,
    /// What is done.
    pub actions_faites: Vec<ActionFaite>,
    /// New objectifs; [`crate::plan::Origine::FreinOuvert`] names a frein found in this very form.
    pub objectifs_ajoutes: Vec<NouvelObjectif>,
    /// New actions, of objectifs of the plan or of those just above.
    pub actions_ajoutees: Vec<NouvelleAction>,
}

/// The facts of an interview put right.
#[derive(Debug, Clone)]
pub struct ModificationEntretien {
    /// Which.
    pub id: EntretienId,
    /// The version that was shown.
    pub version: i32,
    /// The facts now.
    pub faits: FaitsEntretien,
}

/// An interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entretien {
    /// Its identifier.
    pub id: EntretienId,
    /// Who led it.
    pub agent: AgentId,
    /// Her name.
    pub agent_nom: String,
    /// The facts.
    pub faits: FaitsEntretien,
    /// A confidential note was written in it.
    pub a_une_note: bool,
    /// Posted back to change it.
    pub version: i32,
}

/// An interview in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntretienResume {
    /// Its identifier.
    pub id: EntretienId,
    /// The day.
    pub realise_le: NaiveDate,
    /// The hour, when it is known.
    pub heure: Option<NaiveTime>,
    /// How (list `modalite_entretien`).
    pub modalite: String,
    /// What it was about first (list `evenement_theme`).
    pub theme: String,
    /// How long.
    pub duree_minutes: i32,
    /// Who led it.
    pub agent_nom: String,
    /// The summary, or an empty string.
    pub resume: String,
}
