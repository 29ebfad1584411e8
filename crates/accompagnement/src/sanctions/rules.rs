//! Rules of sanctions, pure.

use chrono::{Datelike as _, Months, NaiveDate};
use kernel::{FieldErrors, RendezVousId, dates};

use super::model::{EtatSanction, Fait, Palier, Sanction};
use crate::commun::check_label;

/// The longest words of a reason.
pub const MOTS_MAX: usize = 2000;

/// The first of the month that follows the notification (C. trav. R5131-18).
pub fn effet(notifiee_le: NaiveDate) -> NaiveDate {
    let first = notifiee_le.with_day(1).unwrap_or(notifiee_le);
    first.checked_add_months(Months::new(1)).unwrap_or(first)
}

/// What is wrong with a proposal that rests on `chosen` among `known`.
pub fn check_proposal(known: &[Fait], chosen: &[RendezVousId], avis: &str) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "avis", avis, MOTS_MAX);
    let of = |id: &RendezVousId| known.iter().find(|f| f.rendez_vous == *id);
    if chosen.is_empty() {
        errors.add("faits", "Cochez au moins une absence.");
    } else if !chosen.iter().all(|id| of(id).is_some_and(Fait::fonde)) {
        errors.add(
            "faits",
            "Une de ces absences ne peut pas fonder une proposition : elle n’est pas notée non excusée, ou la personne n’a pas été jointe depuis.",
        );
    }
    errors
}

/// Whether it may be decided on `today`: she answered, or the delay is over.
///
/// # Errors
/// `motivation`, in a sentence.
pub fn may_decide(sanction: &Sanction, today: NaiveDate) -> Result<(), FieldErrors> {
    if sanction.observations_le.is_some() || today > sanction.observations_avant {
        return Ok(());
    }
    let last = dates::short(sanction.observations_avant);
    Err(FieldErrors::one(
        "motivation",
        format!(
            "La personne peut répondre jusqu’au {last} : la décision attend sa réponse ou cette date."
        ),
    ))
}

/// The step to propose: one more than those notified before, at most the last.
pub fn next_step<'a>(scale: &'a [Palier], all: &[Sanction]) -> Option<&'a Palier> {
    let before = all
        .iter()
        .filter(|s| s.etat == EtatSanction::Notifiee)
        .count();
    scale.get(before).or_else(|| scale.last())
}

/// What a step does, in words that end a sentence.
pub fn mots(pourcent: i32, mois: i32, fin_contrat: bool) -> String {
    if fin_contrat {
        return "plus d’allocation, et fin du contrat".to_owned();
    }
    let pendant = match mois {
        1 => "pendant un mois".to_owned(),
        n => format!("pendant {n} mois"),
    };
    match pourcent {
        0 => "pas de suppression".to_owned(),
        100 => format!("pas d’allocation {pendant}"),
        n => format!("{n}\u{a0}% de l’allocation en moins, {pendant}"),
    }
}

/// A sanction in force: since when, for how many months, what it takes away.
pub type EnVigueur = (NaiveDate, i32, i32);

/// What sanctions take away of the month `mois`, in per cent: the heaviest of those in force.
pub fn reduction(all: &[EnVigueur], mois: NaiveDate) -> i64 {
    all.iter()
        .filter(|(effet, months, _)| {
            let months = Months::new(u32::try_from(*months).unwrap_or(0));
            let end = effet.checked_add_months(months).unwrap_or(NaiveDate::MAX);
            *effet <= mois && mois < end
        })
        .map(|(_, _, pourcent)| i64::from(*pourcent))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn fait(n: u128, non_excusee: bool, jointe: bool) -> Fait {
        Fait {
            rendez_vous: Uuid::from_u128(n).into(),
            debut: DateTime::UNIX_EPOCH,
            non_excusee,
            essais: 1,
            jointe,
        }
    }

    #[test]
    fn a_step_is_said_in_words() {
        assert_eq!(
            mots(25, 1, false),
            "25\u{a0}% de l’allocation en moins, pendant un mois"
        );
        assert_eq!(mots(100, 2, false), "pas d’allocation pendant 2 mois");
        assert_eq!(mots(0, 1, false), "pas de suppression");
        assert_eq!(mots(100, 24, true), "plus d’allocation, et fin du contrat");
    }

    #[test]
    fn the_effect_is_on_the_first_of_the_next_month() {
        assert_eq!(effet(day(2026, 11, 1)), day(2026, 12, 1));
        assert_eq!(effet(day(2026, 12, 31)), day(2027, 1, 1));
    }

    #[test]
    fn a_proposal_rests_on_sound_absences_only() {
        let known = [
            fait(1, true, true),
            fait(2, false, true),
            fait(3, true, false),
        ];
        let id = |n: u128| RendezVousId::from(Uuid::from_u128(n));
        let fine = |chosen: &[u128], avis: &str| {
            let chosen: Vec<RendezVousId> = chosen.iter().map(|n| id(*n)).collect();
            check_proposal(&known, &chosen, avis).is_empty()
        };
        assert!(fine(&[1], "Vue deux fois"));
        for chosen in [&[][..], &[2], &[3], &[1, 2], &[9]] {
            assert!(!fine(chosen, "Vue deux fois"), "{chosen:?}");
        }
        assert!(!fine(&[1], "  "));
    }

    #[test]
    fn a_month_is_reduced_while_it_lasts() {
        let all = [(day(2026, 10, 1), 1, 25), (day(2026, 11, 1), 2, 100)];
        for (m, expected) in [(9, 0), (10, 25), (11, 100), (12, 100)] {
            assert_eq!(reduction(&all, day(2026, m, 1)), expected, "{m}");
        }
        assert_eq!(reduction(&all, day(2027, 1, 1)), 0);
    }

    proptest! {
        #[test]
        fn a_reduction_is_a_part(
            all in prop::collection::vec((0_u32..12, 0_i32..1300, 0_i32..101), 0..5), m in 0_u32..12,
        ) {
            let all: Vec<EnVigueur> = all
                .into_iter()
                .map(|(m, months, p)| (day(2026, m + 1, 1), months, p))
                .collect();
            let part = reduction(&all, day(2026, m + 1, 1));
            prop_assert!((0..=100).contains(&part));
        }
    }
}
