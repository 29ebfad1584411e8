//! Rules of the follow-up, pure.

use chrono::{Days, Months, NaiveDate};
use kernel::{FieldErrors, dates};

/// Months after the exit, in order (source: the network's follow-up of exits; à confirmer).
pub const ETAPES: [i32; 4] = [1, 3, 6, 12];

/// Exits after which nobody is followed up.
const SANS_SUITE: [&str; 3] = ["deces", "double", "autre_accompagnement"];

/// Whether someone who left for `motif` is followed up.
pub fn suit(motif: &str) -> bool {
    !SANS_SUITE.contains(&motif)
}

/// The day of a step.
pub fn jour(sortie: NaiveDate, mois: i32) -> NaiveDate {
    let months = Months::new(u32::try_from(mois).unwrap_or(0));
    sortie.checked_add_months(months).unwrap_or(sortie)
}

/// The first day that the news of a step may be taken: `avance` days before its day.
pub fn des_le(sortie: NaiveDate, mois: i32, avance: i64) -> NaiveDate {
    jour(sortie, mois) - Days::new(u64::try_from(avance).unwrap_or(0))
}

/// News are taken around their month: from `avance` days before its day.
pub fn check_not_early(
    errors: &mut FieldErrors,
    (sortie, mois): (NaiveDate, i32),
    fait_le: NaiveDate,
    avance: i64,
) {
    let first = des_le(sortie, mois, avance);
    if fait_le < first {
        errors.add(
            "fait_le",
            format!(
                "C’est trop tôt : les nouvelles à {mois} mois se prennent à partir du {}.",
                dates::short(first)
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_fall_on_the_same_day_of_later_months() {
        let left = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        let days: Vec<String> = ETAPES.iter().map(|m| jour(left, *m).to_string()).collect();
        assert_eq!(
            days,
            ["2026-12-30", "2027-02-28", "2027-05-30", "2027-11-30"]
        );
    }

    #[test]
    fn news_are_taken_when_their_month_has_come() {
        let left = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let early = |mois: i32, m: u32, d: u32| {
            let mut errors = FieldErrors::new();
            let day = NaiveDate::from_ymd_opt(2026, m, d).unwrap();
            check_not_early(&mut errors, (left, mois), day, 15);
            !errors.is_empty()
        };
        assert!(early(1, 11, 20) && early(1, 12, 4) && early(3, 12, 20));
        assert!(!early(1, 12, 5) && !early(1, 12, 20) && !early(1, 12, 31));
    }

    #[test]
    fn a_death_or_another_accompaniment_is_not_followed_up() {
        assert!(suit("emploi") && suit("abandon"));
        assert!(!suit("deces") && !suit("autre_accompagnement"));
    }
}
