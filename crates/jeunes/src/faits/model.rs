//! The shapes of a fact.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

/// Field → code, codes joined by commas, ISO date, whole number or words. An absent field was not
/// asked.
pub type Valeurs = BTreeMap<String, String>;

/// A fact, as the dossier holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fait {
    /// Its identifier.
    pub id: Uuid,
    /// Its theme (code of [`super::GENRES`]).
    pub genre: String,
    /// What was said.
    pub valeurs: Valeurs,
    /// First day it holds.
    pub vrai_du: NaiveDate,
    /// Last day it held.
    pub vrai_au: Option<NaiveDate>,
    /// A later correction replaced it.
    pub corrige: bool,
    /// The last day someone checked that it still holds; the day it was typed before that.
    pub confirme_le: NaiveDate,
    /// Posted back to change it.
    pub version: i32,
}

/// A fact as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouveauFait {
    /// Chosen by the form: a second post adds nothing.
    pub id: Uuid,
    /// What was said.
    pub valeurs: Valeurs,
    /// First day it holds.
    pub vrai_du: NaiveDate,
}
