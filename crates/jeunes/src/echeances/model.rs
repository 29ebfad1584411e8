//! The shapes of an échéance.

use chrono::NaiveDate;
use kernel::{EcheanceId, JeuneId};
use uuid::Uuid;

/// Something to do, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Echeance {
    /// Its identifier.
    pub id: EcheanceId,
    /// Its kind: `premier_entretien`, `action`, `prochain_contact`…
    pub nature: String,
    /// What to do, in a few words, without confidence.
    pub libelle: String,
    /// The day it is due.
    pub echeance_le: NaiveDate,
    /// The kind of object it comes from.
    pub objet: String,
    /// The object it comes from.
    pub objet_id: Uuid,
}

/// Something to do, as a wing pushes it.
#[derive(Debug, Clone)]
pub struct NouvelleEcheance {
    /// Its kind.
    pub nature: String,
    /// What to do, in a few words, without confidence.
    pub libelle: String,
    /// The day it begins to be shown.
    pub visible_le: NaiveDate,
    /// The day it is due.
    pub echeance_le: NaiveDate,
    /// The kind of object it comes from.
    pub objet: &'static str,
    /// The object it comes from.
    pub objet_id: Uuid,
}

/// Something that the référent owes, as the screen of her absence shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EcheanceDue {
    /// Its identifier.
    pub id: EcheanceId,
    /// Whose dossier.
    pub jeune: JeuneId,
    /// `Prénom NOM`.
    pub nom: String,
    /// Hidden from those who may not see it.
    pub protege: bool,
    /// What to do, in a few words, without confidence.
    pub libelle: String,
    /// The day it is due.
    pub echeance_le: NaiveDate,
    /// Its day is the mission locale's own, and may be put off; that of the law, of a paper or of
    /// someone else may not.
    pub reportable: bool,
}

/// Another day for something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportEcheance {
    /// Which.
    pub id: EcheanceId,
    /// The new day.
    pub le: NaiveDate,
    /// Why, without any detail of health.
    pub motif: String,
}
