//! A notice given, as posted.

use jeunes::information::{Moyen, NouvelleInformation};
use kernel::FieldErrors;
use serde::Deserialize;

use crate::jeunes::lire;

/// Every field, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct InformationForm {
    pub(super) id: String,
    pub(super) donnee_le: String,
    pub(super) langue: String,
    pub(super) moyen: String,
}

impl InformationForm {
    pub(super) fn parse(&self) -> Result<NouvelleInformation, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id).unwrap_or_default();
        let absent = "Indiquez le jour où la notice a été donnée.";
        let donnee_le = lire::date(&mut errors, "donnee_le", &self.donnee_le, absent);
        let moyen = Moyen::from_code(&self.moyen).unwrap_or_else(|| {
            errors.add("moyen", "Choisissez comment la notice a été donnée.");
            Moyen::Remise
        });
        errors.check(NouvelleInformation {
            id,
            donnee_le,
            langue: self.langue.clone(),
            moyen,
        })
    }
}
