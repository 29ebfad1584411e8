//! A representation as posted.

use chrono::NaiveDate;
use jeunes::representation::{NouvelleRepresentation, Regime, Representant, Representation};
use kernel::{FieldErrors, phone, text};
use serde::Deserialize;
use uuid::Uuid;

use crate::jeunes::lire;

/// Every field, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct RepresentationForm {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) regime: String,
    pub(super) du: String,
    pub(super) au: String,
    pub(super) vu_le: String,
    pub(super) nom1: String,
    pub(super) organisme1: String,
    pub(super) telephone1: String,
    pub(super) courriel1: String,
    pub(super) nom2: String,
    pub(super) organisme2: String,
    pub(super) telephone2: String,
    pub(super) courriel2: String,
}

/// The form that adds a representation.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct Ajout(pub(super) RepresentationForm);

/// The form that corrects or ends one.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct Correction(pub(super) RepresentationForm);

impl RepresentationForm {
    pub(super) fn blank(id: Uuid, today: NaiveDate) -> Self {
        Self {
            id: id.to_string(),
            du: lire::field(today),
            ..Self::default()
        }
    }

    pub(super) fn of(known: &Representation) -> Self {
        let [first, second] =
            [0, 1].map(|at| known.titulaires.get(at).cloned().unwrap_or_default());
        Self {
            id: known.id.to_string(),
            version: known.version.to_string(),
            regime: known.regime.code().to_owned(),
            du: lire::field(known.du),
            au: lire::optional_field(known.au),
            vu_le: lire::optional_field(known.vu_le),
            nom1: first.nom,
            organisme1: first.organisme,
            telephone1: phone::display(&first.telephone),
            courriel1: first.courriel,
            nom2: second.nom,
            organisme2: second.organisme,
            telephone2: phone::display(&second.telephone),
            courriel2: second.courriel,
        }
    }

    /// The second holder is shown open.
    pub(super) fn deux(&self) -> bool {
        let second = [
            &self.nom2,
            &self.organisme2,
            &self.telephone2,
            &self.courriel2,
        ];
        second.iter().any(|field| !field.is_empty())
    }

    pub(super) fn parse(&self) -> Result<NouvelleRepresentation, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id).unwrap_or_default();
        let regime = Regime::from_code(&self.regime);
        if regime.is_none() {
            errors.add("regime", "Choisissez une réponse de la liste.");
        }
        let du = lire::date(&mut errors, "du", &self.du, "Indiquez depuis quand.");
        let au = lire::optional_date(&mut errors, "au", &self.au);
        let vu_le = lire::optional_date(&mut errors, "vu_le", &self.vu_le);
        let holder = |nom: &str, organisme: &str, telephone: &str, courriel: &str| Representant {
            nom: text::tidy_line(nom),
            organisme: text::tidy_line(organisme),
            telephone: text::tidy_line(telephone),
            courriel: text::tidy_line(courriel),
        };
        errors.check(NouvelleRepresentation {
            id,
            regime: regime.unwrap_or(Regime::DeuxParents),
            du,
            au,
            vu_le,
            titulaires: vec![
                holder(
                    &self.nom1,
                    &self.organisme1,
                    &self.telephone1,
                    &self.courriel1,
                ),
                holder(
                    &self.nom2,
                    &self.organisme2,
                    &self.telephone2,
                    &self.courriel2,
                ),
            ],
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
        let form = RepresentationForm {
            regime: "cousin".into(),
            au: "demain".into(),
            ..RepresentationForm::default()
        };
        let errors = form.parse().unwrap_err();
        for field in ["id", "regime", "du", "au"] {
            assert!(!errors.get(field).is_empty(), "{field}");
        }
        assert!(!form.version().unwrap_err().get("version").is_empty());
        assert!(!form.deux());
    }
}
