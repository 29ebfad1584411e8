//! The shapes of a dispositif and of someone in it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::{AdhesionId, AgentId};
use serde::{Deserialize, Serialize};

mod local;

pub use local::{DispositifLocal, LocalSaisi};

use crate::commun::coded;

/// The group of the contracts of the law: two of them are never open together.
pub const ENGAGEMENT: &str = "engagement";

/// The dispositif that `crate::obligations` leads: entered by a report, left on its own page.
pub const OBLIGATION: &str = "obligation_formation";

coded! {
    /// Whether a condition is met.
    EtatCondition {
        Remplie = "remplie", "Remplie";
        NonRemplie = "non_remplie", "Non remplie";
        Inconnue = "inconnue", "On ne sait pas";
    }
}

coded! {
    /// What a person answers to a condition that the dossier cannot read.
    Reponse {
        Oui = "oui", "Oui";
        Non = "non", "Non";
        NeSaitPas = "ne_sait_pas", "On ne sait pas encore";
    }
}

coded! {
    /// How a contract was signed.
    Moyen {
        Papier = "papier", "Sur papier, gardé à la mission locale";
        Ecran = "ecran", "À l’écran, devant le conseiller";
    }
}

coded! {
    /// Why a dispositif lasts longer.
    Prolongation {
        Exceptionnelle = "exceptionnelle", "Par exception, dans la durée la plus longue";
        AutreParcours = "autre_parcours", "Un autre parcours commencé avant la fin";
    }
}

/// A dispositif as it holds on a day.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent answers of the text, read together"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispositif {
    /// Its code.
    pub code: String,
    /// Its name.
    pub libelle: String,
    /// Its short name.
    pub nom_court: String,
    /// What it is, in a sentence.
    pub resume: String,
    /// Two of one group are never open together.
    pub groupe: String,
    /// First age, in completed years.
    pub age_min: i32,
    /// Last age.
    pub age_max: i32,
    /// Last age with a RQTH, when it differs.
    pub age_max_rqth: Option<i32>,
    /// The birthday that ends it.
    pub age_sortie: Option<i32>,
    /// Months from the entry.
    pub duree_mois: Option<i32>,
    /// Months at most, once prolonged by exception.
    pub duree_max_mois: Option<i32>,
    /// Prolonged when another course began before its end.
    pub suite_autre_parcours: bool,
    /// A contract is signed.
    pub signature: bool,
    /// Months to sign it.
    pub signature_mois: Option<i32>,
    /// Minutes wanted of a week.
    pub minutes_semaine: Option<i32>,
    /// Who goes with the young person besides (« Parrain ou marraine »), or an empty string.
    pub avec: String,
    /// Papers to gather.
    pub documents: Vec<String>,
    /// The allowance it opens: `cej`, `pacea`, or an empty string.
    pub allocation: String,
    /// The reasons of exit it offers (list `dispositif_sortie`); none: all of them.
    pub sorties: Vec<String>,
    /// Who prescribes it, in words, or an empty string.
    pub prescripteur: String,
    /// Of this mission locale only.
    pub local: bool,
    /// The text.
    pub reference: String,
    /// Not confirmed by a public source.
    pub a_confirmer: bool,
}

impl Dispositif {
    /// What is left of a dispositif of another mission locale: its name, and that one is in it.
    pub fn ailleurs(adhesion: &Adhesion) -> Self {
        let nom = if adhesion.nom.is_empty() {
            "Dispositif d’une autre mission locale"
        } else {
            &adhesion.nom
        };
        Self {
            code: adhesion.dispositif.clone(),
            libelle: nom.to_owned(),
            nom_court: nom.to_owned(),
            resume: "Ce dispositif est celui d’une autre mission locale.".to_owned(),
            groupe: adhesion.groupe.clone(),
            age_min: 0,
            age_max: 99,
            age_max_rqth: None,
            age_sortie: None,
            duree_mois: None,
            duree_max_mois: None,
            suite_autre_parcours: false,
            signature: false,
            signature_mois: None,
            minutes_semaine: None,
            avec: String::new(),
            documents: Vec::new(),
            allocation: String::new(),
            sorties: Vec::new(),
            prescripteur: String::new(),
            local: true,
            reference: String::new(),
            a_confirmer: false,
        }
    }

    /// It is for this age, a RQTH apart.
    pub const fn concerne(&self, age: i32) -> bool {
        self.age_min <= age && age <= self.age_max
    }
}

/// A condition of entry, as the text says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// How it is read.
    pub code: String,
    /// In words.
    pub libelle: String,
    /// Who can answer.
    pub repond: String,
    /// The text.
    pub reference: String,
    /// Not confirmed by a public source.
    pub a_confirmer: bool,
}

/// A condition as it was read on a day: kept with the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionLue {
    /// Its code.
    pub code: String,
    /// In words.
    pub libelle: String,
    /// Met or not.
    pub etat: EtatCondition,
    /// What was read, in a sentence; no free text of anyone.
    pub explication: String,
    /// Who can answer.
    pub repond: String,
    /// The text.
    pub reference: String,
    /// Not confirmed by a public source.
    pub a_confirmer: bool,
    /// A person answers it, on the form.
    pub demandee: bool,
}

/// A signature of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// The day.
    pub le: NaiveDate,
    /// How.
    pub moyen: Moyen,
}

/// An entry as a form posts it.
#[derive(Debug, Clone)]
pub struct Entree {
    /// Chosen by the form: a second post finds it.
    pub id: AdhesionId,
    /// Which dispositif.
    pub dispositif: String,
    /// First day: today or earlier.
    pub entree_le: NaiveDate,
    /// Who prescribed it.
    pub prescripteur: AgentId,
    /// Who follows it.
    pub referent: AgentId,
    /// Who goes with the young person besides, or an empty string.
    pub avec: String,
    /// The contract, when it is signed already.
    pub signature: Option<Signature>,
    /// Answers, by code of condition.
    pub reponses: BTreeMap<String, Reponse>,
    /// Why enter although a condition is unknown or excepted, or an empty string.
    pub derogation: String,
}

/// A prolongation as a form posts it.
#[derive(Debug, Clone)]
pub struct ProlongationDemandee {
    /// Which.
    pub id: AdhesionId,
    /// The version that was shown.
    pub version: i32,
    /// Why.
    pub motif: Prolongation,
    /// By exception: the last day wanted. Another course: the day that one ends.
    pub jusqu_au: NaiveDate,
    /// The reason, in words.
    pub mots: String,
}

/// An exit as a form posts it.
#[derive(Debug, Clone)]
pub struct Sortie {
    /// Which.
    pub id: AdhesionId,
    /// The version that was shown.
    pub version: i32,
    /// Last day.
    pub le: NaiveDate,
    /// Why (list `dispositif_sortie`).
    pub motif: String,
    /// In words: needed for « Autre ».
    pub mots: String,
}

/// Someone in a dispositif.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adhesion {
    /// Its identifier.
    pub id: AdhesionId,
    /// Code of the dispositif.
    pub dispositif: String,
    /// Its name on the day of entry, or an empty string for an old entry.
    pub nom: String,
    /// Its group.
    pub groupe: String,
    /// Who prescribed it.
    pub prescripteur_nom: String,
    /// Who follows it.
    pub referent_nom: String,
    /// Who goes with the young person besides, or an empty string.
    pub avec: String,
    /// First day.
    pub entree_le: NaiveDate,
    /// When and how the contract was signed.
    pub signature: Option<Signature>,
    /// Last day, when one is set.
    pub fin_prevue: Option<NaiveDate>,
    /// Why it lasts longer.
    pub prolongation: Option<Prolongation>,
    /// Until when.
    pub prolongee_au: Option<NaiveDate>,
    /// The reason, in words, or an empty string.
    pub prolongation_mots: String,
    /// Why she entered although a condition was unknown or excepted, or an empty string.
    pub derogation: String,
    /// What was read on the day of entry.
    pub conditions: Vec<ConditionLue>,
    /// Last day, once out.
    pub sortie_le: Option<NaiveDate>,
    /// Why, or an empty string.
    pub sortie_motif: String,
    /// In words, or an empty string.
    pub sortie_mots: String,
    /// Category of the situation on the day of exit, or an empty string.
    pub situation_sortie: String,
    /// Posted back to change it.
    pub version: i32,
}

impl Adhesion {
    /// Still in it.
    pub const fn est_ouverte(&self) -> bool {
        self.sortie_le.is_none()
    }

    /// Open although its last day is past.
    pub fn est_echue(&self, today: NaiveDate) -> bool {
        self.est_ouverte() && self.fin_prevue.is_some_and(|fin| fin < today)
    }
}

/// An end that explains itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fin {
    /// Last day; `None`: nothing sets one.
    pub le: Option<NaiveDate>,
    /// Why, one sentence each: the one that decides comes first.
    pub raisons: Vec<String>,
}
