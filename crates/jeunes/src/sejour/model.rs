//! The shape of the right to stay. Never `Serialize`.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::faits::Valeurs;

/// What is known today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sejour {
    /// Its identifier.
    pub id: Uuid,
    /// What was said, by field of [`super::CHAMPS`].
    pub valeurs: Valeurs,
    /// First day it holds.
    pub vrai_du: NaiveDate,
    /// Posted back to change it.
    pub version: i32,
}
