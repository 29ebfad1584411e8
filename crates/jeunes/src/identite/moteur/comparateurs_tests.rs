use proptest::prelude::*;

use super::*;

fn v(text: &str) -> Valeur {
    Valeur::new(&kernel::text::fold(text))
}

#[test]
fn names_agree_as_people_would_say() {
    for (a, b, accord) in [
        ("Lefèvre", "LEFEVRE", Accord::Egal),
        ("Lefèvre", "Lefebvre", Accord::Proche),
        ("Léa Marie", "Marie-Léa", Accord::Proche),
        ("Mac Carthy", "Maccarthy", Accord::Proche),
        ("Philippe", "Filipe", Accord::Proche),
        ("Léa", "Léa-Marie", Accord::Partiel),
        ("Abdoulaye", "Abdou", Accord::Partiel),
        ("Léa", "Hugo", Accord::Different),
        ("Олена", "Олена", Accord::Egal),
        ("Léa", "", Accord::Inconnu),
    ] {
        assert_eq!(nom(&v(a), &v(b)), accord, "{a} / {b}");
    }
}

#[test]
fn dates_codes_and_mails() {
    for (a, b, accord) in [
        ("20070312", "20071203", Accord::Proche),
        ("20070312", "20070321", Accord::Proche),
        ("20070312", "20070313", Accord::Proche),
        ("20070312", "20070328", Accord::Partiel),
        ("20070312", "19950728", Accord::Different),
    ] {
        assert_eq!(date(&v(a), &v(b)), accord, "{a} / {b}");
    }
    assert_eq!(code(&v("0639980001"), &v("0639980010")), Accord::Proche);
    assert_eq!(
        adresse(&v("12 rue du Port"), &v("rue du port 12")),
        Accord::Proche
    );
    let (a, b) = (v("lea.petit1@x.invalid"), v("lea.petit2@x.invalid"));
    assert_eq!(courriel(&a, &b), Accord::Inconnu);
}

proptest! {
    #[test]
    fn every_comparator_is_symmetric_and_highest_on_itself(a in "\\PC{0,20}", b in "\\PC{0,20}") {
        let (a, b) = (v(&a), v(&b));
        for compare in [nom, adresse, code, courriel, date] {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a));
            let own = if a.est_vide() { Accord::Inconnu } else { Accord::Egal };
            prop_assert_eq!(compare(&a, &a), own);
        }
    }

    #[test]
    fn typos_are_counted_as_the_reference_does(a in "[a-d]{0,12}", b in "[a-d]{0,12}") {
        let expected = strsim::osa_distance(&a, &b);
        prop_assert_eq!(osa(a.as_bytes(), b.as_bytes(), 3), expected.min(4));
    }
}
