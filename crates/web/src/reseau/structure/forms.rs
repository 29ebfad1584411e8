//! The forms of opening hours and mandates, as posted.

use kernel::{FieldErrors, dates};
use reseau::structures::MandatSaisi;
use serde::Deserialize;

/// The opening hours of a site.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct HorairesForm {
    pub(super) horaires: String,
    pub(super) version: String,
}

/// A mandate, new or changed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct MandatForm {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) prenom: String,
    pub(super) nom: String,
    pub(super) fonction: String,
    pub(super) du: String,
    pub(super) au: String,
}

impl MandatForm {
    pub(super) fn parse(&self) -> Result<MandatSaisi, FieldErrors> {
        let mut errors = FieldErrors::new();
        let du = dates::parse(&self.du);
        if du.is_none() {
            errors.add("du", "Indiquez le premier jour, par exemple 14/03/2027.");
        }
        let au = dates::parse(&self.au);
        if au.is_none() && !self.au.trim().is_empty() {
            errors.add(
                "au",
                "Cette date n’existe pas. Écrivez-la ainsi : 14/03/2027.",
            );
        }
        errors.check(())?;
        Ok(MandatSaisi {
            prenom: self.prenom.clone(),
            nom: self.nom.clone(),
            fonction: self.fonction.clone(),
            du: du.unwrap_or_default(),
            au,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mandate_has_a_first_day_and_maybe_a_last_one() {
        let form = MandatForm {
            du: "2026-01-01".to_owned(),
            ..MandatForm::default()
        };
        assert!(form.parse().is_ok_and(|m| m.au.is_none()));
        let wrong = MandatForm {
            au: "31/02/2027".to_owned(),
            ..MandatForm::default()
        };
        let errors = wrong.parse().unwrap_err();
        assert!(!errors.get("du").is_empty() && !errors.get("au").is_empty());
    }
}
