//! Rules of a parcours, pure.

use chrono::NaiveDate;
use kernel::FieldErrors;

use super::{
    model::{EtatFormation, Experience, Formation, Ligne},
    quand::Quand,
};

/// Métiers aimed at at once, at most.
pub const METIERS_MAX: usize = 5;

/// Longest text of a line, in characters.
const LONGUEUR: usize = 120;

/// Levels that say nothing of the height reached.
const HORS_ECHELLE: [&str; 2] = ["etranger_a_reconnaitre", "a_preciser"];

/// The highest level obtained, by `ordre` (codes of `niveau_formation`, in the order of the list).
pub fn highest<'a>(all: &'a [Ligne<Formation>], ordre: &[&str]) -> Option<&'a str> {
    all.iter()
        .filter(|ligne| ligne.dit.etat == EtatFormation::Obtenu)
        .map(|ligne| ligne.dit.niveau.as_str())
        .filter(|code| !HORS_ECHELLE.contains(code))
        .filter_map(|code| Some((ordre.iter().position(|c| *c == code)?, code)))
        .max()
        .map(|(_, code)| code)
}

/// The latest first; those without a date last.
pub(super) fn latest_first<T>(all: &mut [Ligne<T>], dates: impl Fn(&T) -> [Option<Quand>; 2]) {
    all.sort_by_cached_key(|ligne| {
        let [du, au] = dates(&ligne.dit);
        std::cmp::Reverse((du.max(au), du, ligne.id))
    });
}

/// What is wrong with a formation.
pub fn check_formation(new: &Formation, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    lengths(
        &mut errors,
        [
            ("intitule", &new.intitule),
            ("etablissement", &new.etablissement),
        ],
    );
    period(&mut errors, new.du, new.au, today);
    let over = new.etat != EtatFormation::EnCours;
    if over && new.au.is_some_and(|au| au.follows(Quand::of(today))) {
        errors.add(
            "au",
            "Elle n’est pas encore finie : choisissez « En cours », ou corrigez la date.",
        );
    }
    errors
}

/// What is wrong with an experience.
pub fn check_experience(new: &Experience, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if new.metier.is_none() && new.libelle.is_empty() && new.employeur.is_empty() {
        errors.add(
            "libelle",
            "Indiquez le métier, ce qui a été fait, ou chez qui.",
        );
    }
    lengths(
        &mut errors,
        [("libelle", &new.libelle), ("employeur", &new.employeur)],
    );
    period(&mut errors, new.du, new.au, today);
    errors
}

/// What is wrong with the first day of a métier aimed at.
pub fn check_metier(vrai_du: NaiveDate, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if vrai_du > today {
        errors.add("vrai_du", "Cette date est dans l’avenir.");
    }
    errors
}

/// What is wrong with the last day of a métier aimed at since `vrai_du`.
pub fn check_end(vrai_du: NaiveDate, fin: NaiveDate, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if fin > today {
        errors.add("dernier_jour", "Cette date est dans l’avenir.");
    } else if fin < vrai_du {
        errors.add("dernier_jour", "La fin est avant le début.");
    }
    errors
}

fn lengths(errors: &mut FieldErrors, texts: [(&str, &String); 2]) {
    for (field, text) in texts {
        if text.chars().count() > LONGUEUR {
            errors.add(field, "Ce texte est trop long : 120 caractères au plus.");
        }
    }
}

fn period(errors: &mut FieldErrors, du: Option<Quand>, au: Option<Quand>, today: NaiveDate) {
    if du.is_some_and(|du| du.follows(Quand::of(today))) {
        errors.add(
            "du",
            "Cette date est dans l’avenir : notez ce qui est prévu dans les situations.",
        );
    }
    if let (Some(du), Some(au)) = (du, au)
        && du.follows(au)
    {
        errors.add("au", "La fin est avant le début.");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const ORDRE: &[&str] = &[
        "sans_diplome",
        "brevet_cfg",
        "niveau_3",
        "niveau_4",
        "etranger_a_reconnaitre",
        "a_preciser",
    ];

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date")
    }

    fn formation(niveau: &str, etat: EtatFormation) -> Ligne<Formation> {
        Ligne {
            id: Uuid::nil(),
            dit: Formation {
                niveau: niveau.to_owned(),
                intitule: String::new(),
                etablissement: String::new(),
                du: None,
                au: None,
                etat,
            },
            version: 1,
        }
    }

    fn dated(du: &str, au: &str, etat: EtatFormation) -> Vec<String> {
        let mut one = formation("niveau_3", etat).dit;
        (one.du, one.au) = (Quand::parse(du), Quand::parse(au));
        let errors = check_formation(&one, today());
        errors.iter().map(|(field, _)| field.to_owned()).collect()
    }

    #[test]
    fn the_highest_level_is_of_what_was_obtained() {
        use EtatFormation::{EnCours, NonObtenu, Obtenu};
        let all = [
            formation("brevet_cfg", Obtenu),
            formation("niveau_3", Obtenu),
            formation("niveau_4", NonObtenu),
            formation("niveau_4", EnCours),
            formation("etranger_a_reconnaitre", Obtenu),
            formation("a_preciser", Obtenu),
            formation("d_une_autre_liste", Obtenu),
        ];
        assert_eq!(highest(&all, ORDRE), Some("niveau_3"));
        assert_eq!(highest(&all[2..], ORDRE), None);
        assert_eq!(highest(&[], ORDRE), None);
    }

    #[test]
    fn a_formation_that_is_over_ended() {
        use EtatFormation::{EnCours, Obtenu};
        assert!(dated("2024", "06/2027", EnCours).is_empty());
        assert_eq!(dated("2024", "06/2027", Obtenu), ["au"]);
        assert!(dated("09/2026", "2026", Obtenu).is_empty());
        assert_eq!(dated("09/2026", "05/2026", Obtenu), ["au"]);
        assert_eq!(dated("12/2026", "", EnCours), ["du"]);
    }

    #[test]
    fn an_experience_says_at_least_something() {
        let mut one = Experience {
            nature: super::super::NatureExperience::Stage,
            metier: None,
            libelle: String::new(),
            employeur: String::new(),
            du: None,
            au: Quand::parse("2027"),
        };
        let errors = check_experience(&one, today());
        assert!(!errors.get("libelle").is_empty());
        one.employeur = "Garage".to_owned();
        assert!(check_experience(&one, today()).is_empty());
        one.libelle = "é".repeat(121);
        assert!(!check_experience(&one, today()).get("libelle").is_empty());
    }

    proptest! {
        #[test]
        fn the_highest_level_never_goes_down(picks in prop::collection::vec((0..6_usize, 0..3_usize), 0..8)) {
            let all: Vec<_> = picks
                .iter()
                .map(|(niveau, etat)| formation(ORDRE[*niveau], EtatFormation::ALL[*etat]))
                .collect();
            let rank = |n: usize| highest(&all[..n], ORDRE).and_then(|c| ORDRE.iter().position(|o| *o == c));
            for n in 0..all.len() {
                prop_assert!(rank(n) <= rank(n + 1));
            }
            prop_assert!(rank(all.len()).is_none_or(|r| r < 4));
        }

        #[test]
        fn the_latest_comes_first(years in prop::collection::vec(prop::option::of(1990..2026_u32), 0..8)) {
            let mut all: Vec<_> = years
                .iter()
                .map(|year| {
                    let mut one = formation("niveau_3", EtatFormation::Obtenu);
                    one.dit.du = year.and_then(|y| Quand::parse(&y.to_string()));
                    one
                })
                .collect();
            latest_first(&mut all, |f| [f.du, f.au]);
            prop_assert!(all.windows(2).all(|pair| pair[0].dit.du >= pair[1].dit.du));
        }
    }
}
