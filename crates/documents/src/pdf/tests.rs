use chrono::NaiveDate;
use serde_json::json;

use super::{
    Modele, Papier,
    exemples::{self, Exemple, prefix},
    pdf,
};

fn render(one: &Exemple) -> Vec<u8> {
    let papier = Papier {
        modele: one.modele,
        titre: "Un papier d’essai",
        structure: "Mission locale de l’Estuaire & des Hauts #Plateaux",
        edite_le: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        donnees: &one.donnees,
    };
    pdf(&papier).unwrap_or_else(|error| panic!("{}: {error}", one.nom))
}

fn contains(bytes: &[u8], word: &str) -> bool {
    bytes
        .windows(word.len())
        .any(|part| part == word.as_bytes())
}

/// How many pages: the page tree says it.
fn pages(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let after = text.split("/Count ").nth(1).unwrap();
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

/// Written to the folder `JALON_PAPIERS` too, when someone wants to look at them.
#[test]
fn every_model_is_written_with_every_example() {
    let all = exemples::all();
    for modele in Modele::ALL {
        let of = all.iter().filter(|one| one.modele == modele).count();
        assert!(of >= 3, "{} has {of} examples", prefix(modele));
    }
    for one in all {
        let bytes = render(&one);
        if let Ok(folder) = std::env::var("JALON_PAPIERS") {
            std::fs::write(format!("{folder}/{}.pdf", one.nom), &bytes).unwrap();
        }
        assert!(bytes.starts_with(b"%PDF-1.7"), "{}", one.nom);
        for word in [
            "/StructTreeRoot",
            "/Lang(fr-FR)",
            "/Marked true",
            "pdfuaid:part",
            "Jalon",
        ] {
            assert!(contains(&bytes, word), "{}: no {word}", one.nom);
        }
    }
}

#[test]
fn a_long_list_takes_several_pages_and_a_short_one_takes_one() {
    for (nom, at_least, at_most) in [
        ("emargement-vide", 1, 1),
        ("emargement-long", 3, 6),
        ("convocation-usuelle", 1, 1),
        ("plan-usuel", 1, 1),
        ("plan-long", 4, 20),
        ("cv-classique-usuel", 1, 1),
        ("cv-moderne-usuel", 1, 1),
        ("synthese-longue", 3, 20),
    ] {
        let n = pages(&render(&exemples::named(nom)));
        assert!((at_least..=at_most).contains(&n), "{nom}: {n} pages");
    }
}

#[test]
fn the_same_words_give_the_same_bytes() {
    let one = exemples::named("plan-usuel");
    assert_eq!(render(&one), render(&one));
}

/// Were it read as code, it would stop the writing.
#[test]
fn words_are_never_code() {
    let code = [
        "#panic(\"lu\")",
        "#read(\"/etc/passwd\")",
        "]#panic()[",
        "\"; #panic()",
        "$ panic( $",
        "*gras _oblique `brut",
        "\\ \\u{41} <a> @b ~ -- ---",
        "= Titre\n== Sous-titre\n/ a: b\n+ c\n- d",
        "/* // https://example.org",
        "\u{202e}مرحبا\u{0}\u{7}🏳️‍🌈 ქეთი 漢字 \u{fffd}",
        "e\u{301}\u{301}\u{301} \u{301}",
    ];
    for text in code {
        let mut one = exemples::named("convocation-usuelle");
        for value in one.donnees.as_object_mut().unwrap().values_mut() {
            *value = json!(text);
        }
        render(&one);
    }
}

#[test]
fn what_a_model_lacks_is_an_error_without_its_words() {
    let donnees = json!({ "nom": "Secret" });
    let error = pdf(&Papier {
        modele: Modele::Emargement,
        titre: "t",
        structure: "s",
        edite_le: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        donnees: &donnees,
    })
    .unwrap_err()
    .to_string();
    assert!(error.contains("does not contain key"), "{error}");
    assert!(!error.contains("Secret"), "{error}");
}
