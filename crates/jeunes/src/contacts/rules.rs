//! Rules of contacts, pure.

use chrono::NaiveDate;
use kernel::{FieldErrors, phone, text};

use super::model::{MoyenContact, NouveauContact};
use crate::dossiers::{Lieu, rules::plausible_mail};

/// The one form a value is stored in, or what to say.
pub fn normalize(moyen: MoyenContact, typed: &str) -> Result<String, &'static str> {
    let typed = text::tidy_line(typed);
    match moyen {
        MoyenContact::Telephone => phone::normalize(&typed)
            .ok_or("Ce numéro ne semble pas complet, par exemple 06 12 34 56 78."),
        MoyenContact::Courriel if plausible_mail(&typed) => Ok(typed.to_lowercase()),
        MoyenContact::Courriel => {
            Err("Cette adresse ne semble pas complète, par exemple prenom@exemple.fr.")
        }
        MoyenContact::Autre if typed.is_empty() => Err("Indiquez comment joindre la personne."),
        MoyenContact::Autre if typed.chars().count() > 200 => {
            Err("Ce texte est trop long : 200 caractères au plus.")
        }
        MoyenContact::Autre => Ok(typed),
    }
}

/// What is wrong with a contact to add.
pub fn check(new: &NouveauContact, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if let Err(sentence) = normalize(new.moyen, &new.valeur) {
        errors.add("valeur", sentence);
    }
    if new.precisions.chars().count() > 200 {
        errors.add(
            "precisions",
            "Ce texte est trop long : 200 caractères au plus.",
        );
    }
    if new.vrai_du > today {
        errors.add("vrai_du", "Cette date est dans l’avenir.");
    }
    errors
}

/// What is wrong with where a person lives.
pub fn check_lieu(lieu: &Lieu) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if !lieu.sans_domicile_stable && lieu.commune.is_none() {
        errors.add(
            "commune",
            "Choisissez une commune, ou cochez « Sans domicile stable ».",
        );
    }
    let postal = &lieu.code_postal;
    let five_digits = postal.len() == 5 && postal.bytes().all(|b| b.is_ascii_digit());
    if !postal.is_empty() && !five_digits {
        errors.add("code_postal", "Un code postal a cinq chiffres.");
    }
    if lieu.adresse.chars().count() > 300 {
        errors.add(
            "adresse",
            "Cette adresse est trop longue : 300 caractères au plus.",
        );
    }
    errors
}

/// The last day of a row that another one replaces from `suite`: never before its first one.
pub fn last_day(vrai_du: NaiveDate, suite: NaiveDate) -> NaiveDate {
    suite.max(vrai_du)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_have_one_form() {
        use MoyenContact::{Autre, Courriel, Telephone};
        assert_eq!(
            normalize(Telephone, "06.39.98.00.01").as_deref(),
            Ok("+33639980001")
        );
        assert_eq!(
            normalize(Courriel, " Lea@Exemple.FR ").as_deref(),
            Ok("lea@exemple.fr")
        );
        assert_eq!(
            normalize(Autre, " chez  sa tante").as_deref(),
            Ok("chez sa tante")
        );
        for (moyen, typed) in [
            (Telephone, "06 39"),
            (Courriel, "lea@exemple"),
            (Autre, "  "),
        ] {
            assert!(normalize(moyen, typed).is_err(), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn normalizing_twice_changes_nothing(digits in "0[1-9][0-9]{8}", name in "[A-Za-z]{1,9}") {
            let phone = normalize(MoyenContact::Telephone, &digits).unwrap();
            prop_assert_eq!(normalize(MoyenContact::Telephone, &phone), Ok(phone.clone()));
            let mail = normalize(MoyenContact::Courriel, &format!("{name}@Exemple.FR")).unwrap();
            prop_assert_eq!(normalize(MoyenContact::Courriel, &mail), Ok(mail.clone()));
        }
    }
}
