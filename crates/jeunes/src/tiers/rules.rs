//! Rules of what may be told, pure.

use chrono::NaiveDate;
use kernel::FieldErrors;

use super::model::{NouveauTiers, Tiers};

/// The code that says that nothing may be told.
pub const RIEN: &str = "rien";

/// The young person's agreement holds on `today`.
pub fn en_vigueur(tiers: &Tiers, today: NaiveDate) -> bool {
    tiers.accord_le.is_some_and(|le| le <= today)
        && tiers.du <= today
        && tiers.au.is_none_or(|au| au >= today)
        && tiers.retire_le.is_none_or(|le| le > today)
}

/// Whether `quoi` (list `peut_savoir`) may be told to this third party on `today`.
pub fn peut_savoir(tiers: &Tiers, quoi: &str, today: NaiveDate) -> bool {
    let said = |code: &str| tiers.peut_savoir.iter().any(|c| c == code);
    en_vigueur(tiers, today) && !said(RIEN) && quoi != RIEN && said(quoi)
}

/// What is wrong with a third party to add.
pub fn check(new: &NouveauTiers, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if new.nom.is_empty() {
        errors.add("nom", "Indiquez un nom, ou un service.");
    }
    for (field, value) in [
        ("nom", &new.nom),
        ("organisme", &new.organisme),
        ("joindre", &new.joindre),
    ] {
        if value.chars().count() > 120 {
            errors.add(field, "Ce texte est trop long : 120 caractères au plus.");
        }
    }
    let nothing = new.peut_savoir.iter().any(|code| code == RIEN);
    if new.peut_savoir.is_empty() {
        errors.add("peut_savoir", "Cochez ce qui peut être dit, ou « Rien ».");
    } else if nothing && new.peut_savoir.len() > 1 {
        errors.add("peut_savoir", "« Rien » se coche seul.");
    }
    match new.accord_le {
        None if !nothing => {
            errors.add(
                "accord_le",
                "Indiquez le jour de l’accord : sans lui, rien n’est dit.",
            );
        }
        Some(le) if le > today => errors.add("accord_le", "Cette date est dans l’avenir."),
        _ => {}
    }
    if new.du > today {
        errors.add("du", "Cette date est dans l’avenir.");
    }
    if new.au.is_some_and(|au| au < new.du) {
        errors.add("au", "La fin est avant le début.");
    }
    if new.retire_le.is_some_and(|le| le > today) {
        errors.add("retire_le", "Cette date est dans l’avenir.");
    }
    errors
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_is_told_without_an_agreement_that_holds(
            agreed in prop::option::of(-100_i64..20),
            start in -100_i64..20,
            long in prop::option::of(0_i64..150),
            withdrawn in prop::option::of(-100_i64..20),
            said in prop::collection::vec(prop::sample::select(&["rien", "suivi", "rendez_vous"][..]), 0..3),
        ) {
            let today = NaiveDate::from_ymd_opt(2028, 2, 29).unwrap();
            let day = |offset: i64| today + chrono::Duration::days(offset);
            let tiers = Tiers {
                id: uuid::Uuid::nil(),
                nom: String::new(),
                lien: String::new(),
                organisme: String::new(),
                joindre: String::new(),
                peut_savoir: said.iter().map(|s| (*s).to_owned()).collect(),
                accord_le: agreed.map(day),
                du: day(start),
                au: long.map(|l| day(start + l)),
                retire_le: withdrawn.map(day),
                version: 1,
            };
            let told = peut_savoir(&tiers, "rendez_vous", today);
            let expected = agreed.is_some_and(|a| a <= 0)
                && start <= 0
                && long.is_none_or(|l| start + l >= 0)
                && withdrawn.is_none_or(|w| w > 0)
                && said.contains(&"rendez_vous")
                && !said.contains(&"rien");
            prop_assert_eq!(told, expected);
            prop_assert!(!peut_savoir(&tiers, RIEN, today));
        }
    }
}
