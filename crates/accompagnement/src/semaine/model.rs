//! The shapes of a week.

use chrono::NaiveDate;
use jeunes::heures::Heure;
use kernel::{DemarcheId, JeuneId};
use uuid::Uuid;

use crate::commun::coded;

coded! {
    /// Where a démarche stands.
    EtatDemarche {
        Declaree = "declaree", "Déclarée";
        Validee = "validee", "Validée";
        Ecartee = "ecartee", "Non retenue";
    }
}

/// What is wanted of a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cible {
    /// Minutes.
    pub minutes: i32,
    /// Code of `cible_motif`; empty when it is that of the dispositif.
    pub motif: String,
    /// Where it comes from: the short name of the dispositif, or an empty string.
    pub dispositif: String,
    /// Since when.
    pub du: NaiveDate,
}

/// A target as a form posts it.
#[derive(Debug, Clone)]
pub struct NouvelleCible {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// First day, a Monday or not.
    pub du: NaiveDate,
    /// Minutes of a week.
    pub minutes: i32,
    /// Why (list `cible_motif`).
    pub motif: String,
}

/// What a young person did alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demarche {
    /// Its identifier.
    pub id: DemarcheId,
    /// The day.
    pub faite_le: NaiveDate,
    /// List `demarche_categorie`.
    pub categorie: String,
    /// In a few words.
    pub libelle: String,
    /// Declared.
    pub minutes: i32,
    /// Where it stands.
    pub etat: EtatDemarche,
    /// Minutes that count, once validated.
    pub minutes_retenues: Option<i32>,
    /// Posted back to decide.
    pub version: i32,
}

/// A démarche as a form posts it.
#[derive(Debug, Clone)]
pub struct NouvelleDemarche {
    /// Chosen by the form: a second post finds it.
    pub id: DemarcheId,
    /// The day: today or earlier.
    pub faite_le: NaiveDate,
    /// List `demarche_categorie`.
    pub categorie: String,
    /// In a few words.
    pub libelle: String,
    /// Minutes.
    pub minutes: i32,
}

/// What is decided of a démarche.
#[derive(Debug, Clone, Copy)]
pub struct Decision {
    /// Which.
    pub id: DemarcheId,
    /// The version that was shown.
    pub version: i32,
    /// Minutes that count; `None`: set aside.
    pub retenues: Option<i32>,
}

/// A week, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SemaineComptee {
    /// Its Monday.
    pub lundi: NaiveDate,
    /// What is wanted.
    pub cible: Option<Cible>,
    /// Minutes done that count.
    pub validees: i32,
    /// Minutes planned or declared that would count.
    pub prevues: i32,
    /// Categories of situations of that week that are not counted.
    pub hors_compte: Vec<String>,
    /// Each fact with the minutes that count for it.
    pub lignes: Vec<(Heure, i32)>,
}

/// Someone's week in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneSemaine {
    /// Who.
    pub jeune: JeuneId,
    /// `Prénom NOM`.
    pub nom: String,
    /// Short name of the dispositif that wants hours.
    pub dispositif: String,
    /// Minutes wanted.
    pub cible: i32,
    /// Minutes done that count.
    pub validees: i32,
    /// Minutes planned or declared that would count.
    pub prevues: i32,
    /// Démarches to look at.
    pub a_voir: i64,
}
