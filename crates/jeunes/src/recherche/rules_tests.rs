use proptest::prelude::*;

use super::*;
use crate::dossiers::rules::numero;

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

fn day(y: i32, m: u32, d: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(y, m, d)
}

#[test]
fn reads_what_people_type() {
    let r = parse("  N’Diaye-Sow  Aïcha ");
    assert_eq!(r.mots, words("n diaye sow aicha"));
    assert_eq!((r.naissance, r.telephone), (None, None));
    for typed in [
        "Lefèvre 3/12/2007",
        "03122007 lefevre",
        "lefevre 3 décembre 2007",
        "3 12 2007 Lefevre",
        "2007-12-03 LEFÈVRE",
    ] {
        let r = parse(typed);
        assert_eq!(r.naissance, day(2007, 12, 3), "{typed}");
        assert_eq!(r.mots, words("lefevre"), "{typed}");
    }
    assert_eq!(parse("29/02/2008").naissance, day(2008, 2, 29));
    assert_eq!(parse("29/02/2007").naissance, None);
    assert_eq!(parse("1er mars 2008").naissance, day(2008, 3, 1));
}

#[test]
fn reads_phones_mails_and_numbers() {
    for typed in ["06 39 98 00 01", "06.39.98.00.01", "+33639980001"] {
        let r = parse(typed);
        assert_eq!(
            r.motif_contact().as_deref(),
            Some("+33639980001"),
            "{typed}"
        );
        assert!(r.mots.is_empty());
    }
    assert_eq!(
        parse("98 00 01").motif_contact().as_deref(),
        Some("%980001%")
    );
    assert_eq!(
        parse("06 39 98").motif_contact().as_deref(),
        Some("%63998%")
    );
    assert_eq!(parse("0639").motif_contact(), None);
    let mail = parse("Lea_B@exemple.fr");
    assert_eq!(mail.motif_contact().as_deref(), Some("lea\\_b@exemple.fr"));
    let number = numero(1, 42);
    assert_eq!(parse(&number.to_lowercase()).numero, Some(number.clone()));
    assert_eq!(parse(&format!("dossier {number}")).numero, Some(number));
}

#[test]
fn names_of_any_script_are_words() {
    assert_eq!(parse("Нестеренко Олена").mots, words("нестеренко олена"));
    assert_eq!(parse("王 芳").mots, words("王 芳"));
    assert!(parse(" -- ' ").is_empty());
}

#[test]
fn close_names_are_close() {
    let found = |typed: &str, nom: &str| {
        likeness(&words(typed), nom).map_or(0.0, |(score, _)| score) >= RESSEMBLANCE_MIN
    };
    for (typed, nom) in [
        ("jean dupont", "dupont jean"),
        ("dupnot", "dupont jean"),
        ("jaen", "dupont jean"),
        ("dupond jan", "dupont jean"),
        ("matrinze", "martinez lea"),
        ("lef", "lefevre chloe"),
        ("le", "lefevre chloe"),
    ] {
        assert!(found(typed, nom), "{typed} / {nom}");
    }
    for (typed, nom) in [
        ("martin", "dupont jean"),
        ("jean jean", "dupont jean"),
        ("lx", "lefevre chloe"),
    ] {
        assert!(!found(typed, nom), "{typed} / {nom}");
    }
    assert!(likeness(&words("chl lef"), "lefevre chloe").unwrap().1);
    assert!(!likeness(&words("chlo lefebre"), "lefevre chloe").unwrap().1);
}

#[test]
fn short_words_have_variants() {
    assert_eq!(variants(&words("dupont")).len(), 0);
    assert_eq!(variants(&words("jean")).len(), 1);
    assert!(one_typo("jean").contains("|jaen|"));
}

proptest! {
    #[test]
    fn anything_typed_is_read(typed in "\\PC{0,200}") {
        let r = parse(&typed);
        prop_assert!(r.mots.len() <= MOTS_MAX);
        for mot in &r.mots {
            prop_assert_eq!(&text::fold(mot), mot);
            // What goes into a regular expression holds letters and digits only.
            prop_assert!(mot.chars().all(char::is_alphanumeric));
        }
    }

    #[test]
    fn a_date_is_found_beside_a_name(offset in 0_i64..7000, name in "[a-z]{2,12}") {
        let birth = day(1995, 1, 1).unwrap() + chrono::Duration::days(offset);
        let r = parse(&format!("{name} {}", dates::short(birth)));
        prop_assert_eq!(r.naissance, Some(birth));
        prop_assert_eq!(r.mots, vec![name]);
    }

    #[test]
    fn a_likeness_is_a_share(a in "[a-z]{1,12}", b in "[a-z]{1,12}") {
        let score = word_likeness(&a, &b);
        prop_assert!((0.0..=1.0).contains(&score));
        prop_assert_eq!(score >= 1.0, a == b);
    }
}
