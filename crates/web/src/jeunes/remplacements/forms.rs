//! The forms of replacements, as posted.

use chrono::NaiveDate;
use jeunes::referents::NouveauRemplacement;
use kernel::{AgentId, FieldErrors};
use serde::Deserialize;

use crate::jeunes::lire;

/// A new replacement.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct RemplacementForm {
    pub(super) id: String,
    pub(super) agent: String,
    pub(super) remplacant: String,
    pub(super) du: String,
    pub(super) au: String,
}

impl RemplacementForm {
    /// What was typed; without a colleague named, `me` is the absent one.
    pub(super) fn parse(&self, me: Option<AgentId>) -> Result<NouveauRemplacement, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id);
        let agent = self.agent.parse().ok().or(me);
        if agent.is_none() {
            errors.add("agent", "Choisissez la personne absente.");
        }
        let remplacant: Option<AgentId> = self.remplacant.parse().ok();
        if remplacant.is_none() {
            errors.add("remplacant", "Choisissez qui remplace.");
        }
        let du = lire::date(&mut errors, "du", &self.du, "Indiquez le premier jour.");
        let au = lire::date(&mut errors, "au", &self.au, "Indiquez le dernier jour.");
        match (id, agent, remplacant, errors.is_empty()) {
            (Some(id), Some(agent), Some(remplacant), true) => Ok(NouveauRemplacement {
                id,
                agent,
                remplacant,
                du,
                au,
            }),
            _ => Err(errors),
        }
    }
}

/// The last day of a replacement; today when none is said.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct FinForm {
    pub(super) au: String,
}

impl FinForm {
    pub(super) fn day(&self, today: NaiveDate) -> NaiveDate {
        kernel::dates::parse(&self.au).unwrap_or(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replacement_names_someone_and_two_days() {
        let errors = RemplacementForm::default().parse(None).unwrap_err();
        for field in ["agent", "remplacant", "du", "au"] {
            assert!(!errors.get(field).is_empty(), "{field}");
        }
    }
}
