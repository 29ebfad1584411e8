//! Rules of the quick contact, pure.

use chrono::NaiveDate;
use kernel::FieldErrors;

use super::model::ContactRapide;
use crate::commun::{check_past, check_text};

/// The longest line.
pub const LIGNE_MAX: usize = 200;

/// What is wrong with a contact of the day `le`, apart from the coded lists.
pub fn check(contact: &ContactRapide, le: NaiveDate, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_text(&mut errors, "ligne", &contact.ligne, LIGNE_MAX);
    if contact.ligne.contains('\n') {
        errors.add("ligne", "Une seule ligne.");
    }
    check_past(&mut errors, "le", le, today);
    errors
}

/// Someone was reached: the young person, or someone who passes it on.
pub fn joint(resultat: &str) -> bool {
    matches!(resultat, "abouti" | "tiers_joint")
}
