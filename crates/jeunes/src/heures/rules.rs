//! Rules of hours, pure.

use chrono::{Datelike as _, Days, NaiveDate};

use super::model::{Heure, Semaine};

/// The Monday of the week of `day`.
pub fn monday(day: NaiveDate) -> NaiveDate {
    let back = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(back)).unwrap_or(day)
}

/// The week that begins on `lundi`, from the facts of its days.
pub(super) fn week(lundi: NaiveDate, heures: Vec<Heure>) -> Semaine {
    let sum = |done: bool| {
        heures
            .iter()
            .filter(|h| h.validee == done)
            .map(|h| h.minutes)
            .sum()
    };
    Semaine {
        lundi,
        validees: sum(true),
        prevues: sum(false),
        heures,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_week_is_seven_days_that_begin_on_the_same_monday(offset in 0_i64..40_000) {
            let day = NaiveDate::default() + chrono::Duration::days(offset);
            let lundi = monday(day);
            prop_assert_eq!(lundi.weekday(), chrono::Weekday::Mon);
            prop_assert!((0..7).contains(&(day - lundi).num_days()));
            prop_assert_eq!(monday(lundi), lundi);
        }
    }

    #[test]
    fn done_and_planned_are_counted_apart() {
        let lundi = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let fact = |minutes, validee| Heure {
            jour: lundi,
            minutes,
            nature: "rendez_vous".to_owned(),
            validee,
        };
        let all = week(lundi, vec![fact(45, true), fact(60, false), fact(15, true)]);
        assert_eq!((all.validees, all.prevues), (60, 60));
    }
}
