//! The shapes of a third party.

use chrono::NaiveDate;
use uuid::Uuid;

/// A third party, as the dossier holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiers {
    /// Its identifier.
    pub id: Uuid,
    /// A person, or a service.
    pub nom: String,
    /// Who she is for the young person (list `lien_personne`).
    pub lien: String,
    /// The organisation, or an empty string.
    pub organisme: String,
    /// How to reach her, in a line, or an empty string.
    pub joindre: String,
    /// What may be told (list `peut_savoir`).
    pub peut_savoir: Vec<String>,
    /// The day the young person agreed.
    pub accord_le: Option<NaiveDate>,
    /// First day.
    pub du: NaiveDate,
    /// Last day, when one was said.
    pub au: Option<NaiveDate>,
    /// The day the young person withdrew her agreement.
    pub retire_le: Option<NaiveDate>,
    /// Posted back to correct it.
    pub version: i32,
}

/// A third party to add or the corrected one, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouveauTiers {
    /// Chosen by the form: a second post adds nothing.
    pub id: Uuid,
    /// A person, or a service.
    pub nom: String,
    /// Who she is for the young person (list `lien_personne`).
    pub lien: String,
    /// The organisation, or an empty string.
    pub organisme: String,
    /// How to reach her, in a line, or an empty string.
    pub joindre: String,
    /// What may be told (list `peut_savoir`).
    pub peut_savoir: Vec<String>,
    /// The day the young person agreed.
    pub accord_le: Option<NaiveDate>,
    /// First day.
    pub du: NaiveDate,
    /// Last day, when one was said.
    pub au: Option<NaiveDate>,
    /// The day the young person withdrew her agreement.
    pub retire_le: Option<NaiveDate>,
}
