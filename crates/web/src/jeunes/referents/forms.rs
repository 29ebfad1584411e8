//! A designation as posted.

use jeunes::referents::Designation;
use kernel::FieldErrors;
use serde::Deserialize;

use crate::jeunes::lire;

/// Every field, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReferentForm {
    pub(super) referent: String,
    pub(super) motif: String,
    pub(super) du: String,
}

impl ReferentForm {
    pub(super) fn parse(&self) -> Result<Designation, FieldErrors> {
        let mut errors = FieldErrors::new();
        let agent = self.referent.parse().ok();
        if agent.is_none() {
            errors.add("referent", "Choisissez une personne de la liste.");
        }
        let du = lire::date(
            &mut errors,
            "du",
            &self.du,
            "Indiquez à partir de quel jour.",
        );
        errors.check(Designation {
            agent: agent.unwrap_or_else(|| uuid::Uuid::nil().into()),
            motif: self.motif.clone(),
            du,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn someone_and_a_day_are_needed() {
        let errors = ReferentForm::default().parse().unwrap_err();
        assert!(!errors.get("referent").is_empty() && !errors.get("du").is_empty());
    }
}
