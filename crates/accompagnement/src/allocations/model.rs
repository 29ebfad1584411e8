//! The shapes of an allowance.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AdhesionId, AllocationId, Centimes, JeuneId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{commun::coded, iban::Iban};

coded! {
    /// What the tax of the household two years before allows.
    Foyer {
        NonImposable = "non_imposable", "Foyer fiscal non imposable";
        PremiereTranche = "premiere_tranche", "Foyer fiscal imposable à la première tranche";
        Autre = "autre", "Foyer fiscal à une tranche plus haute";
    }
}

coded! {
    /// Where a month stands.
    EtatAllocation {
        Declaree = "declaree", "À contrôler";
        Controlee = "controlee", "Contrôlée";
        Validee = "validee", "Validée";
        Figee = "figee", "Figée";
    }
}

/// The amounts that hold on a day, with where they come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bareme {
    /// The first day of the amounts: the version of the rule.
    pub du: NaiveDate,
    /// An adult whose household pays no tax.
    pub majeur_non_imposable: Centimes,
    /// An adult of the first bracket.
    pub majeur_premiere_tranche: Centimes,
    /// A minor.
    pub mineur: Centimes,
    /// Income from work that takes nothing away.
    pub franchise: Centimes,
    /// The monthly gross minimum wage.
    pub smic: Centimes,
    /// The part of it where the allowance comes to nothing, in per cent.
    pub smic_pourcent: i64,
    /// The texts.
    pub reference: String,
    /// One of the amounts is not confirmed.
    pub a_confirmer: bool,
}

/// What the sum starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrees {
    /// Completed years on the first day of the month.
    pub age: i32,
    /// The household.
    pub foyer: Foyer,
    /// Outside the parents' home, or with little or no help from them.
    pub autonome: bool,
    /// Income taken away whole, on average.
    pub deduites: Centimes,
    /// Income from work, on average.
    pub partielles: Centimes,
    /// Days of the month in the dispositif.
    pub jours: u32,
    /// Days of the month.
    pub jours_du_mois: u32,
    /// What a sanction takes away, in per cent.
    pub reduction_pourcent: i64,
}

/// A line of the sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LigneCalcul {
    /// In words that a young person understands.
    pub texte: String,
    /// Added, or taken away when negative; `None`: said only.
    pub montant: Option<Centimes>,
}

/// A sum, with everything it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calcul {
    /// What comes of it.
    pub montant: Centimes,
    /// How.
    pub lignes: Vec<LigneCalcul>,
    /// What it starts from; none for an occasional allowance.
    pub entrees: Option<Entrees>,
    /// The version of the rule.
    pub regle_du: NaiveDate,
    /// The texts.
    pub reference: String,
    /// Not confirmed by a public source.
    pub a_confirmer: bool,
}

/// A month as a form posts it.
#[derive(Debug, Clone)]
pub struct Declaration {
    /// Chosen by the form: a second post finds it.
    pub id: AllocationId,
    /// In which course.
    pub adhesion: AdhesionId,
    /// Its first day.
    pub mois: NaiveDate,
    /// The version that was shown; 0 for a new one.
    pub version: i32,
    /// The household.
    pub foyer: Foyer,
    /// Outside the parents' home, or with little or no help from them.
    pub autonome: bool,
    /// Income of the month taken away whole: stage, unemployment benefit.
    pub deduites: Centimes,
    /// Income of the month from work.
    pub partielles: Centimes,
    /// What is asked, for an occasional allowance.
    pub demandee: Option<Centimes>,
    /// The proofs were seen.
    pub justifiee: bool,
}

impl Declaration {
    /// What was declared of `month`, to compute it again.
    pub(super) const fn again(month: &AllocationMois, adhesion: AdhesionId) -> Self {
        Self {
            id: month.id,
            adhesion,
            mois: month.mois,
            version: month.version,
            foyer: month.foyer,
            autonome: month.autonome,
            deduites: month.deduites,
            partielles: month.partielles,
            demandee: month.demandee,
            justifiee: month.justifiee,
        }
    }
}

/// A month that was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllocationMois {
    /// Its identifier.
    pub id: AllocationId,
    /// Its first day.
    pub mois: NaiveDate,
    /// The household.
    pub foyer: Foyer,
    /// Outside the parents' home, or with little or no help from them.
    pub autonome: bool,
    /// Income taken away whole.
    pub deduites: Centimes,
    /// Income from work.
    pub partielles: Centimes,
    /// What is asked, for an occasional allowance.
    pub demandee: Option<Centimes>,
    /// The proofs were seen.
    pub justifiee: bool,
    /// She declared it herself, behind a link.
    pub par_lien: bool,
    /// The sum.
    pub calcul: Calcul,
    /// Where it stands.
    pub etat: EtatAllocation,
    /// Posted back to change it.
    pub version: i32,
    /// What was put right once it was frozen.
    pub regularisations: Vec<Regularisation>,
}

impl AllocationMois {
    /// The amount once put right.
    pub fn net(&self) -> Centimes {
        let rights = self.regularisations.iter();
        rights.fold(self.calcul.montant, |sum, r| sum.plus(r.montant))
    }
}

/// A course that opens an allowance, with its months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcours {
    /// Which.
    pub id: AdhesionId,
    /// Short name of the dispositif.
    pub nom: String,
    /// `cej`: every month; `pacea`: on demand.
    pub genre: String,
    /// Up to today, latest first.
    pub mois: Vec<MoisDuDossier>,
}

/// A month of a dossier: declared or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoisDuDossier {
    /// Its first day.
    pub mois: NaiveDate,
    /// It is closed for everyone.
    pub clos: bool,
    /// What was declared.
    pub allocation: Option<AllocationMois>,
}

/// A frozen month put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regularisation {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// Which month.
    pub allocation: AllocationId,
    /// Positive: still owed; negative: paid too much.
    pub montant: Centimes,
    /// Why.
    pub motif: String,
    /// When it was noted.
    pub saisie_le: DateTime<Utc>,
}

/// A month of the mission locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mois {
    /// Its first day.
    pub mois: NaiveDate,
    /// How and when it was closed.
    pub cloture: Option<ClotureMois>,
    /// Everyone who is in a course with an allowance that month, those who declared nothing first.
    pub lignes: Vec<LigneMois>,
}

impl Mois {
    /// How many are in this state; `None`: declared nothing.
    pub fn nombre(&self, etat: Option<EtatAllocation>) -> usize {
        self.lignes.iter().filter(|l| l.etat == etat).count()
    }

    /// What those in this state come to.
    pub fn total(&self, etat: EtatAllocation) -> Centimes {
        self.lignes
            .iter()
            .filter(|l| l.etat == Some(etat))
            .fold(Centimes::ZERO, |sum, l| sum.plus(l.montant))
    }
}

/// How a month was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClotureMois {
    /// When.
    pub le: DateTime<Utc>,
    /// How many allowances.
    pub nombre: i32,
    /// What they came to.
    pub total: Centimes,
}

/// Someone in the month of a mission locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneMois {
    /// Who.
    pub jeune: JeuneId,
    /// In which course.
    pub adhesion: AdhesionId,
    /// `Prénom NOM`; `None`: protected from the actor.
    pub nom: Option<String>,
    /// Number of the dossier, or an empty string when it is protected from the actor.
    pub numero: String,
    /// Short name of the dispositif.
    pub dispositif: String,
    /// Which allowance, once declared.
    pub allocation: Option<AllocationId>,
    /// Where it stands; `None`: nothing declared.
    pub etat: Option<EtatAllocation>,
    /// What it comes to.
    pub montant: Centimes,
    /// What was put right since.
    pub regularisations: Centimes,
    /// The proofs were seen.
    pub justifiee: bool,
    /// She declared it herself, behind a link.
    pub par_lien: bool,
    /// The confirmed account, for the list that leaves.
    pub iban: Option<Iban>,
    /// An account waits for its confirmation.
    pub iban_en_attente: bool,
    /// Posted back to act.
    pub version: i32,
}

/// An allowance chosen in the list, with the version that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choisie {
    /// Which.
    pub id: AllocationId,
    /// The version that was shown.
    pub version: i32,
}

/// What may be done with a month behind its link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EtatParLien {
    /// Nothing is declared: she may.
    ADeclarer,
    /// She declared it by the link, and nobody checked it: she may correct it.
    Declaree,
    /// It was declared with the conseiller.
    AvecConseiller,
    /// It is checked, validated or frozen.
    Controlee,
    /// The month is closed for everyone, or no longer of this course.
    Close,
}

/// A month behind its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoisParLien {
    /// The course.
    pub adhesion: AdhesionId,
    /// Its first day.
    pub mois: NaiveDate,
    /// What may be done.
    pub etat: EtatParLien,
    /// What was declared.
    pub allocation: Option<AllocationMois>,
    /// The household and the autonomy known from the latest month declared.
    pub connu: Option<(Foyer, bool)>,
}
