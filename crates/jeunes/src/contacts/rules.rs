//! Rules of contacts, pure.

use chrono::NaiveDate;
use kernel::{FieldErrors, phone, text};

use super::model::{Consignes, Contact, MoyenContact, NouveauContact, Reponse};
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
            Err("Ce texte est trop long : 200 caractères au plus.")
        }
        MoyenContact::Autre => Ok(typed),
    }
}

/// What the rule of use looks at.
#[derive(Debug, Clone, Copy)]
pub struct Voie<'a> {
    /// Whose it is (list `lien_personne`).
    pub titulaire: &'a str,
    /// The last day it is true.
    pub vrai_au: Option<NaiveDate>,
    /// What was said of it.
    pub consignes: &'a Consignes,
}

impl<'a> Voie<'a> {
    /// What the rule looks at in `contact`.
    pub fn of(contact: &'a Contact) -> Self {
        Self {
            titulaire: &contact.titulaire,
            vrai_au: contact.vrai_au,
            consignes: &contact.consignes,
        }
    }
}

/// What may be done with a means of contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// It may be used.
    Appeler {
        /// « Mission locale » may be said.
        dire_ml: bool,
        /// A message may be left or sent.
        message: bool,
    },
    /// It must not be used.
    Jamais(Refus),
}

/// Why a means of contact must not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refus {
    /// The person died: no message goes any more.
    Deces,
    /// It was said to be never used.
    Consigne,
    /// It is no longer true.
    Termine,
}

/// What may be done with a means of contact on `today`; `deces`: the day the person died.
///
/// Without an answer, the safe one: to someone else than the young person, « Mission locale » is
/// not said and no message is left. A death comes first, then what was said.
pub fn usage(voie: Voie<'_>, deces: Option<NaiveDate>, today: NaiveDate) -> Usage {
    if deces.is_some() {
        return Usage::Jamais(Refus::Deces);
    }
    if !voie.consignes.jamais.is_empty() {
        return Usage::Jamais(Refus::Consigne);
    }
    if voie.vrai_au.is_some_and(|au| au < today) {
        return Usage::Jamais(Refus::Termine);
    }
    let own = voie.titulaire == "jeune";
    let safe = |answer: Reponse| match answer {
        Reponse::Oui => true,
        Reponse::Non => false,
        Reponse::Inconnu => own,
    };
    Usage::Appeler {
        dire_ml: safe(voie.consignes.dire_ml),
        message: safe(voie.consignes.message),
    }
}

/// What to mind when calling, in words; an empty string when nothing is to mind.
pub const fn consigne(dire_ml: bool, message: bool) -> &'static str {
    match (dire_ml, message) {
        (true, true) => "",
        (false, true) => "Ne pas dire « Mission locale »",
        (true, false) => "Ne pas laisser de message",
        (false, false) => "Ne pas dire « Mission locale », ne pas laisser de message",
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
            "Ce texte est trop long : 200 caractères au plus.",
        );
    }
    if !(0..=5).contains(&new.consignes.preference) {
        errors.add("preference", "Choisissez un rang de la liste.");
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
            "Choisissez une commune, ou cochez « Sans domicile stable ».",
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
            "Cette adresse est trop longue : 300 caractères au plus.",
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

    fn said(message: Reponse, dire_ml: Reponse, jamais: &str) -> Consignes {
        Consignes {
            message,
            dire_ml,
            jamais: jamais.to_owned(),
            preference: 0,
        }
    }

    #[test]
    fn without_an_answer_nothing_is_said_to_someone_else() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let nothing = Consignes::default();
        let of = |titulaire: &'static str| {
            let voie = Voie {
                titulaire,
                vrai_au: None,
                consignes: &nothing,
            };
            usage(voie, None, today)
        };
        let yes = Usage::Appeler {
            dire_ml: true,
            message: true,
        };
        let no = Usage::Appeler {
            dire_ml: false,
            message: false,
        };
        assert_eq!((of("jeune"), of("parent"), of("educateur")), (yes, no, no));
    }

    fn answers() -> impl Strategy<Value = Reponse> {
        prop::sample::select(Reponse::ALL)
    }

    proptest! {
        #[test]
        fn never_is_never_and_no_is_no(
            message in answers(),
            dire_ml in answers(),
            jamais in prop::sample::select(&["", "surveille"][..]),
            titulaire in prop::sample::select(&["jeune", "parent", "ami"][..]),
            end in prop::option::of(-30_i64..30),
            died in prop::option::of(0_i64..900),
        ) {
            let today = NaiveDate::from_ymd_opt(2028, 2, 29).unwrap();
            let consignes = said(message, dire_ml, jamais);
            let vrai_au = end.map(|days| today + chrono::Duration::days(days));
            let deces = died.map(|days| today - chrono::Duration::days(days));
            let voie = Voie { titulaire, vrai_au, consignes: &consignes };
            let over = vrai_au.is_some_and(|au| au < today);
            match usage(voie, deces, today) {
                Usage::Jamais(_) => prop_assert!(deces.is_some() || !jamais.is_empty() || over),
                Usage::Appeler { dire_ml: ml, message: m } => {
                    prop_assert!(deces.is_none() && jamais.is_empty() && !over);
                    prop_assert!(!ml || dire_ml == Reponse::Oui || (dire_ml == Reponse::Inconnu && titulaire == "jeune"));
                    prop_assert!(!m || message == Reponse::Oui || (message == Reponse::Inconnu && titulaire == "jeune"));
                    prop_assert_eq!(consigne(ml, m).is_empty(), ml && m);
                }
            }
        }

        #[test]
        fn normalizing_twice_changes_nothing(digits in "0[1-9][0-9]{8}", name in "[A-Za-z]{1,9}") {
            let phone = normalize(MoyenContact::Telephone, &digits).unwrap();
            prop_assert_eq!(normalize(MoyenContact::Telephone, &phone), Ok(phone.clone()));
            let mail = normalize(MoyenContact::Courriel, &format!("{name}@Exemple.FR")).unwrap();
            prop_assert_eq!(normalize(MoyenContact::Courriel, &mail), Ok(mail.clone()));
        }
    }
}
