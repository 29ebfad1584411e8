//! A third party as posted.

use chrono::NaiveDate;
use jeunes::tiers::{NouveauTiers, Tiers};
use kernel::{FieldErrors, text};
use serde::Deserialize;
use uuid::Uuid;

use crate::jeunes::lire;

/// Every field, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct TiersForm {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) nom: String,
    pub(super) lien: String,
    pub(super) organisme: String,
    pub(super) joindre: String,
    pub(super) peut_savoir: Vec<String>,
    pub(super) accord_le: String,
    pub(super) du: String,
    pub(super) au: String,
    pub(super) retire_le: String,
}

/// The form that adds a third party.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct Ajout(pub(super) TiersForm);

/// The form that corrects one.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct Correction(pub(super) TiersForm);

impl TiersForm {
    pub(super) fn blank(id: Uuid, today: NaiveDate) -> Self {
        Self {
            id: id.to_string(),
            accord_le: lire::field(today),
            du: lire::field(today),
            ..Self::default()
        }
    }

    pub(super) fn of(known: &Tiers) -> Self {
        Self {
            id: known.id.to_string(),
            version: known.version.to_string(),
            nom: known.nom.clone(),
            lien: known.lien.clone(),
            organisme: known.organisme.clone(),
            joindre: known.joindre.clone(),
            peut_savoir: known.peut_savoir.clone(),
            accord_le: lire::optional_field(known.accord_le),
            du: lire::field(known.du),
            au: lire::optional_field(known.au),
            retire_le: lire::optional_field(known.retire_le),
        }
    }

    pub(super) fn parse(&self) -> Result<NouveauTiers, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id).unwrap_or_default();
        let du = lire::date(&mut errors, "du", &self.du, "Indiquez depuis quand.");
        let accord_le = lire::optional_date(&mut errors, "accord_le", &self.accord_le);
        let au = lire::optional_date(&mut errors, "au", &self.au);
        let retire_le = lire::optional_date(&mut errors, "retire_le", &self.retire_le);
        errors.check(NouveauTiers {
            id,
            nom: text::tidy_line(&self.nom),
            lien: self.lien.clone(),
            organisme: text::tidy_line(&self.organisme),
            joindre: text::tidy_line(&self.joindre),
            peut_savoir: self.peut_savoir.clone(),
            accord_le,
            du,
            au,
            retire_le,
        })
    }

    pub(super) fn version(&self) -> Result<i32, FieldErrors> {
        let mut errors = FieldErrors::new();
        let version = lire::hidden(&mut errors, "version", &self.version);
        errors.check(version.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_cannot_be_read() {
        let form = TiersForm {
            accord_le: "hier".into(),
            ..TiersForm::default()
        };
        let errors = form.parse().unwrap_err();
        for field in ["id", "du", "accord_le"] {
            assert!(!errors.get(field).is_empty(), "{field}");
        }
        assert!(!form.version().unwrap_err().get("version").is_empty());
    }
}
