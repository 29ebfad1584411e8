//! A death as posted.

use jeunes::deces::NouveauDeces;
use kernel::FieldErrors;
use serde::Deserialize;

use crate::jeunes::lire;

/// Every field, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct DecesForm {
    pub(super) id: String,
    pub(super) le: String,
    pub(super) source: String,
    /// `annuler`, else the death is noted.
    pub(super) geste: String,
}

impl DecesForm {
    pub(super) fn cancels(&self) -> bool {
        self.geste == "annuler"
    }

    pub(super) fn parse(&self) -> Result<NouveauDeces, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id).unwrap_or_default();
        let le = lire::date(&mut errors, "le", &self.le, "Indiquez la date.");
        errors.check(NouveauDeces {
            id,
            le,
            source: self.source.clone(),
        })
    }
}
