//! The shapes of the plan.

use chrono::NaiveDate;
use kernel::{AccordId, ActionId, FreinId, ObjectifId};

use super::instantane::Instantane;
use crate::{commun::coded, freins::Frein};

coded! {
    /// Where an objectif stands.
    EtatObjectif {
        EnCours = "en_cours", "En cours";
        Atteint = "atteint", "Atteint";
        Abandonne = "abandonne", "Abandonné";
    }
}

coded! {
    /// What the young person answered to an objectif.
    Reponse {
        EnAttente = "en_attente", "En attente de réponse";
        Oui = "oui", "D’accord";
        Non = "non", "Pas d’accord";
    }
}

coded! {
    /// Who does an action.
    Qui {
        Jeune = "jeune", "Jeune";
        Conseiller = "conseiller", "Mission locale";
        Partenaire = "partenaire", "Partenaire";
    }
}

coded! {
    /// Where an action stands.
    EtatAction {
        Planifiee = "planifiee", "Planifiée";
        EnCours = "en_cours", "En cours";
        Faite = "faite", "Faite";
        Abandonnee = "abandonnee", "Abandonnée";
    }
}

/// Where an objectif comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origine {
    /// A frein of the dossier.
    Frein(FreinId),
    /// The open frein of this code, as when the same form finds it.
    FreinOuvert(String),
    /// A wish, in a few words, in a domain (list `domaine`).
    Souhait {
        /// In a few words.
        texte: String,
        /// The domain.
        domaine: String,
    },
}

/// What the young person wants to reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objectif {
    /// Its identifier.
    pub id: ObjectifId,
    /// The frein it comes from.
    pub frein: Option<FreinId>,
    /// The wish it comes from, or an empty string.
    pub souhait: String,
    /// Its domain (list `domaine`).
    pub domaine: String,
    /// In a few words.
    pub libelle: String,
    /// Where it stands.
    pub etat: EtatObjectif,
    /// Since when.
    pub etat_le: NaiveDate,
    /// What the young person answered.
    pub reponse: Reponse,
    /// When.
    pub reponse_le: Option<NaiveDate>,
    /// Posted back to change it.
    pub version: i32,
}

/// An objectif as a form adds it.
#[derive(Debug, Clone)]
pub struct NouvelObjectif {
    /// Chosen by the form: a second post finds it.
    pub id: ObjectifId,
    /// Where it comes from.
    pub origine: Origine,
    /// In a few words; the list `objectif` suggests some.
    pub libelle: String,
}

/// An objectif worded anew: the agreement is asked again.
#[derive(Debug, Clone)]
pub struct ModificationObjectif {
    /// Which.
    pub id: ObjectifId,
    /// The version that was shown.
    pub version: i32,
    /// In a few words.
    pub libelle: String,
}

/// An objectif reached, given up or taken up again.
#[derive(Debug, Clone)]
pub struct ChangementObjectif {
    /// Which.
    pub id: ObjectifId,
    /// The version that was shown.
    pub version: i32,
    /// Where it stands now.
    pub etat: EtatObjectif,
    /// Since when: today or earlier.
    pub le: NaiveDate,
}

/// Something to do for an objectif.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its identifier.
    pub id: ActionId,
    /// What it is for.
    pub objectif: ObjectifId,
    /// In a few words.
    pub libelle: String,
    /// Who does it.
    pub qui: Qui,
    /// The name of the partner, or an empty string.
    pub partenaire: String,
    /// Its deadline.
    pub echeance_le: Option<NaiveDate>,
    /// Where it stands.
    pub etat: EtatAction,
    /// Since when.
    pub etat_le: NaiveDate,
    /// Why it was given up (list `motif_abandon_action`), or an empty string.
    pub motif_abandon: String,
    /// Posted back to change it.
    pub version: i32,
}

impl Action {
    /// It is still to be done.
    pub const fn est_ouverte(&self) -> bool {
        matches!(self.etat, EtatAction::Planifiee | EtatAction::EnCours)
    }

    /// Its deadline is past.
    pub fn en_retard(&self, today: NaiveDate) -> bool {
        self.est_ouverte() && self.echeance_le.is_some_and(|day| day < today)
    }
}

/// An action as a form adds it.
#[derive(Debug, Clone)]
pub struct NouvelleAction {
    /// Chosen by the form: a second post finds it.
    pub id: ActionId,
    /// What it is for.
    pub objectif: ObjectifId,
    /// In a few words; the list `action_type` suggests some.
    pub libelle: String,
    /// Who does it.
    pub qui: Qui,
    /// The name of the partner, or an empty string.
    pub partenaire: String,
    /// Its deadline.
    pub echeance_le: Option<NaiveDate>,
}

/// An action worded, given or dated anew.
#[derive(Debug, Clone)]
pub struct ModificationAction {
    /// Which.
    pub id: ActionId,
    /// The version that was shown.
    pub version: i32,
    /// In a few words.
    pub libelle: String,
    /// Who does it.
    pub qui: Qui,
    /// The name of the partner, or an empty string.
    pub partenaire: String,
    /// Its deadline.
    pub echeance_le: Option<NaiveDate>,
}

/// An action that moves.
#[derive(Debug, Clone)]
pub struct ChangementAction {
    /// Which.
    pub id: ActionId,
    /// The version that was shown.
    pub version: i32,
    /// Where it stands now.
    pub etat: EtatAction,
    /// Since when: today or earlier.
    pub le: NaiveDate,
    /// Why it is given up (list `motif_abandon_action`), or an empty string.
    pub motif_abandon: String,
}

/// An objectif with its actions.
#[derive(Debug, Clone)]
pub struct ObjectifDuPlan {
    /// The objectif.
    pub objectif: Objectif,
    /// What is to do and what was done.
    pub actions: Vec<Action>,
    /// How many actions are done.
    pub faites: usize,
    /// How many actions were not given up.
    pub total: usize,
    /// Nothing blocks any more, or all is done: suggest to close it.
    pub a_clore: bool,
}

/// A frein with the objectifs that answer it.
#[derive(Debug, Clone)]
pub struct FreinDuPlan {
    /// The frein.
    pub frein: Frein,
    /// What the young person wants to reach.
    pub objectifs: Vec<ObjectifDuPlan>,
}

/// The whole plan.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Open freins, then lifted ones that led to an objectif.
    pub freins: Vec<FreinDuPlan>,
    /// Objectifs that come from a wish.
    pub souhaits: Vec<ObjectifDuPlan>,
    /// How many actions are done.
    pub faites: usize,
    /// How many actions were not given up.
    pub total: usize,
}

impl Plan {
    /// Every objectif, those of freins first.
    pub fn objectifs(&self) -> impl Iterator<Item = &ObjectifDuPlan> {
        self.freins
            .iter()
            .flat_map(|frein| &frein.objectifs)
            .chain(&self.souhaits)
    }
}

/// What the young person answers to one objectif.
#[derive(Debug, Clone, Copy)]
pub struct Decision {
    /// Which.
    pub objectif: ObjectifId,
    /// The version that was shown.
    pub version: i32,
    /// Yes or no.
    pub oui: bool,
}

/// The young person's answers on one day.
#[derive(Debug, Clone)]
pub struct NouvelAccord {
    /// Chosen by the form: a second post finds it.
    pub id: AccordId,
    /// The day: today or earlier.
    pub donne_le: NaiveDate,
    /// One answer an objectif; those left out keep theirs.
    pub decisions: Vec<Decision>,
}

/// An agreement in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccordResume {
    /// Its identifier.
    pub id: AccordId,
    /// The day.
    pub donne_le: NaiveDate,
    /// Who wrote it down.
    pub agent_nom: String,
    /// How many objectifs she agreed to.
    pub oui: i64,
    /// How many she refused.
    pub non: i64,
}

/// An agreement, with the plan as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accord {
    /// Its identifier.
    pub id: AccordId,
    /// The day.
    pub donne_le: NaiveDate,
    /// Who wrote it down.
    pub agent_nom: String,
    /// The plan as it was.
    pub instantane: Instantane,
}
