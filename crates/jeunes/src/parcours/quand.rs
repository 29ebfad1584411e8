//! When something of the past was: a month, or a year when that is all she remembers.

use std::fmt;

use chrono::{Datelike as _, NaiveDate};
use kernel::{dates, text::fold};

/// A year, and its month when it is known. Ordered: a year alone comes before its months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quand {
    annee: i32,
    mois: Option<u32>,
}

impl Quand {
    /// What was typed: `2023`, `09/2023`, `9-2023`, `2023-09`, `septembre 2023`.
    pub fn parse(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        let parts: Vec<&str> = folded.split(' ').collect();
        let (annee, mois) = match parts.as_slice() {
            [annee] => (year(annee)?, None),
            [first, second] if first.len() == 4 && year(first).is_some() => {
                (year(first)?, Some(month(second)?))
            }
            [mois, annee] => (year(annee)?, Some(month(mois)?)),
            _ => return None,
        };
        Some(Self { annee, mois })
    }

    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self {
            annee: day.year(),
            mois: Some(day.month()),
        }
    }

    /// What the database holds: `2023`, `2023-09`.
    pub fn code(self) -> String {
        match self.mois {
            Some(mois) => format!("{:04}-{mois:02}", self.annee),
            None => format!("{:04}", self.annee),
        }
    }

    /// What a field holds: `2023`, `09/2023`.
    pub fn field(self) -> String {
        match self.mois {
            Some(mois) => format!("{mois:02}/{}", self.annee),
            None => self.annee.to_string(),
        }
    }

    /// Surely later than `other`: a year alone may be any of its months.
    pub fn follows(self, other: Self) -> bool {
        match (self.mois, other.mois) {
            (Some(_), Some(_)) => self > other,
            _ => self.annee > other.annee,
        }
    }
}

impl fmt::Display for Quand {
    /// `septembre 2023`, `2023`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self
            .mois
            .and_then(|mois| NaiveDate::from_ymd_opt(self.annee, mois, 1));
        match first.map(dates::long) {
            Some(long) => f.write_str(long.split_once(' ').map_or("", |(_, rest)| rest)),
            None => write!(f, "{}", self.annee),
        }
    }
}

fn year(typed: &str) -> Option<i32> {
    let year: i32 = typed.parse().ok()?;
    (typed.len() == 4 && (1950..2100).contains(&year)).then_some(year)
}

/// `9`, `09`, `septembre`, `sept`.
fn month(typed: &str) -> Option<u32> {
    if let Ok(number) = typed.parse::<u32>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let named = |number: &u32| {
        let day = NaiveDate::from_ymd_opt(2000, *number, 2);
        let name = day.map(|day| fold(&dates::long(day))).unwrap_or_default();
        name.split(' ').nth(1).is_some_and(|n| n.starts_with(typed))
    };
    let mut fit = (1..=12).filter(named);
    let first = fit.next()?;
    (typed.len() >= 3 && fit.next().is_none()).then_some(first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn is_read_as_people_type_it() {
        for (typed, code) in [
            ("2023", "2023"),
            (" 09/2023", "2023-09"),
            ("9-2023", "2023-09"),
            ("2023-09", "2023-09"),
            ("Septembre 2023", "2023-09"),
            ("août 2021", "2021-08"),
            ("févr. 2021", "2021-02"),
        ] {
            assert_eq!(Quand::parse(typed).map(Quand::code).as_deref(), Some(code));
        }
        for typed in [
            "", "23", "13/2023", "jui 2023", "1/9/2023", "hier", "0009", "9999",
        ] {
            assert_eq!(Quand::parse(typed), None, "{typed}");
        }
        let said = |typed: &str| Quand::parse(typed).map(|q| q.to_string());
        assert_eq!(said("08/2021").as_deref(), Some("août 2021"));
        assert_eq!(said("2021").as_deref(), Some("2021"));
    }

    proptest! {
        #[test]
        fn goes_to_the_base_and_to_the_field_and_back(annee in 1950..2100_i32, mois in prop::option::of(1..=12_u32)) {
            let quand = Quand { annee, mois };
            prop_assert_eq!(Quand::parse(&quand.code()), Some(quand));
            prop_assert_eq!(Quand::parse(&quand.field()), Some(quand));
            prop_assert_eq!(Quand::parse(&quand.to_string()), Some(quand));
            prop_assert!(!quand.follows(quand));
        }

        #[test]
        fn never_read_from_noise(typed in "\\PC{0,12}") {
            if let Some(quand) = Quand::parse(&typed) {
                prop_assert_eq!(Quand::parse(&quand.code()), Some(quand));
            }
        }
    }
}
