//! Rules of échéances, pure.

use chrono::{Days, NaiveDate};
use kernel::FieldErrors;

/// The longest reason.
const MOTIF_MAX: usize = 200;
/// The furthest day to which something is put off.
const JOURS_MAX: u64 = 183;

/// What the mission locale gave itself a day for. All else has its day from the law, a paper, a
/// session or someone who waits for an answer.
const REPORTABLES: &[&str] = &[
    "premier_entretien",
    "prochain_contact",
    "action",
    "relance_absence",
    "rendez_vous_a_reprendre",
    "verifier_document",
];

/// Something of this nature may be put off.
pub(super) fn may_move(nature: &str) -> bool {
    REPORTABLES.contains(&nature)
}

/// What is wrong with putting something off to `le`.
pub(super) fn check(le: NaiveDate, motif: &str, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if le <= today {
        errors.add("le", "Choisissez un jour à venir.");
    } else if today
        .checked_add_days(Days::new(JOURS_MAX))
        .is_none_or(|far| le > far)
    {
        errors.add("le", "Cette date est à plus de six mois.");
    }
    let length = motif.trim().chars().count();
    if length == 0 {
        errors.add("motif", "Dites pourquoi, en quelques mots.");
    } else if length > MOTIF_MAX {
        errors.add(
            "motif",
            format!("Ce texte est trop long\u{a0}: {MOTIF_MAX} caractères au plus."),
        );
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_the_law_is_never_put_off() {
        for nature in [
            "fin_dispositif",
            "entendre_la_personne",
            "signer_contrat",
            "fin_piece",
        ] {
            assert!(!may_move(nature), "{nature}");
        }
        assert!(may_move("prochain_contact"));
    }

    #[test]
    fn a_put_off_says_when_and_why() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let fields = |le, motif| {
            let errors = check(le, motif, today);
            let all: Vec<String> = errors.iter().map(|(f, _)| f.to_owned()).collect();
            all
        };
        let after = today + Days::new(1);
        assert!(fields(after, "Collègue absente").is_empty());
        assert_eq!(fields(today, "x"), ["le"]);
        assert_eq!(fields(today + Days::new(184), "x"), ["le"]);
        assert_eq!(fields(after, " "), ["motif"]);
        assert_eq!(fields(after, &"x".repeat(201)), ["motif"]);
    }
}
