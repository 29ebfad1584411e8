//! Rules of situations, pure.

use chrono::NaiveDate;
use kernel::FieldErrors;

use super::model::{EtatSituation, NouvelleSituation, Situation};

/// Where a situation stands on `today`.
pub fn etat(debut: NaiveDate, fin: Option<NaiveDate>, today: NaiveDate) -> EtatSituation {
    if fin.is_some_and(|fin| fin < today) {
        EtatSituation::Termine
    } else if debut > today {
        EtatSituation::Prevu
    } else {
        EtatSituation::EnCours
    }
}

/// The current situation: of those in progress, the first in `ordre` (codes of
/// `situation_categorie`, in the order of the list), then the latest begun.
pub fn current<'a>(all: &'a [Situation], ordre: &[&str]) -> Option<&'a Situation> {
    let rank = |s: &Situation| {
        let place = ordre.iter().position(|code| *code == s.categorie);
        place.unwrap_or(ordre.len())
    };
    all.iter()
        .filter(|s| s.etat == EtatSituation::EnCours)
        .min_by_key(|s| (rank(s), std::cmp::Reverse(s.debut), s.id))
}

/// What is wrong with the dates and texts of a situation.
pub fn check(new: &NouvelleSituation, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    let far = today + chrono::Duration::days(5 * 366);
    if new.debut > far {
        errors.add("debut", "Cette date est trop lointaine.");
    }
    if new.fin.is_some_and(|fin| fin < new.debut) {
        errors.add("fin", "La fin est avant le début.");
    }
    if new.fin.is_some_and(|fin| fin > far) {
        errors.add("fin", "Cette date est trop lointaine.");
    }
    if new.structure.chars().count() > 200 {
        errors.add(
            "structure",
            "Ce nom est trop long : 200 caractères au plus.",
        );
    }
    let precisions = &new.precisions;
    if !precisions.rome.is_empty() && !is_rome(&precisions.rome) {
        errors.add(
            "rome",
            "Un code ROME a une lettre et quatre chiffres : K1304.",
        );
    }
    let week = precisions.minutes_semaine;
    if week.is_some_and(|minutes| !(1..=4200).contains(&minutes)) {
        errors.add("heures", "Indiquez de 1 à 70 heures par semaine.");
    }
    if precisions.contrat_fin.is_some_and(|fin| fin < new.debut) {
        errors.add("contrat_fin", "La fin du contrat est avant le début.");
    }
    errors
}

fn is_rome(code: &str) -> bool {
    let mut letters = code.chars();
    letters.next().is_some_and(|c| ('A'..='N').contains(&c))
        && code.len() == 5
        && letters.all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use kernel::{Clock, Rng, SituationId};
    use proptest::prelude::*;

    use super::*;
    use crate::situations::Precisions;

    fn day(offset: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() + chrono::Duration::days(offset)
    }

    fn situation(categorie: &str, debut: i64, fin: Option<i64>) -> Situation {
        Situation {
            id: SituationId::new(&Clock::fixed(chrono::DateTime::UNIX_EPOCH), &Rng::seeded(1)),
            categorie: categorie.to_owned(),
            type_code: String::new(),
            etat: etat(day(debut), fin.map(day), day(0)),
            debut: day(debut),
            fin: fin.map(day),
            structure: String::new(),
            precisions: Precisions::default(),
            version: 1,
        }
    }

    const ORDRE: &[&str] = &["emploi", "formation", "demandeur_emploi", "inconnue"];

    #[test]
    fn the_current_one_follows_the_order_of_the_list() {
        let all = [
            situation("demandeur_emploi", -10, None),
            situation("emploi", -100, Some(-1)),
            situation("formation", -50, Some(0)),
            situation("emploi", 5, None),
        ];
        assert_eq!(current(&all, ORDRE).unwrap().categorie, "formation");
        assert!(current(&all[1..2], ORDRE).is_none());
    }

    proptest! {
        #[test]
        fn a_situation_goes_forward_only(debut in -400_i64..400, length in 0_i64..400, today in -800_i64..800) {
            let fin = Some(day(debut + length));
            let rank = |e| match e {
                EtatSituation::Prevu => 0,
                EtatSituation::EnCours => 1,
                EtatSituation::Termine => 2,
            };
            let (now, later) = (etat(day(debut), fin, day(today)), etat(day(debut), fin, day(today + 1)));
            prop_assert!(rank(now) <= rank(later));
            prop_assert_eq!(now == EtatSituation::EnCours, (debut..=debut + length).contains(&today));
        }
    }
}
