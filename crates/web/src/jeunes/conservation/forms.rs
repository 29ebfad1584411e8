//! A legal hold as posted.

use jeunes::gels::NouveauGel;
use kernel::FieldErrors;
use serde::Deserialize;
use uuid::Uuid;

use crate::jeunes::lire;

/// Every field, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct GelForm {
    pub(super) id: String,
    pub(super) motif: String,
    pub(super) jusqu_au: String,
    /// The hold to lift, when that is the act.
    pub(super) lever: String,
}

impl GelForm {
    /// The hold to lift; `None`: one is put.
    pub(super) fn lifts(&self) -> Result<Option<Uuid>, FieldErrors> {
        if self.lever.is_empty() {
            return Ok(None);
        }
        let mut errors = FieldErrors::new();
        let gel = lire::hidden(&mut errors, "lever", &self.lever);
        errors.check(gel)
    }

    pub(super) fn parse(&self) -> Result<NouveauGel, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id).unwrap_or_default();
        let jusqu_au = lire::optional_date(&mut errors, "jusqu_au", &self.jusqu_au);
        errors.check(NouveauGel {
            id,
            motif: self.motif.clone(),
            jusqu_au,
        })
    }
}
