//! Rules of the hours, pure.

use chrono::{Days, NaiveDate};
use jeunes::heures::Heure;
use kernel::FieldErrors;

use super::model::{NouvelleCible, NouvelleDemarche};
use crate::commun::{check_label, check_past};

/// The longest words of a démarche, as the incumbent's.
pub const LIBELLE_MAX: usize = 255;

/// The longest week that may be wanted, in minutes.
pub const CIBLE_MAX: i32 = 40 * 60;

/// A kind of hour that counts on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regle {
    /// The kind.
    pub nature: String,
    /// The day.
    pub jour: NaiveDate,
    /// Minutes it counts for whatever its length; `None`: its length.
    pub forfait: Option<i32>,
}

/// Minutes that count of `heure`: none for a kind without a rule on that day.
pub fn comptees(heure: &Heure, regles: &[Regle]) -> i32 {
    regles
        .iter()
        .find(|r| r.nature == heure.nature && r.jour == heure.jour)
        .map_or(0, |r| r.forfait.unwrap_or(heure.minutes))
}

/// What is wrong with a démarche, apart from its category.
pub fn check_demarche(new: &NouvelleDemarche, today: NaiveDate, accueil: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "faite_le", new.faite_le, today);
    if new.faite_le < accueil {
        errors.add("faite_le", "Cette date est avant le premier accueil.");
    }
    check_label(&mut errors, "libelle", &new.libelle, LIBELLE_MAX);
    check_minutes(&mut errors, new.minutes);
    errors
}

/// A length within one day.
pub fn check_minutes(errors: &mut FieldErrors, minutes: i32) {
    if !(1..=24 * 60).contains(&minutes) {
        errors.add("minutes", "Une durée va d’une minute à 24 heures.");
    }
}

/// What is wrong with a target, apart from its reason.
pub fn check_cible(new: &NouvelleCible, accueil: NaiveDate, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if !(0..=CIBLE_MAX).contains(&new.minutes) {
        errors.add("minutes", "De 0 à 40 heures par semaine.");
    }
    if new.du < accueil {
        errors.add("du", "Cette date est avant le premier accueil.");
    }
    if new.du > today + Days::new(31) {
        errors.add("du", "Au plus un mois à l’avance.");
    }
    errors
}

/// How a week goes against its own target, gently: `None` while nothing is to say.
pub fn alerte(cible: i32, validees: i32, prevues: i32) -> Option<String> {
    let manque = cible - validees - prevues;
    (cible > 0 && manque > 0).then(|| {
        format!(
            "Il manque {} pour arriver à ce qui était prévu ensemble.",
            duree(manque)
        )
    })
}

/// `2 h 30`, `45 min`, `15 h`.
pub fn duree(minutes: i32) -> String {
    let (h, m) = (minutes / 60, minutes % 60);
    match (h, m) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m:02}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    fn regle(nature: &str, d: u32, forfait: Option<i32>) -> Regle {
        Regle {
            nature: nature.into(),
            jour: day(d),
            forfait,
        }
    }

    fn heure(nature: &str, d: u32, minutes: i32) -> Heure {
        Heure {
            jour: day(d),
            minutes,
            nature: nature.into(),
            validee: true,
        }
    }

    #[test]
    fn what_counts_is_a_dated_rule() {
        let regles = [
            regle("rendez_vous", 15, None),
            regle("atelier", 15, Some(240)),
        ];
        assert_eq!(comptees(&heure("rendez_vous", 15, 45), &regles), 45);
        assert_eq!(comptees(&heure("atelier", 15, 45), &regles), 240);
        assert_eq!(comptees(&heure("rendez_vous", 16, 45), &regles), 0);
        assert_eq!(comptees(&heure("emploi", 15, 45), &regles), 0);
    }

    #[test]
    fn a_week_is_said_gently_and_in_words() {
        assert_eq!(alerte(900, 600, 300), None);
        assert_eq!(alerte(0, 0, 0), None);
        let said = alerte(900, 600, 150).unwrap();
        assert!(said.contains("2 h 30"), "{said}");
        assert_eq!((duree(45), duree(900)), ("45 min".into(), "15 h".into()));
    }

    #[test]
    fn a_day_has_twenty_four_hours() {
        for (minutes, fine) in [
            (0, false),
            (1, true),
            (1440, true),
            (1500, false),
            (-5, false),
        ] {
            let mut errors = FieldErrors::new();
            check_minutes(&mut errors, minutes);
            assert_eq!(errors.is_empty(), fine, "{minutes}");
        }
    }

    proptest! {
        #[test]
        fn nothing_counts_more_than_it_lasted(minutes in 1_i32..1440, d in 1_u32..30) {
            let regles = [regle("rendez_vous", d, None)];
            let one = heure("rendez_vous", d, minutes);
            prop_assert_eq!(comptees(&one, &regles), minutes);
        }

        #[test]
        fn a_met_target_raises_nothing(cible in 0_i32..2400, plus in 0_i32..600) {
            prop_assert_eq!(alerte(cible, cible, plus), None);
        }
    }
}
