//! Names and birth as posted.

use chrono::NaiveDate;
use jeunes::dossiers::{Dossier, Identite, Naissance};
use kernel::{FieldErrors, text};
use serde::Deserialize;

use crate::jeunes::lire;

/// Every field, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct IdentiteForm {
    pub(super) version: String,
    pub(super) nom_naissance: String,
    pub(super) nom_usage: String,
    pub(super) prenom: String,
    pub(super) prenom_usage: String,
    pub(super) sexe: String,
    pub(super) date_naissance: String,
    pub(super) age_declare: String,
    pub(super) identite_vue_le: String,
}

/// What the form changes.
#[derive(Debug)]
pub(super) struct Changee {
    pub(super) version: i32,
    pub(super) identite: Identite,
    pub(super) naissance: Naissance,
    pub(super) vue_le: Option<NaiveDate>,
}

impl IdentiteForm {
    /// The form of what is known.
    pub(super) fn of(dossier: &Dossier, today: NaiveDate) -> Self {
        let identite = dossier.identite.clone();
        let age = dossier
            .naissance
            .date()
            .is_none()
            .then(|| dossier.age(today).to_string());
        Self {
            version: dossier.version.to_string(),
            nom_naissance: identite.nom_naissance,
            nom_usage: identite.nom_usage,
            prenom: identite.prenom,
            prenom_usage: identite.prenom_usage,
            sexe: identite.sexe.unwrap_or_default(),
            date_naissance: lire::optional_field(dossier.naissance.date()),
            age_declare: age.unwrap_or_default(),
            identite_vue_le: lire::optional_field(dossier.identite_vue_le),
        }
    }

    /// `known` is the birth of the dossier: an age that says the same keeps its day.
    pub(super) fn parse(&self, today: NaiveDate, known: Naissance) -> Result<Changee, FieldErrors> {
        let mut errors = FieldErrors::new();
        let version = lire::hidden(&mut errors, "version", &self.version).unwrap_or_default();
        let naissance = self.naissance(&mut errors, today, known);
        let vue_le = lire::optional_date(&mut errors, "identite_vue_le", &self.identite_vue_le);
        if !matches!(&self.sexe[..], "" | "femme" | "homme") {
            errors.add("sexe", "Choisissez une réponse de la liste.");
        }
        errors.check(Changee {
            version,
            identite: Identite {
                nom_naissance: text::tidy_line(&self.nom_naissance),
                nom_usage: text::tidy_line(&self.nom_usage),
                prenom: text::tidy_line(&self.prenom),
                prenom_usage: text::tidy_line(&self.prenom_usage),
                sexe: (!self.sexe.is_empty()).then(|| self.sexe.clone()),
            },
            naissance,
            vue_le,
        })
    }

    fn naissance(&self, errors: &mut FieldErrors, today: NaiveDate, known: Naissance) -> Naissance {
        let date = lire::optional_date(errors, "date_naissance", &self.date_naissance);
        if let Some(day) = date {
            return Naissance::Date(day);
        }
        match self.age_declare.trim().parse::<i32>() {
            Ok(age) if known.date().is_none() && known.age(today) == age => known,
            Ok(age) if (1..=120).contains(&age) => Naissance::Declaree { age, le: today },
            Err(_) if self.age_declare.trim().is_empty() => {
                let sentence = "Indiquez la date de naissance, ou l’âge déclaré.";
                errors.add("date_naissance", sentence);
                known
            }
            _ => {
                errors.add("age_declare", "Indiquez un âge en années, par exemple 19.");
                known
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn form() -> IdentiteForm {
        IdentiteForm {
            version: "3".into(),
            nom_naissance: "Fictif".into(),
            prenom: "Inès".into(),
            age_declare: "20".into(),
            ..IdentiteForm::default()
        }
    }

    #[test]
    fn an_age_that_says_the_same_keeps_its_day() {
        let (today, le) = (day("2026-11-23"), day("2025-10-01"));
        let known = Naissance::Declaree { age: 19, le };
        assert_eq!(form().parse(today, known).unwrap().naissance, known);
        let mut changed = form();
        changed.age_declare = "21".into();
        let new = Naissance::Declaree { age: 21, le: today };
        assert_eq!(changed.parse(today, known).unwrap().naissance, new);
        changed.date_naissance = "14/03/2005".into();
        let read = changed.parse(today, known).unwrap();
        assert_eq!(read.naissance, Naissance::Date(day("2005-03-14")));
        assert_eq!(read.version, 3);
    }

    #[test]
    fn says_what_cannot_be_read() {
        let known = Naissance::Date(day("2005-03-14"));
        let mut form = form();
        form.age_declare = String::new();
        form.identite_vue_le = "hier".into();
        form.version = String::new();
        let errors = form.parse(day("2026-11-23"), known).unwrap_err();
        for field in ["version", "date_naissance", "identite_vue_le"] {
            assert!(!errors.get(field).is_empty(), "{field}");
        }
    }
}
