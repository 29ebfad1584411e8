//! Rules of vouchers and loans, pure.

use chrono::{Days, NaiveDate};
use kernel::{Centimes, FieldErrors};

use super::model::{
    Bon, Carnet, EtatBon, NouveauBon, NouveauCarnet, NouveauMateriel, NouveauPret, PretMateriel,
    Recu, RepriseBon, RetourPret, SignatureEcran,
};
use crate::{
    commun::{check_label, check_past, check_text},
    signatures::same_person,
};

/// The most vouchers of a book.
pub const BONS_MAX: i32 = 1_000;
/// The highest number of a voucher.
pub const NUMERO_MAX: i32 = 99_999_999;
/// What a voucher is worth at most.
pub const VALEUR_MAX: Centimes = Centimes(1_000_000);
/// The longest name of a thing that is lent.
pub const NOM_MAX: usize = 120;
/// The longest words on a state, a reason.
pub const MOTS_MAX: usize = 300;
/// The longest loan, in days.
pub const PRET_JOURS_MAX: u64 = 2 * 366;

/// What is wrong with a book of vouchers.
pub fn check_carnet(new: &NouveauCarnet, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "recu_le", new.recu_le, today);
    if !(1..=NUMERO_MAX).contains(&new.premier) {
        errors.add("premier", "Écrivez un numéro, par exemple 1.");
    } else if new.dernier < new.premier || new.dernier - new.premier >= BONS_MAX {
        errors.add(
            "dernier",
            format!("Du premier au dernier, il y a entre 1 et {BONS_MAX} bons."),
        );
    }
    if new.valeur == Centimes::ZERO || new.valeur > VALEUR_MAX {
        errors.add(
            "valeur",
            format!("Écrivez la valeur d’un bon, {VALEUR_MAX} au plus."),
        );
    }
    errors
}

/// What is wrong with giving a voucher, apart from what its fund allows.
pub fn check_bon(new: &NouveauBon, carnet: &Carnet, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "remis_le", new.remis_le, today);
    if new.remis_le < carnet.recu_le {
        errors.add("remis_le", "Ce carnet a été reçu plus tard.");
    }
    if !(carnet.premier..=carnet.dernier).contains(&new.numero) {
        let (first, last) = (carnet.premier, carnet.dernier);
        errors.add(
            "numero",
            format!("Ce carnet va du n°\u{a0}{first} au n°\u{a0}{last}."),
        );
    }
    errors
}

/// What is wrong with a signature on screen of `recu` by `personne`.
pub fn check_signature(typed: &SignatureEcran, recu: &Recu, personne: &str) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "nom", &typed.nom, NOM_MAX);
    if !typed.nom.trim().is_empty() && !same_person(&typed.nom, personne) {
        errors.add(
            "nom",
            "Ce nom n’est pas celui du dossier : la personne écrit son prénom et son nom.",
        );
    }
    if !typed.lu {
        errors.add("lu", "Cochez la case après avoir lu le reçu.");
    }
    if typed.empreinte != recu.empreinte {
        errors.add(
            "lu",
            "Le reçu a changé depuis qu’il est affiché : relisez-le, puis signez.",
        );
    }
    errors
}

/// What is wrong with a voucher that comes back.
pub fn check_reprise(bon: &Bon, change: &RepriseBon) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "motif", &change.motif, MOTS_MAX);
    if bon.etat != EtatBon::Remis || change.etat == EtatBon::Remis {
        errors.add("etat", "Ce bon n’est plus à reprendre.");
    }
    errors
}

/// What is wrong with a thing to lend, apart from what it is.
pub fn check_materiel(new: &NouveauMateriel) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "libelle", &new.libelle, NOM_MAX);
    check_label(&mut errors, "inventaire", &new.inventaire, NOM_MAX);
    errors
}

/// What is wrong with a loan.
pub fn check_pret(new: &NouveauPret, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "remis_le", new.remis_le, today);
    check_text(&mut errors, "etat", &new.etat, MOTS_MAX);
    let far = new.remis_le.checked_add_days(Days::new(PRET_JOURS_MAX));
    if new.retour_le < new.remis_le {
        errors.add("retour_le", "Le retour est avant le prêt.");
    } else if far.is_none_or(|far| new.retour_le > far) {
        errors.add("retour_le", "Un prêt dure deux ans au plus.");
    }
    errors
}

/// What is wrong with a return.
pub fn check_retour(pret: &PretMateriel, retour: &RetourPret, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", retour.le, today);
    check_text(&mut errors, "etat", &retour.etat, MOTS_MAX);
    if retour.le < pret.remis_le {
        errors.add("le", "Cette date est avant le prêt.");
    }
    errors
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::moyens::model::Signature;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n)
    }

    fn book(premier: i32, dernier: i32) -> NouveauCarnet {
        NouveauCarnet {
            id: Uuid::nil().into(),
            fonds: Uuid::nil().into(),
            premier,
            dernier,
            valeur: Centimes(1_000),
            recu_le: day(5),
        }
    }

    #[test]
    fn a_book_has_numbers_that_follow() {
        assert!(check_carnet(&book(1, 50), day(5)).is_empty());
        assert!(check_carnet(&book(7, 7), day(5)).is_empty());
        for (first, last, field) in [(0, 5, "premier"), (5, 4, "dernier"), (1, 1_001, "dernier")] {
            assert!(
                !check_carnet(&book(first, last), day(5))
                    .get(field)
                    .is_empty()
            );
        }
        let free = NouveauCarnet {
            valeur: Centimes::ZERO,
            ..book(1, 2)
        };
        assert!(!check_carnet(&free, day(5)).get("valeur").is_empty());
    }

    proptest! {
        #[test]
        fn a_number_is_of_its_book(first in 1_i32..100, count in 1_i32..100, numero in 0_i32..300) {
            let carnet = Carnet {
                id: Uuid::nil().into(),
                fonds: Uuid::nil().into(),
                fonds_nom: String::new(),
                premier: first,
                dernier: first + count - 1,
                valeur: Centimes(1_000),
                recu_le: day(1),
                donnes: 0,
                prochain: None,
            };
            prop_assert_eq!(carnet.restants(), i64::from(count));
            let new = NouveauBon {
                id: Uuid::nil().into(),
                carnet: carnet.id,
                numero,
                remis_le: day(2),
                signature: Signature::Papier,
                ecran: SignatureEcran::default(),
            };
            let within = first <= numero && numero < first + count;
            prop_assert_eq!(check_bon(&new, &carnet, day(3)).is_empty(), within);
        }

        #[test]
        fn a_thing_comes_back_after_it_left(left in 0_u64..30, back in 0_u64..30, today in 0_u64..30) {
            let pret = PretMateriel {
                id: Uuid::nil().into(),
                jeune: Uuid::nil().into(),
                materiel: Uuid::nil().into(),
                libelle: String::new(),
                inventaire: String::new(),
                remis_le: day(left),
                retour_le: day(40),
                etat_remis: String::new(),
                rendu_le: None,
                etat_rendu: String::new(),
                version: 1,
            };
            let retour = RetourPret {
                id: pret.id,
                version: 1,
                le: day(back),
                etat: String::new(),
            };
            prop_assert_eq!(check_retour(&pret, &retour, day(today)).is_empty(), (left..=today).contains(&back));
        }
    }

    #[test]
    fn a_receipt_is_signed_by_who_it_names_once_read() {
        let recu = Recu {
            texte: "Reçu".into(),
            empreinte: "abc".into(),
        };
        let right = SignatureEcran {
            nom: "zephyrine tintoret".into(),
            lu: true,
            empreinte: "abc".into(),
        };
        let wrong = |typed: SignatureEcran| {
            let errors = check_signature(&typed, &recu, "Zéphyrine TINTORET");
            let all: Vec<String> = errors.iter().map(|(f, _)| f.to_owned()).collect();
            all
        };
        assert!(wrong(right.clone()).is_empty());
        let nom = "Odile Presle".to_owned();
        assert_eq!(
            wrong(SignatureEcran {
                nom,
                ..right.clone()
            }),
            ["nom"]
        );
        assert_eq!(
            wrong(SignatureEcran {
                lu: false,
                ..right.clone()
            }),
            ["lu"]
        );
        let empreinte = "xyz".to_owned();
        assert_eq!(wrong(SignatureEcran { empreinte, ..right }), ["lu"]);
    }
}
