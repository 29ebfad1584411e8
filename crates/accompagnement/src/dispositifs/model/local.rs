//! The shapes of a dispositif of one mission locale.

use chrono::NaiveDate;
use uuid::Uuid;

/// A dispositif of the mission locale, as a form posts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalSaisi {
    /// The row, chosen by the form: a second post finds it.
    pub id: Uuid,
    /// The dispositif: every row of it has the same.
    pub code: Uuid,
    /// First day of the row.
    pub valide_du: NaiveDate,
    /// Last day to enter, when one is set.
    pub valide_au: Option<NaiveDate>,
    /// Its name.
    pub libelle: String,
    /// Its short name.
    pub nom_court: String,
    /// What it is, in a sentence.
    pub resume: String,
    /// What it excludes: a group, or an empty string for nothing but itself.
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
    /// A contract is signed, within a month.
    pub signature: bool,
    /// Minutes wanted of a week.
    pub minutes_semaine: Option<i32>,
    /// It goes by phases.
    pub phases: bool,
    /// Papers to gather.
    pub documents: Vec<String>,
    /// Conditions of the kinds that exist (`CONDITIONS`).
    pub conditions: Vec<String>,
    /// Questions of its own.
    pub questions: Vec<String>,
    /// The reasons of exit it offers; none: all of them.
    pub sorties: Vec<String>,
    /// Who prescribes it, or an empty string.
    pub prescripteur: String,
    /// The text or the convention.
    pub reference: String,
    /// Why it is corrected, or an empty string.
    pub motif: String,
}

/// A row of a dispositif of the mission locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispositifLocal {
    /// The row.
    pub id: Uuid,
    /// The dispositif.
    pub code: Uuid,
    /// First day of the row.
    pub valide_du: NaiveDate,
    /// Last day, when one is set.
    pub valide_au: Option<NaiveDate>,
    /// Another row of the same day took its place.
    pub remplace: bool,
    /// Its name.
    pub libelle: String,
    /// Its short name.
    pub nom_court: String,
    /// What it is, in a sentence.
    pub resume: String,
    /// Its group.
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
    /// A contract is signed.
    pub signature: bool,
    /// Months to sign it.
    pub signature_mois: Option<i32>,
    /// Minutes wanted of a week.
    pub minutes_semaine: Option<i32>,
    /// It goes by phases.
    pub phases: bool,
    /// Papers to gather.
    pub documents: Vec<String>,
    /// Conditions of the kinds that exist.
    pub conditions: Vec<String>,
    /// Questions of its own.
    pub questions: Vec<String>,
    /// The reasons of exit it offers; none: all of them.
    pub sorties: Vec<String>,
    /// Who prescribes it, or an empty string.
    pub prescripteur: String,
    /// The text or the convention.
    pub reference: String,
    /// Why it was corrected, or an empty string.
    pub motif: String,
    /// Who wrote it, or an empty string.
    pub par: String,
}
