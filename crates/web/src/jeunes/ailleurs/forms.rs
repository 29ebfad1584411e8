//! An answer as posted.

use jeunes::ailleurs::{NouveauSuivi, Reponse};
use kernel::FieldErrors;
use serde::Deserialize;

use crate::jeunes::lire;

/// Every field, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AilleursForm {
    pub(super) id: String,
    pub(super) reponse: String,
}

impl AilleursForm {
    pub(super) fn parse(&self) -> Result<NouveauSuivi, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id).unwrap_or_default();
        let reponse = Reponse::from_code(&self.reponse);
        if reponse.is_none() {
            errors.add("reponse", "Choisissez ce que répond la personne.");
        }
        errors.check(NouveauSuivi {
            id,
            reponse: reponse.unwrap_or(Reponse::NeDitPas),
        })
    }
}
