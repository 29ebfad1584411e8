//! Rules of facts, pure.

use chrono::{Days, NaiveDate};
use kernel::FieldErrors;

use super::{
    declaration::{Champ, Sorte},
    model::{NouveauFait, Valeurs},
};

/// What is wrong with what was typed; `known(liste, code)` says whether an entry may be chosen.
pub fn check(
    champs: &[Champ],
    new: &NouveauFait,
    today: NaiveDate,
    known: impl Fn(&str, &str) -> bool,
) -> FieldErrors {
    let mut errors = FieldErrors::new();
    let mut said = false;
    for champ in champs {
        let value = new.valeurs.get(champ.nom).map_or("", String::as_str);
        said |= !value.is_empty();
        if let Some(sentence) = wrong(champ.sorte, value, &known) {
            errors.add(champ.nom, sentence);
        }
    }
    if !said && let Some(first) = champs.first() {
        errors.add(first.nom, "Indiquez au moins une réponse.");
    }
    if new.vrai_du > today {
        errors.add("vrai_du", "Cette date est dans l’avenir.");
    }
    errors
}

fn wrong(sorte: Sorte, value: &str, known: &impl Fn(&str, &str) -> bool) -> Option<&'static str> {
    if value.is_empty() {
        return None;
    }
    match sorte {
        Sorte::Choix(liste) => {
            (!known(liste, value)).then_some("Choisissez une réponse de la liste.")
        }
        Sorte::Cases(liste) => {
            let all: Vec<&str> = value.split(',').collect();
            if !all.iter().all(|code| known(liste, code)) {
                return Some("Cochez des réponses de la liste.");
            }
            let none = |code: &&str| matches!(*code, "aucun" | "aucune" | "ne_dit_pas");
            (all.len() > 1 && all.iter().any(none))
                .then_some("Cette réponse se coche seule : décochez les autres.")
        }
        Sorte::Date | Sorte::Fin => kernel::dates::parse(value)
            .is_none()
            .then_some("Cette date n’existe pas. Écrivez-la ainsi : 14/03/2005."),
        Sorte::Nombre(max) => (!value.parse::<u32>().is_ok_and(|n| n <= max))
            .then_some("Indiquez un nombre entier, sans lettre ; celui-ci ne convient pas."),
        Sorte::Texte => (value.chars().count() > 120)
            .then_some("Ce texte est trop long : 120 caractères au plus."),
    }
}

/// Only the declared fields that were answered.
pub fn keep(champs: &[Champ], typed: &Valeurs) -> Valeurs {
    typed
        .iter()
        .filter(|(nom, value)| !value.is_empty() && champs.iter().any(|c| c.nom == nom.as_str()))
        .map(|(nom, value)| (nom.clone(), value.clone()))
        .collect()
}

/// What becomes of the former row when a new one starts on `vrai_du`: its last day when the fact
/// changed, `None` when the new row corrects it.
pub fn last_day(former_du: NaiveDate, vrai_du: NaiveDate) -> Option<NaiveDate> {
    let eve = vrai_du.checked_sub_days(Days::new(1))?;
    (eve >= former_du).then_some(eve)
}

/// The fact was last checked more than `max` days before `today`.
pub fn to_check(confirme_le: NaiveDate, today: NaiveDate, max: i64) -> bool {
    (today - confirme_le).num_days() > max
}

/// How fresh a fact is, in words.
pub fn freshness(confirme_le: NaiveDate, today: NaiveDate, max: i64) -> String {
    let days = (today - confirme_le).num_days();
    let since = match days {
        ..=0 => "aujourd’hui".to_owned(),
        1 => "hier".to_owned(),
        2..=60 => format!("il y a {days} jours"),
        61..=729 => format!("il y a {} mois", days / 30),
        _ => format!("il y a {} ans", days / 365),
    };
    if to_check(confirme_le, today, max) {
        format!("À vérifier : confirmé {since}")
    } else {
        format!("Confirmé {since}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::faits::declaration::{GENRES, genre};

    fn day(offset: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2028, 2, 29).unwrap() + chrono::Duration::days(offset)
    }

    fn fait(all: &[(&str, &str)], du: NaiveDate) -> NouveauFait {
        NouveauFait {
            id: uuid::Uuid::nil(),
            valeurs: all
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
                .collect(),
            vrai_du: du,
        }
    }

    #[test]
    fn says_what_is_wrong_field_by_field() {
        let mobilite = genre("mobilite").unwrap();
        let known = |liste: &str, code: &str| liste == "permis" && (code == "b" || code == "aucun");
        let check = |all: &[(&str, &str)]| {
            let errors = check(mobilite.champs, &fait(all, day(0)), day(0), known);
            errors.iter().map(|(f, _)| f.to_owned()).collect::<Vec<_>>()
        };
        assert!(check(&[("permis", "b"), ("rayon", "30")]).is_empty());
        assert_eq!(check(&[]), ["permis"]);
        assert_eq!(check(&[("permis", "b,aucun")]), ["permis"]);
        assert_eq!(
            check(&[("permis", "z"), ("rayon", "-1")]),
            ["permis", "rayon"]
        );
        assert_eq!(check(&[("rayon", "301")]), ["rayon"]);
    }

    #[test]
    fn names_are_unique_and_no_field_speaks_of_health() {
        for genre in GENRES {
            let mut names: Vec<&str> = genre.champs.iter().map(|c| c.nom).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), genre.champs.len(), "{}", genre.code);
            for champ in genre.champs {
                for word in ["nir", "sante", "secu", "maladie"] {
                    assert!(!champ.nom.contains(word), "{}", champ.nom);
                }
                assert!(!champ.nom.contains("sejour"), "{}", champ.nom);
            }
        }
    }

    #[test]
    fn freshness_is_said_in_words() {
        assert_eq!(freshness(day(0), day(0), 90), "Confirmé aujourd’hui");
        assert_eq!(freshness(day(-3), day(0), 90), "Confirmé il y a 3 jours");
        assert_eq!(
            freshness(day(-100), day(0), 90),
            "À vérifier : confirmé il y a 3 mois"
        );
    }

    proptest! {
        #[test]
        fn two_facts_of_a_theme_never_overlap(former in -400_i64..0, start in -800_i64..1) {
            match last_day(day(former), day(start)) {
                Some(end) => prop_assert!(end >= day(former) && end < day(start)),
                None => prop_assert!(start <= former),
            }
        }

        #[test]
        fn nothing_undeclared_is_kept(nom in "[a-z_]{1,12}", value in ".{0,8}") {
            for genre in GENRES {
                let typed: Valeurs = [(nom.clone(), value.clone())].into();
                let declared = genre.champs.iter().any(|c| c.nom == nom);
                prop_assert_eq!(keep(genre.champs, &typed).len(), usize::from(declared && !value.is_empty()));
            }
        }
    }
}
