//! The shape of a contact.

use chrono::NaiveDate;
use kernel::EvenementId;

/// A contact as the dialog posts it.
#[derive(Debug, Clone)]
pub struct ContactRapide {
    /// Chosen by the form: a second post finds it.
    pub id: EvenementId,
    /// By what means (list `contact_moyen`).
    pub moyen: String,
    /// How it ended (list `contact_resultat`).
    pub resultat: String,
    /// One line for the frise, or an empty string.
    pub ligne: String,
    /// The day: today or earlier; today when it is not said.
    pub le: Option<NaiveDate>,
    /// When someone was reached, the planned next contact is done.
    pub clore_prochain_contact: bool,
}
