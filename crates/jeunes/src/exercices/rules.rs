//! The clock of a request, pure.

use chrono::{Months, NaiveDate};

/// The last day to answer a request received on `recu`: so many calendar months later
/// (`exercice_reponse_mois`), more when it was prolonged (`exercice_prolongation_mois`); the last day
/// of the month where that day is missing. A weekend is not waited for: the earlier day is the safe
/// one (RGPD, art. 12.3).
pub fn echeance(recu: NaiveDate, mois: i64, prolongation: Option<i64>) -> NaiveDate {
    let months = mois.saturating_add(prolongation.unwrap_or(0));
    let months = Months::new(u32::try_from(months).unwrap_or(0));
    recu.checked_add_months(months).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_clock_follows_the_calendar() {
        assert_eq!(echeance(day("2026-11-23"), 1, None), day("2026-12-23"));
        assert_eq!(echeance(day("2027-01-31"), 1, None), day("2027-02-28"));
        assert_eq!(echeance(day("2028-01-31"), 1, None), day("2028-02-29"));
        assert_eq!(echeance(day("2026-11-23"), 1, Some(2)), day("2027-02-23"));
        // Three months from the reception, and not two more from a shortened month.
        assert_eq!(echeance(day("2027-01-31"), 1, Some(2)), day("2027-04-30"));
    }

    proptest! {
        #[test]
        fn a_month_is_28_to_31_days_and_a_prolongation_only_adds(offset in 0_i64..20_000) {
            let recu = day("2018-05-25") + chrono::Duration::days(offset);
            let one = echeance(recu, 1, None);
            prop_assert!((28..=31).contains(&(one - recu).num_days()));
            prop_assert!(echeance(recu, 1, Some(2)) > one);
        }
    }
}
