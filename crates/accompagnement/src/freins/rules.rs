//! Rules of freins, pure.

use chrono::NaiveDate;
use kernel::{FieldErrors, dates};

use super::model::{Frein, LeveeFrein};
use crate::commun::{check_past, check_text};

/// The longest words on how a frein was lifted.
pub const PRECISIONS_MAX: usize = 500;

/// What is wrong with lifting `frein`, apart from the reason.
pub fn check_lift(frein: &Frein, levee: &LeveeFrein, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", levee.le, today);
    if levee.le < frein.ouvert_le {
        let found = dates::short(frein.ouvert_le);
        errors.add(
            "le",
            format!("Cette date est avant le {found}, jour où il a été noté."),
        );
    }
    check_text(&mut errors, "precisions", &levee.precisions, PRECISIONS_MAX);
    errors
}

/// What is wrong with a frein that blocks again on `day`.
pub fn check_reopen(ancien: &Frein, day: NaiveDate, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "ouvert_le", day, today);
    match ancien.leve_le {
        None => errors.add(
            "ouvert_le",
            "Ce point n’a pas été levé : il est encore ouvert.",
        ),
        Some(leve) if day < leve => {
            let leve = dates::short(leve);
            errors.add(
                "ouvert_le",
                format!("Cette date est avant le {leve}, jour de la levée."),
            );
        }
        Some(_) => {}
    }
    errors
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use kernel::FreinId;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n)
    }

    fn frein(ouvert: u64, leve: Option<u64>) -> Frein {
        Frein {
            id: FreinId::from(Uuid::nil()),
            code: "code_route".into(),
            domaine: "mobilite".into(),
            ouvert_le: day(ouvert),
            leve_le: leve.map(day),
            leve_motif: String::new(),
            leve_precisions: String::new(),
            version: 1,
        }
    }

    proptest! {
        #[test]
        fn a_frein_is_lifted_between_its_finding_and_today(
            found in 0_u64..300, lifted in 0_u64..300, today in 0_u64..300,
        ) {
            let levee = LeveeFrein {
                id: FreinId::from(Uuid::nil()),
                version: 1,
                le: day(lifted),
                motif: "reglee_seul".into(),
                precisions: String::new(),
            };
            let errors = check_lift(&frein(found, None), &levee, day(today));
            prop_assert_eq!(errors.is_empty(), found <= lifted && lifted <= today);
        }

        #[test]
        fn it_blocks_again_after_it_was_lifted(
            lifted in 0_u64..300, again in 0_u64..300, today in 0_u64..300,
        ) {
            let errors = check_reopen(&frein(0, Some(lifted)), day(again), day(today));
            prop_assert_eq!(errors.is_empty(), lifted <= again && again <= today);
        }
    }

    #[test]
    fn an_open_frein_is_not_opened_again() {
        assert!(!check_reopen(&frein(0, None), day(1), day(2)).is_empty());
    }
}
