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

fn likely() -> f64 {
    seuil(&Population::default())
}

fn fort() -> f64 {
    seuil_fort(&Population::default())
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
        assert!(score(&lea, &other) >= likely(), "{other:?}");
    }
    assert!(score(&lea, &lea) >= fort());
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
        assert!(score(&lea, &other) < likely(), "{other:?}");
    }
}

#[test]
fn a_used_name_and_a_contact_help() {
    let mut known = portrait("Diallo", "Fatou", d(2006, 5, 4));
    known.identite.nom_usage = "Sow".to_owned();
    known.contacts = vec!["+33639980001".to_owned()];
    let mut new = portrait("Sow", "Fatou", d(2006, 5, 4));
    assert!(score(&new, &known) >= fort());
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
    assert!(score(&aged, &known) >= likely());
}

#[test]
fn a_common_name_and_a_large_mission_locale_ask_for_more() {
    let lea = portrait("Lefèvre", "Léa", d(2007, 3, 12));
    let among = |effectif, homonymes| Population {
        effectif,
        homonymes: Some(homonymes),
    };
    let of = |population: &Population| compare_in(&lea, &lea, today(), population).score;
    assert!(of(&among(28_000, 0)) > of(&among(28_000, 280)) + 4.0);
    let (small, large) = (among(700, 0), among(28_000, 0));
    assert!((seuil(&large) - seuil(&small) - 40_f64.log2()).abs() < 1e-9);
}

#[test]
fn each_part_says_what_it_weighs() {
    let mut lea = portrait("Lefèvre", "Léa", d(2007, 3, 12));
    let mut other = portrait("Lefebvre", "Léa", d(2007, 12, 3));
    lea.commune = Some("13201".to_owned());
    other.commune = Some("13202".to_owned());
    let found = compare(&lea, &other, today());
    assert_eq!(
        found.concorde,
        [
            "Nom : presque le même",
            "Prénom : le même",
            "Naissance : jour et mois inversés"
        ]
    );
    assert_eq!(found.differe, ["Commune : différente"]);
    let sum: f64 = found.poids.iter().map(|p| p.bits).sum();
    assert!((sum - found.score).abs() < 1e-9);
    assert_eq!(by_weight(&found).last().unwrap().libelle, "Commune");
}

#[test]
fn twins_are_two_persons() {
    let mut lea = portrait("Lefèvre", "Léa", d(2007, 3, 12));
    lea.commune = Some("13201".to_owned());
    lea.contacts = vec!["+33639980001".to_owned()];
    let mut hugo = lea.clone();
    hugo.identite.prenom = "Hugo".to_owned();
    assert!(score(&lea, &hugo) < likely());
}

proptest! {
    #[test]
    fn comparing_is_symmetric(a in "[a-z]{2,9}", b in "[a-z]{2,9}", c in "[a-z]{2,9}", e in "[a-z]{2,9}",
        x in 0_i64..7000, y in 0_i64..7000) {
        let one = portrait(&a, &b, d(1998, 1, 1) + chrono::Duration::days(x));
        let two = portrait(&c, &e, d(1998, 1, 1) + chrono::Duration::days(y));
        prop_assert!((score(&one, &two) - score(&two, &one)).abs() < 1e-9);
        prop_assert!(score(&one, &one) >= fort());
        prop_assert!(score(&one, &one) >= score(&one, &two));
    }
}
