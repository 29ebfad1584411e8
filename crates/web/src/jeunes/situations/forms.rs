//! A situation as posted. Category and type are one choice: `emploi`, or `emploi/interim`.

use chrono::NaiveDate;
use jeunes::situations::{NouvelleSituation, Precisions, Situation};
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
    pub(super) rome: String,
    /// Hours of a week, as « 17,5 ».
    pub(super) heures: String,
    pub(super) contrat_fin: String,
    /// `terminer`, else the situation is added or corrected.
    pub(super) geste: String,
    /// The last day, in the form that ends it.
    pub(super) dernier_jour: String,
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
            rome: situation.precisions.rome.clone(),
            heures: situation
                .precisions
                .minutes_semaine
                .map(hours)
                .unwrap_or_default(),
            contrat_fin: lire::optional_field(situation.precisions.contrat_fin),
            ..Self::default()
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
        let precisions = self.precisions(&mut errors);
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
            precisions,
        })
    }

    fn precisions(&self, errors: &mut FieldErrors) -> Precisions {
        let minutes_semaine = match self.heures.trim() {
            "" => None,
            typed => minutes(typed).or_else(|| {
                errors.add("heures", "Indiquez des heures, par exemple 35 ou 17,5.");
                None
            }),
        };
        Precisions {
            rome: text::tidy_line(&self.rome).to_uppercase(),
            minutes_semaine,
            contrat_fin: lire::optional_date(errors, "contrat_fin", &self.contrat_fin),
        }
    }

    pub(super) fn ends(&self) -> bool {
        self.geste == "terminer"
    }

    /// The last day of a situation that is over.
    pub(super) fn last_day(&self) -> Result<NaiveDate, FieldErrors> {
        let mut errors = FieldErrors::new();
        let absent = "Indiquez le dernier jour.";
        let day = lire::date(&mut errors, "dernier_jour", &self.dernier_jour, absent);
        errors.check(day)
    }

    pub(super) fn version(&self) -> Result<i32, FieldErrors> {
        let mut errors = FieldErrors::new();
        let version = lire::hidden(&mut errors, "version", &self.version);
        errors.check(version.unwrap_or_default())
    }
}

/// Hours as people type them (`35`, `17,5`, `17h30`), in minutes.
fn minutes(typed: &str) -> Option<i32> {
    let typed = typed.replace(' ', "").to_lowercase();
    if let Some((hours, rest)) = typed.split_once('h') {
        let rest = if rest.is_empty() { "0" } else { rest };
        let (hours, rest): (i32, i32) = (hours.parse().ok()?, rest.parse().ok()?);
        return (0..60)
            .contains(&rest)
            .then(|| hours.checked_mul(60))?
            .and_then(|h| h.checked_add(rest));
    }
    let (whole, part) = typed.split_once([',', '.']).unwrap_or((&typed, "0"));
    let whole: i32 = whole.parse().ok()?;
    let hundredths: i32 = format!("{part:0<2}").get(..2)?.parse().ok()?;
    whole
        .checked_mul(60)?
        .checked_add((hundredths * 60 + 50) / 100)
}

/// Minutes as hours: `35`, `17,5`, `17h20`.
pub(in crate::jeunes) fn hours(minutes: i32) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => hours.to_string(),
        (hours, 30) => format!("{hours},5"),
        (hours, rest) => format!("{hours}h{rest:02}"),
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

/// What the wing says of the end goes to the field of the last day.
pub(super) fn on_last_day(error: Error) -> Error {
    let Error::Invalid(errors) = error else {
        return error;
    };
    let mut moved = FieldErrors::new();
    for (field, sentence) in errors.iter() {
        moved.add(
            if field == "fin" {
                "dernier_jour"
            } else {
                field
            },
            sentence,
        );
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
    fn hours_are_read_as_people_type_them_and_shown_back() {
        for (typed, expected) in [
            ("35", 2100),
            ("17,5", 1050),
            ("17.5", 1050),
            ("17h20", 1040),
            ("24 h", 1440),
        ] {
            assert_eq!(minutes(typed), Some(expected), "{typed}");
            assert_eq!(minutes(&hours(expected)), Some(expected), "{typed}");
        }
        for typed in ["beaucoup", "3h75", "99999999999", "-"] {
            assert_eq!(minutes(typed), None, "{typed}");
        }
    }

    #[test]
    fn errors_of_category_and_type_go_to_the_one_field() {
        let Error::Invalid(errors) = on_one_field(Error::invalid("type", "Non.")) else {
            panic!("still invalid");
        };
        assert_eq!(errors.get("situation"), "Non.");
    }
}
