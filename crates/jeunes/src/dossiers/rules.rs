//! Rules of a dossier, pure.

use chrono::NaiveDate;
use kernel::FieldErrors;

use super::model::{Completude, Dossier, Identite, Manque, Moyen, Naissance, NouveauJeune, Public};
use crate::contacts::{MoyenContact, rules::normalize};

const LETTRES: &[u8; 23] = b"ABCDEFGHJKLMNPQRSTVWXYZ";

/// The number of a dossier: mission locale, counter, check letter (`013-000042-K`).
pub fn numero(ml: i32, counter: i32) -> String {
    format!("{ml:03}-{counter:06}-{}", check_letter(ml, counter))
}

/// A number as typed, in its one form; `None` when it is no number or its letter is wrong.
pub fn parse_numero(text: &str) -> Option<String> {
    let text = text.trim().to_uppercase();
    let parts: Vec<&str> = text.split(['-', ' ']).filter(|p| !p.is_empty()).collect();
    let [ml, counter, letter] = parts.as_slice() else {
        return None;
    };
    let canonical = numero(ml.parse().ok()?, counter.parse().ok()?);
    canonical
        .ends_with(*letter)
        .then_some(canonical)
        .filter(|_| letter.len() == 1)
}

fn check_letter(ml: i32, counter: i32) -> char {
    let value = i64::from(ml) * 1_000_000 + i64::from(counter);
    // 97 spreads neighbouring numbers, so that one wrong digit always changes the letter.
    let index = usize::try_from((value * 97).rem_euclid(23)).unwrap_or(0);
    char::from(LETTRES[index])
}

/// Where someone of `age` stands; `min` and `max` are the parameters `age_public_min` and
/// `age_public_max`, `max_rqth` is `age_public_max_rqth` (completed years).
pub fn public(age: i32, min: i64, max: i64, max_rqth: i64) -> Public {
    let age = i64::from(age);
    if age < min {
        Public::TropJeune
    } else if age <= max {
        Public::Oui
    } else if age <= max_rqth {
        Public::SelonRqth
    } else {
        Public::TropAge
    }
}

/// What is wrong with what opens a dossier.
pub fn check_new(new: &NouveauJeune, today: NaiveDate) -> FieldErrors {
    let mut errors = check_identity(&new.identite);
    match new.naissance {
        Naissance::Date(day) if day > today => {
            errors.add("date_naissance", "La date de naissance est dans l’avenir.");
        }
        Naissance::Declaree { age, .. } if !(1..=120).contains(&age) => {
            errors.add("age_declare", "Indiquez un âge en années, par exemple 19.");
        }
        _ => {}
    }
    if !new.lieu.sans_domicile_stable && new.lieu.commune.is_none() {
        errors.add(
            "commune",
            "Choisissez une commune, ou cochez « Sans domicile stable ».",
        );
    }
    if new.premier_accueil_le > today {
        errors.add(
            "premier_accueil_le",
            "Le premier accueil ne peut pas être dans l’avenir.",
        );
    }
    let moyen = match &new.moyen {
        Moyen::Telephone(number) => normalize(MoyenContact::Telephone, number),
        Moyen::Courriel(address) => normalize(MoyenContact::Courriel, address),
        Moyen::SurPlace => Ok(String::new()),
    };
    if let Err(sentence) = moyen {
        let mail = matches!(new.moyen, Moyen::Courriel(_));
        errors.add(if mail { "courriel" } else { "telephone" }, sentence);
    }
    errors
}

/// What is wrong with names: both are needed, in any script, of a length that can be shown.
pub fn check_identity(identite: &Identite) -> FieldErrors {
    let mut errors = FieldErrors::new();
    for (field, value, sentence) in [
        (
            "nom_naissance",
            &identite.nom_naissance,
            "Indiquez le nom de naissance.",
        ),
        ("prenom", &identite.prenom, "Indiquez le prénom."),
    ] {
        if !value.chars().any(char::is_alphabetic) {
            errors.add(field, sentence);
        }
    }
    for (field, value) in [
        ("nom_naissance", &identite.nom_naissance),
        ("nom_usage", &identite.nom_usage),
        ("prenom", &identite.prenom),
        ("prenom_usage", &identite.prenom_usage),
    ] {
        if value.chars().count() > 80 {
            errors.add(field, "Ce nom est trop long : 80 caractères au plus.");
        }
        if value.chars().any(|c| c.is_ascii_digit()) {
            errors.add(field, "Un nom ne contient pas de chiffre.");
        }
    }
    errors
}

/// Something before the at sign, a dot after it.
pub fn plausible_mail(address: &str) -> bool {
    address.len() <= 254
        && !address.contains(char::is_whitespace)
        && address.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
        })
}

/// What is still missing for a complete dossier.
pub fn manques(dossier: &Dossier, contacts: bool, situation: bool) -> Vec<Manque> {
    let mut missing = Vec::new();
    if dossier.naissance.date().is_none() {
        missing.push(Manque::Naissance);
    }
    if dossier.lieu.commune.is_none() && !dossier.lieu.sans_domicile_stable {
        missing.push(Manque::Commune);
    }
    if !contacts && !dossier.a_voir_sur_place {
        missing.push(Manque::Contact);
    }
    if !situation {
        missing.push(Manque::Situation);
    }
    if dossier.referent.is_none() {
        missing.push(Manque::Referent);
    }
    missing
}

/// Partiel, complet or justifié, from what is missing and whether a proof of identity was seen.
pub const fn completude(missing: &[Manque], identite_vue: bool) -> Completude {
    match (missing.is_empty(), identite_vue) {
        (false, _) => Completude::Partiel,
        (true, false) => Completude::Complet,
        (true, true) => Completude::Justifie,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_public_is_16_to_25_completed_years() {
        for (age, expected) in [
            (15, Public::TropJeune),
            (16, Public::Oui),
            (25, Public::Oui),
            (26, Public::SelonRqth),
            (29, Public::SelonRqth),
            (30, Public::TropAge),
        ] {
            assert_eq!(public(age, 16, 25, 29), expected, "{age}");
        }
    }

    #[test]
    fn names_of_any_script_are_names() {
        for (nom, prenom) in [("N’Diaye", "Aïcha"), ("Нестеренко", "Олена"), ("王", "芳")]
        {
            let identite = Identite {
                nom_naissance: nom.into(),
                prenom: prenom.into(),
                ..Identite::default()
            };
            assert!(check_identity(&identite).is_empty(), "{nom}");
        }
        let empty = Identite {
            nom_naissance: "--".into(),
            ..Identite::default()
        };
        assert!(!check_identity(&empty).get("nom_naissance").is_empty());
        assert!(!check_identity(&empty).get("prenom").is_empty());
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_noticed(ml in 1_i32..450, counter in 1_i32..999_999, digit in 0_u32..6, by in 1_i32..9) {
            let good = numero(ml, counter);
            prop_assert_eq!(parse_numero(&good), Some(good.clone()));
            let place = 10_i32.pow(digit);
            let old = counter / place % 10;
            let wrong = counter + ((old + by) % 10 - old) * place;
            let text = format!("{ml:03}-{wrong:06}-{}", &good[11..]);
            prop_assert_eq!(parse_numero(&text), None);
        }
    }
}
