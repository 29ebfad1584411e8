//! A situation as posted. Category and type are one choice: `emploi`, or `emploi/interim`.

use chrono::NaiveDate;
use jeunes::situations::{NouvelleSituation, Situation};
use kernel::{FieldErrors, SituationId, text};
use platform::Error;
use serde::Deserialize;

use crate::jeunes::lire;

/// Every field, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SituationForm {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) situation: String,
    pub(super) debut: String,
    pub(super) fin: String,
    pub(super) structure: String,
}

/// The form that adds a situation.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct Ajout(pub(super) SituationForm);

/// The form that corrects or ends one.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct Correction(pub(super) SituationForm);

impl SituationForm {
    pub(super) fn blank(id: SituationId, today: NaiveDate) -> Self {
        Self {
            id: id.to_string(),
            debut: lire::field(today),
            ..Self::default()
        }
    }

    pub(super) fn of(situation: &Situation) -> Self {
        Self {
            id: situation.id.to_string(),
            version: situation.version.to_string(),
            situation: choice(&situation.categorie, &situation.type_code),
            debut: lire::field(situation.debut),
            fin: lire::optional_field(situation.fin),
            structure: situation.structure.clone(),
        }
    }

    pub(super) fn parse(&self) -> Result<NouvelleSituation, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id);
        if self.situation.is_empty() {
            errors.add("situation", "Choisissez une situation.");
        }
        let debut = lire::date(&mut errors, "debut", &self.debut, "Indiquez le début.");
        let fin = lire::optional_date(&mut errors, "fin", &self.fin);
        let (categorie, code) = self
            .situation
            .split_once('/')
            .unwrap_or((&self.situation, ""));
        errors.check(NouvelleSituation {
            id: id.unwrap_or_else(|| uuid::Uuid::nil().into()),
            categorie: categorie.to_owned(),
            type_code: code.to_owned(),
            debut,
            fin,
            structure: text::tidy_line(&self.structure),
        })
    }

    pub(super) fn version(&self) -> Result<i32, FieldErrors> {
        let mut errors = FieldErrors::new();
        let version = lire::hidden(&mut errors, "version", &self.version);
        errors.check(version.unwrap_or_default())
    }
}

/// The code of the one choice.
pub(super) fn choice(categorie: &str, code: &str) -> String {
    if code.is_empty() {
        categorie.to_owned()
    } else {
        format!("{categorie}/{code}")
    }
}

/// What the wing says of category and type goes to the one field of both.
pub(super) fn on_one_field(error: Error) -> Error {
    let Error::Invalid(errors) = error else {
        return error;
    };
    let mut moved = FieldErrors::new();
    for (field, sentence) in errors.iter() {
        let field = match field {
            "categorie" | "type" => "situation",
            other => other,
        };
        moved.add(field, sentence);
    }
    Error::Invalid(moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn category_and_type_are_one_choice() {
        let mut form = SituationForm {
            id: "01935f00-0001-7000-8000-000000000001".into(),
            situation: choice("emploi", "interim"),
            debut: "2026-11-01".into(),
            ..SituationForm::default()
        };
        let new = form.parse().unwrap();
        assert_eq!(
            (&new.categorie[..], &new.type_code[..]),
            ("emploi", "interim")
        );
        form.situation = choice("emploi", "");
        assert_eq!(form.parse().unwrap().type_code, "");
        form.situation = String::new();
        form.fin = "demain".into();
        let errors = form.parse().unwrap_err();
        assert!(!errors.get("situation").is_empty() && !errors.get("fin").is_empty());
    }

    #[test]
    fn errors_of_category_and_type_go_to_the_one_field() {
        let Error::Invalid(errors) = on_one_field(Error::invalid("type", "Non.")) else {
            panic!("still invalid");
        };
        assert_eq!(errors.get("situation"), "Non.");
    }
}
