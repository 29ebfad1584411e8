//! Reading the fields of a form one by one, and the words of what is wrong.

use std::str::FromStr;

use chrono::NaiveDate;
use kernel::{FieldErrors, dates};

/// A day that must be given; `absent` is said when nothing was typed.
pub(super) fn date(errors: &mut FieldErrors, field: &str, typed: &str, absent: &str) -> NaiveDate {
    if typed.trim().is_empty() {
        errors.add(field, absent);
        return NaiveDate::default();
    }
    optional_date(errors, field, typed).unwrap_or_default()
}

/// A day that may be left out.
pub(super) fn optional_date(
    errors: &mut FieldErrors,
    field: &str,
    typed: &str,
) -> Option<NaiveDate> {
    if typed.trim().is_empty() {
        return None;
    }
    let day = dates::parse(typed);
    if day.is_none() {
        let sentence = "Cette date n’existe pas. Écrivez-la ainsi : 14/03/2005.";
        errors.add(field, sentence);
    }
    day
}

/// What the page itself wrote: an identifier, a version.
pub(super) fn hidden<T: FromStr>(errors: &mut FieldErrors, field: &str, posted: &str) -> Option<T> {
    let read = posted.trim().parse().ok();
    if read.is_none() {
        errors.add(field, "Ce formulaire est abîmé : rechargez la page.");
    }
    read
}

/// A checkbox.
pub(super) fn ticked(posted: &str) -> bool {
    posted == "oui"
}

/// What a checkbox posts.
pub(super) const fn tick(on: bool) -> &'static str {
    if on { "oui" } else { "" }
}

/// A day as a field holds it.
pub(super) fn field(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// A day that may be unknown, as a field holds it.
pub(super) fn optional_field(day: Option<NaiveDate>) -> String {
    day.map(field).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_missing_and_what_cannot_be() {
        let mut errors = FieldErrors::new();
        date(&mut errors, "a", " ", "Indiquez le jour.");
        date(&mut errors, "b", "29/02/2026", "Indiquez le jour.");
        assert_eq!(optional_date(&mut errors, "c", ""), None);
        assert_eq!(hidden::<i32>(&mut errors, "d", "deux"), None);
        assert_eq!(hidden::<i32>(&mut errors, "e", " 2 "), Some(2));
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["a", "b", "d"]);
        assert_eq!(errors.get("a"), "Indiquez le jour.");
    }

    #[test]
    fn a_day_goes_to_the_field_and_back() {
        let day = NaiveDate::from_ymd_opt(2008, 2, 29).unwrap();
        let mut errors = FieldErrors::new();
        assert_eq!(date(&mut errors, "a", &field(day), ""), day);
        assert!(errors.is_empty());
    }
}
