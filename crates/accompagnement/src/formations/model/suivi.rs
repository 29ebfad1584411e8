//! The shapes of what is prescribed.

use chrono::NaiveDate;
use kernel::{
    AgentId, DemandeId, FormationId, FreinId, JeuneId, PrescriptionId, PropositionId,
    SessionFormationId, SituationId,
};
use uuid::Uuid;

use crate::commun::coded;

coded! {
    /// What stays of a prescription, as the incumbent has it.
    EtatPrescription {
        Prescrit = "prescrit", "Prescrit";
        Realise = "realise", "Réalisé";
        RefusTiers = "refus_tiers", "Refus tiers";
        RefusJeune = "refus_jeune", "Refus jeune";
    }
}

impl EtatPrescription {
    /// Someone said no.
    pub const fn est_refus(self) -> bool {
        matches!(self, Self::RefusTiers | Self::RefusJeune)
    }
}

coded! {
    /// What the organisme answers.
    Reponse {
        Accepte = "accepte", "Accepté";
        ListeAttente = "liste_attente", "Liste d’attente";
        Refuse = "refuse", "Refusé";
    }
}

coded! {
    /// How a formation ends.
    FinFormation {
        Terme = "terme", "Allée à son terme";
        Abandon = "abandon", "Arrêtée avant la fin";
    }
}

coded! {
    /// A line of what makes a formation count.
    EtatLigne {
        Remplie = "remplie", "Oui";
        Manquante = "manquante", "Non";
        AVerifier = "a_verifier", "À vérifier";
    }
}

/// What moves in a prescription: its steps, each with its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suivi {
    /// Where it stands.
    pub etat: EtatPrescription,
    /// The day it was prescribed.
    pub prescrite_le: NaiveDate,
    /// The day of the information collective.
    pub reunion_le: Option<NaiveDate>,
    /// Whether she came.
    pub reunion_present: Option<bool>,
    /// How long it lasted, when it counts in the week.
    pub reunion_minutes: Option<i32>,
    /// The day of the tests.
    pub tests_le: Option<NaiveDate>,
    /// What they gave (list `tests_resultat`).
    pub tests_resultat: Option<String>,
    /// What the organisme answered.
    pub reponse: Option<Reponse>,
    /// The day it answered.
    pub reponse_le: Option<NaiveDate>,
    /// The day someone said no.
    pub refus_le: Option<NaiveDate>,
    /// Why (lists `refus_tiers_formation`, `refus_jeune_formation`).
    pub refus_motif: Option<String>,
    /// In words, or an empty string.
    pub refus_mots: String,
    /// The day she entered.
    pub entree_le: Option<NaiveDate>,
    /// The last day expected.
    pub fin_prevue: Option<NaiveDate>,
    /// The situation that the entry created.
    pub situation: Option<SituationId>,
    /// The last day.
    pub fin_le: Option<NaiveDate>,
    /// How it ended.
    pub fin_genre: Option<FinFormation>,
    /// Why it was left (list `abandon_formation`).
    pub abandon_motif: Option<String>,
    /// She asked to be paid, or does not ask; `None`: nobody said.
    pub remuneration: Option<bool>,
    /// The day it was said.
    pub remuneration_le: Option<NaiveDate>,
    /// Who pays (list `remuneration_payeur`).
    pub remuneration_payeur: Option<String>,
    /// The day of the bilan.
    pub bilan_le: Option<NaiveDate>,
    /// What was obtained (list `bilan_obtenu`).
    pub bilan_obtenu: Option<String>,
    /// What comes next (list `bilan_suite`).
    pub bilan_suite: Option<String>,
    /// In words, or an empty string.
    pub bilan_mots: String,
}

impl Suivi {
    /// One that begins.
    pub const fn nouveau(prescrite_le: NaiveDate) -> Self {
        Self {
            etat: EtatPrescription::Prescrit,
            prescrite_le,
            reunion_le: None,
            reunion_present: None,
            reunion_minutes: None,
            tests_le: None,
            tests_resultat: None,
            reponse: None,
            reponse_le: None,
            refus_le: None,
            refus_motif: None,
            refus_mots: String::new(),
            entree_le: None,
            fin_prevue: None,
            situation: None,
            fin_le: None,
            fin_genre: None,
            abandon_motif: None,
            remuneration: None,
            remuneration_le: None,
            remuneration_payeur: None,
            bilan_le: None,
            bilan_obtenu: None,
            bilan_suite: None,
            bilan_mots: String::new(),
        }
    }
}

/// A session prescribed to a young person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prescription {
    /// Its identifier.
    pub id: PrescriptionId,
    /// To whom.
    pub jeune: JeuneId,
    /// Which session.
    pub session: SessionFormationId,
    /// Which formation.
    pub formation: FormationId,
    /// The title of the formation.
    pub intitule: String,
    /// Who gives it.
    pub organisme_nom: String,
    /// First day of the session.
    pub session_debut: NaiveDate,
    /// Last day of the session.
    pub session_fin: NaiveDate,
    /// The day of the information collective of the session.
    pub session_reunion: Option<NaiveDate>,
    /// The last day to propose someone.
    pub session_limite: Option<NaiveDate>,
    /// Who prescribed it.
    pub prescripteur: AgentId,
    /// By name.
    pub prescripteur_nom: String,
    /// Why (list `prescription_motif`).
    pub motif: String,
    /// What for, in words, or an empty string.
    pub objectif: String,
    /// What it lifts.
    pub frein: Option<FreinId>,
    /// What it answers.
    pub demande: Option<DemandeId>,
    /// The proposition it comes from.
    pub proposition: Option<PropositionId>,
    /// Its steps.
    pub suivi: Suivi,
    /// Posted back to change it.
    pub version: i32,
}

/// A session to prescribe.
#[derive(Debug, Clone)]
pub struct NouvellePrescription {
    /// Chosen by the form: a second post finds it.
    pub id: PrescriptionId,
    /// Which session.
    pub session: SessionFormationId,
    /// The day.
    pub prescrite_le: NaiveDate,
    /// Why (list `prescription_motif`).
    pub motif: String,
    /// What for, in words, or an empty string.
    pub objectif: String,
    /// What it lifts.
    pub frein: Option<FreinId>,
    /// What it answers.
    pub demande: Option<DemandeId>,
    /// The proposition it comes from.
    pub proposition: Option<PropositionId>,
}

/// What the end gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilan {
    /// The day.
    pub le: NaiveDate,
    /// What was obtained (list `bilan_obtenu`).
    pub obtenu: String,
    /// What comes next (list `bilan_suite`).
    pub suite: String,
    /// In words, or an empty string.
    pub mots: String,
}

/// What people do with a prescription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Geste {
    /// The information collective took place.
    Reunion {
        /// The day.
        le: NaiveDate,
        /// She came.
        present: bool,
        /// How long, when it counts in the week.
        minutes: Option<i32>,
    },
    /// The tests of the organisme.
    Tests {
        /// The day.
        le: NaiveDate,
        /// What they gave (list `tests_resultat`).
        resultat: String,
    },
    /// What the organisme answered.
    Reponse {
        /// The day.
        le: NaiveDate,
        /// The answer.
        reponse: Reponse,
        /// Why not (list `refus_tiers_formation`), for a refusal.
        motif: String,
        /// In words, or an empty string.
        mots: String,
    },
    /// She does not want it any more.
    RefusJeune {
        /// The day.
        le: NaiveDate,
        /// Why (list `refus_jeune_formation`).
        motif: String,
        /// In words, or an empty string.
        mots: String,
    },
    /// A refusal was a mistake, or is over.
    Rouvrir,
    /// She enters.
    Entree {
        /// The day.
        le: NaiveDate,
        /// The last day expected.
        fin_prevue: NaiveDate,
        /// The situation to create, chosen by the form.
        situation: SituationId,
    },
    /// It is over.
    Fin {
        /// The last day.
        le: NaiveDate,
        /// How.
        genre: FinFormation,
        /// Why (list `abandon_formation`), when it was left.
        motif: String,
    },
    /// Being paid while she learns.
    Remuneration {
        /// The day.
        le: NaiveDate,
        /// It was asked.
        demandee: bool,
        /// Who pays (list `remuneration_payeur`), when it was asked.
        payeur: String,
    },
    /// What it gave.
    Bilan(Bilan),
}

/// A gesture on a prescription that was shown.
#[derive(Debug, Clone)]
pub struct Changement {
    /// Which.
    pub id: PrescriptionId,
    /// The version that was shown.
    pub version: i32,
    /// What is done.
    pub geste: Geste,
}

/// A time when she was not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Its identifier.
    pub id: Uuid,
    /// The day.
    pub le: NaiveDate,
    /// How long; `None`: the whole day.
    pub minutes: Option<i32>,
    /// She said why, and it holds.
    pub justifiee: bool,
}

/// An absence to note.
#[derive(Debug, Clone)]
pub struct NouvelleAbsence {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// From which prescription.
    pub prescription: PrescriptionId,
    /// The day.
    pub le: NaiveDate,
    /// How long; `None`: the whole day.
    pub minutes: Option<i32>,
    /// She said why, and it holds.
    pub justifiee: bool,
}

/// What makes a formation count, over a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// How it is read.
    pub code: String,
    /// In words.
    pub libelle: String,
    /// Without it the formation does not count.
    pub bloque: bool,
    /// Where it comes from.
    pub reference: String,
    /// Not confirmed by a public source.
    pub a_confirmer: bool,
}

/// A condition and what was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneCompte {
    /// The condition.
    pub condition: Condition,
    /// What was read.
    pub etat: EtatLigne,
    /// Why, in words, or an empty string.
    pub pourquoi: String,
}

/// Whether a formation counts, line by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compte {
    /// Nothing that blocks is missing.
    pub compte: bool,
    /// Line by line.
    pub lignes: Vec<LigneCompte>,
}

/// Someone prescribed on a session, on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrescritNomme {
    /// The prescription.
    pub id: PrescriptionId,
    /// Whose.
    pub jeune: JeuneId,
    /// Of which session.
    pub session: SessionFormationId,
    /// `Prénom NOM`; `None`: the dossier is protected from the actor.
    pub nom: Option<String>,
    /// Where it stands.
    pub etat: EtatPrescription,
    /// What the organisme answered.
    pub reponse: Option<Reponse>,
    /// The day she entered.
    pub entree_le: Option<NaiveDate>,
}
