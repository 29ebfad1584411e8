use proptest::prelude::*;

use super::*;

fn d(y: i32, m: u32, j: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, j).unwrap()
}

fn today() -> NaiveDate {
    d(2026, 11, 23)
}

fn portrait(nom: &str, prenom: &str, birth: NaiveDate) -> Portrait {
    Portrait {
        identite: Identite {
            nom_naissance: nom.to_owned(),
            prenom: prenom.to_owned(),
            ..Identite::default()
        },
        naissance: Naissance::Date(birth),
        commune: None,
        commune_nom: String::new(),
        contacts: Vec::new(),
    }
}

fn score(a: &Portrait, b: &Portrait) -> f64 {
    compare(a, b, today()).score
}

#[test]
fn the_same_person_written_otherwise_is_likely() {
    let lea = portrait("Lefèvre", "Léa-Marie", d(2007, 3, 12));
    for other in [
        portrait("LEFEVRE", "Lea Marie", d(2007, 3, 12)),
        portrait("Lefebvre", "Léa-Marie", d(2007, 3, 12)),
        portrait("Léa Marie", "Lefèvre", d(2007, 3, 12)),
        portrait("Lefèvre", "Léa", d(2007, 12, 3)),
        portrait("Lefvère", "Léa-Marie", d(2007, 3, 13)),
        portrait("Lefèvre", "Léa-Marie", d(2017, 3, 12)),
    ] {
        assert!(score(&lea, &other) >= SEUIL, "{other:?}");
    }
    assert!(score(&lea, &lea) >= SEUIL_FORT);
}

#[test]
fn someone_else_is_not() {
    let lea = portrait("Lefèvre", "Léa", d(2007, 3, 12));
    for other in [
        portrait("Lefèvre", "Hugo", d(2007, 3, 12)),
        portrait("Martin", "Léa", d(2007, 3, 12)),
        portrait("Lefèvre", "Léa", d(2001, 9, 28)),
        portrait("Moreau", "Inès", d(2007, 3, 12)),
    ] {
        assert!(score(&lea, &other) < SEUIL, "{other:?}");
    }
}

#[test]
fn a_used_name_and_a_contact_help() {
    let mut known = portrait("Diallo", "Fatou", d(2006, 5, 4));
    known.identite.nom_usage = "Sow".to_owned();
    known.contacts = vec!["+33639980001".to_owned()];
    let mut new = portrait("Sow", "Fatou", d(2006, 5, 4));
    assert!(score(&new, &known) >= SEUIL_FORT);
    new.contacts = known.contacts.clone();
    assert!(
        compare(&new, &known, today())
            .concorde
            .iter()
            .any(|c| c.contains("téléphone"))
    );
    let aged = Portrait {
        naissance: Naissance::Declaree {
            age: 20,
            le: today(),
        },
        ..new
    };
    assert!(score(&aged, &known) >= SEUIL);
}

#[test]
fn one_digit_is_one_digit() {
    assert!(one_digit_off(d(2007, 3, 12), d(2007, 3, 13)));
    assert!(one_digit_off(d(2007, 3, 12), d(2007, 3, 21)));
    assert!(!one_digit_off(d(2007, 3, 12), d(2008, 3, 13)));
    assert!(!one_digit_off(d(2007, 3, 12), d(2007, 3, 12)));
}

proptest! {
    #[test]
    fn comparing_is_symmetric(a in "[a-z]{2,9}", b in "[a-z]{2,9}", c in "[a-z]{2,9}", e in "[a-z]{2,9}",
        x in 0_i64..7000, y in 0_i64..7000) {
        let one = portrait(&a, &b, d(1998, 1, 1) + chrono::Duration::days(x));
        let two = portrait(&c, &e, d(1998, 1, 1) + chrono::Duration::days(y));
        prop_assert!((score(&one, &two) - score(&two, &one)).abs() < 1e-9);
        prop_assert!(score(&one, &one) >= SEUIL_FORT);
    }

    #[test]
    fn a_name_is_most_like_itself(a in "\\PC{1,20}", b in "\\PC{1,20}") {
        let (a, b) = (text::fold(&a), text::fold(&b));
        let likeness = name_likeness(&a, &b);
        prop_assert!((0.0..=1.0).contains(&likeness));
        prop_assert!((name_likeness(&a, &a) - 1.0).abs() < 1e-9);
    }
}
