//! Rules of the interview, pure.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use kernel::FieldErrors;

use super::model::{EntretienDraft, FaitsEntretien};
use crate::commun::{check_past, check_text};

/// The longest summary.
pub const RESUME_MAX: usize = 4_000;
/// The longest interview, in minutes.
pub const DUREE_MAX: i32 = 600;
/// The most that one list of the screen may hold.
pub const LISTE_MAX: usize = 30;
/// The next contact is shown this many days before its day.
pub const VISIBLE_AVANT: Days = Days::new(7);

/// What is wrong with the facts, apart from the coded lists.
pub fn check_facts(faits: &FaitsEntretien, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "realise_le", faits.realise_le, today);
    if !(1..=DUREE_MAX).contains(&faits.duree_minutes) {
        let text = format!("Indiquez une durée en minutes, de 1 à {DUREE_MAX}.");
        errors.add("duree_minutes", text);
    }
    if faits.presents.is_empty() {
        errors.add("presents", "Indiquez qui était là.");
    }
    check_length(&mut errors, "presents", faits.presents.len());
    check_length(&mut errors, "evenements", faits.evenements.len());
    check_text(&mut errors, "resume", &faits.resume, RESUME_MAX);
    if faits
        .prochain_contact
        .as_ref()
        .is_some_and(|next| next.le < faits.realise_le)
    {
        errors.add(
            "prochain_contact_le",
            "Cette date est avant celle de l’entretien.",
        );
    }
    errors
}

/// What is wrong with the whole screen, apart from the facts and the coded lists.
pub fn check_draft(draft: &EntretienDraft) -> FieldErrors {
    let mut errors = FieldErrors::new();
    for (field, count) in [
        ("freins_trouves", draft.freins_trouves.len()),
        ("freins_leves", draft.freins_leves.len()),
        ("actions_faites", draft.actions_faites.len()),
        ("objectifs_ajoutes", draft.objectifs_ajoutes.len()),
        ("actions_ajoutees", draft.actions_ajoutees.len()),
    ] {
        check_length(&mut errors, field, count);
    }
    errors
}

fn check_length(errors: &mut FieldErrors, field: &str, count: usize) {
    if count > LISTE_MAX {
        errors.add(
            field,
            format!("C’est trop à la fois : {LISTE_MAX} au plus."),
        );
    }
}

/// `delay` days after the interview, on the Monday after when it falls on a week-end.
pub fn next_contact(realise_le: NaiveDate, delay: i64) -> NaiveDate {
    let delay = Days::new(u64::try_from(delay).unwrap_or(0));
    let day = realise_le.checked_add_days(delay).unwrap_or(realise_le);
    let shift = match day.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    day.checked_add_days(Days::new(shift)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::entretiens::ProchainContact;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n)
    }

    fn faits(n: u64) -> FaitsEntretien {
        FaitsEntretien {
            realise_le: day(n),
            heure: None,
            modalite: "sur_place".into(),
            duree_minutes: 45,
            presents: vec!["jeune".into()],
            theme: "emploi".into(),
            evenements: Vec::new(),
            resume: String::new(),
            prochain_contact: None,
        }
    }

    proptest! {
        #[test]
        fn an_interview_is_never_in_the_future(n in 0_u64..400, today in 0_u64..400) {
            let errors = check_facts(&faits(n), day(today));
            prop_assert_eq!(errors.get("realise_le").is_empty(), n <= today);
        }

        #[test]
        fn it_lasts_from_one_to_six_hundred_minutes(duree_minutes in -5_i32..700) {
            let errors = check_facts(&FaitsEntretien { duree_minutes, ..faits(0) }, day(0));
            prop_assert_eq!(errors.is_empty(), (1..=600).contains(&duree_minutes));
        }

        #[test]
        fn the_next_contact_is_on_a_weekday_and_not_before_the_delay(
            n in 0_u64..400, delay in 0_i64..60,
        ) {
            let next = next_contact(day(n), delay);
            prop_assert!((delay..=delay + 2).contains(&(next - day(n)).num_days()));
            prop_assert!(!matches!(next.weekday(), Weekday::Sat | Weekday::Sun));
        }
    }

    #[test]
    fn the_next_contact_is_not_before_the_interview() {
        let next = ProchainContact {
            le: day(4),
            moyen: "telephone".into(),
        };
        let errors = check_facts(
            &FaitsEntretien {
                prochain_contact: Some(next),
                ..faits(5)
            },
            day(9),
        );
        assert!(!errors.get("prochain_contact_le").is_empty());
    }

    #[test]
    fn a_summary_too_long_says_by_how_much() {
        let resume = "é".repeat(RESUME_MAX + 1);
        let errors = check_facts(&FaitsEntretien { resume, ..faits(0) }, day(0));
        assert!(errors.get("resume").contains("4001"));
    }
}
