//! Rules of retention, pure.

use chrono::NaiveDate;
use kernel::dates;

use super::model::{Conservation, Raison};
use crate::dossiers::{EtatDossier, Naissance};

/// Until when a dossier is kept: the birthday of `ans` years, or the day the accompaniment ended
/// when that is later. A dossier in the state Actif past that birthday has no day yet.
///
/// `etat` is the present state and its first day, `ans` the parameter `conservation_age_ans`
/// (decree 2015-59, article 6, to be confirmed).
pub fn until(
    naissance: Naissance,
    (etat, depuis): (EtatDossier, NaiveDate),
    ans: i64,
    today: NaiveDate,
) -> Conservation {
    let (birthday, reached) = match naissance {
        Naissance::Date(born) => (after(born, ans), Raison::Anniversaire),
        // A declared age of 19 is at most 20 years less one day: the birthday that counts is the
        // latest one, so that nothing goes too early.
        Naissance::Declaree { age, le } => (after(le, ans - i64::from(age)), Raison::AgeDeclare),
    };
    let (fin, raison) = match etat {
        EtatDossier::Actif if birthday < today => (None, Raison::EnCours),
        EtatDossier::Actif => (Some(birthday), reached),
        _ if depuis > birthday => (Some(depuis), Raison::FinAccompagnement),
        _ => (Some(birthday), reached),
    };
    Conservation { fin, raison }
}

/// The birthday of `years` years; the day itself when the age was already passed.
fn after(day: NaiveDate, years: i64) -> NaiveDate {
    let years = u32::try_from(years).unwrap_or(0);
    dates::birthday(day, years).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn kept(naissance: Naissance, etat: EtatDossier, depuis: &str) -> (Option<NaiveDate>, Raison) {
        let etat = (etat, day(depuis));
        let found = until(naissance, etat, 26, day("2026-11-25"));
        (found.fin, found.raison)
    }

    #[test]
    fn the_birthday_ends_it_unless_the_accompaniment_lasts_longer() {
        use EtatDossier::{Actif, Archive, EnVeille, FinAccompagnement};
        let young = Naissance::Date(day("2006-02-14"));
        let birthday = (Some(day("2032-02-14")), Raison::Anniversaire);
        for etat in [Actif, EnVeille, FinAccompagnement, Archive] {
            assert_eq!(kept(young, etat, "2026-03-02"), birthday);
        }
        let older = Naissance::Date(day("1999-05-01"));
        assert_eq!(kept(older, Actif, "2024-01-08"), (None, Raison::EnCours));
        let ended = (Some(day("2026-06-30")), Raison::FinAccompagnement);
        assert_eq!(kept(older, FinAccompagnement, "2026-06-30"), ended);
        let before = (Some(day("2025-05-01")), Raison::Anniversaire);
        assert_eq!(kept(older, FinAccompagnement, "2024-06-30"), before);
    }

    #[test]
    fn the_birthday_itself_is_still_a_day_of_retention() {
        let today = Naissance::Date(day("2000-11-25"));
        let same = (Some(day("2026-11-25")), Raison::Anniversaire);
        assert_eq!(kept(today, EtatDossier::Actif, "2024-01-08"), same);
    }

    #[test]
    fn a_declared_age_is_reckoned_at_its_latest() {
        let said = |age| Naissance::Declaree {
            age,
            le: day("2026-03-02"),
        };
        let latest = (Some(day("2033-03-02")), Raison::AgeDeclare);
        assert_eq!(kept(said(19), EtatDossier::Archive, "2026-03-02"), latest);
        // Already older than the age: never before the day it was said.
        let at_once = (Some(day("2026-03-02")), Raison::AgeDeclare);
        assert_eq!(kept(said(30), EtatDossier::Archive, "2026-03-02"), at_once);
    }

    proptest::proptest! {
        #[test]
        fn a_declared_age_never_ends_before_the_true_birthday(
            born in 0_i64..9000, said in 5000_i64..9500, etat in 0_usize..4,
        ) {
            let first = day("1995-01-01");
            let (born, said) = (first + chrono::Duration::days(born), first + chrono::Duration::days(said));
            proptest::prop_assume!(born <= said);
            let etat = (EtatDossier::ALL[etat], said);
            let age = dates::age(born, said);
            let known = until(Naissance::Date(born), etat, 26, said);
            let declared = until(Naissance::Declaree { age, le: said }, etat, 26, said);
            // None is the latest of all.
            let late = |c: Conservation| c.fin.unwrap_or(NaiveDate::MAX);
            if age < 26 {
                proptest::prop_assert!(late(declared) >= late(known));
            }
            proptest::prop_assert!(late(known) >= after(born, 26));
        }

        #[test]
        fn nothing_ends_before_the_age_and_only_who_is_accompanied_has_no_day(
            born in 0_i64..15000, since in 0_i64..15000, now in 0_i64..15000, etat in 0_usize..4,
        ) {
            let at = |n: i64| day("1985-01-01") + chrono::Duration::days(n);
            let etat = EtatDossier::ALL[etat];
            let found = until(Naissance::Date(at(born)), (etat, at(since)), 26, at(now));
            let reached = after(at(born), 26);
            let open = etat == EtatDossier::Actif && reached < at(now);
            proptest::prop_assert_eq!(found.fin.is_none(), open);
            if let Some(fin) = found.fin {
                proptest::prop_assert!(fin == reached || fin == at(since) && at(since) > reached);
                proptest::prop_assert!(dates::age(at(born), fin) >= 26);
                // The 29 of February comes on the 1 of March.
                proptest::prop_assert!(fin > reached || dates::age(at(born), fin.pred_opt().unwrap()) == 25);
            }
        }
    }
}
