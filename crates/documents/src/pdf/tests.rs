use chrono::NaiveDate;
use serde_json::json;

use typst::layout::{Frame, FrameItem};

use super::{
    Modele, Papier, compose,
    exemples::{self, Exemple, prefix},
    mots::printable,
    pdf, unquoted,
};

fn papier(one: &Exemple) -> Papier<'_> {
    Papier {
        modele: one.modele,
        titre: "Un papier d’essai",
        structure: "Mission locale de l’Estuaire & des Hauts #Plateaux",
        edite_le: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        donnees: &one.donnees,
    }
}

fn render(one: &Exemple) -> Vec<u8> {
    pdf(&papier(one)).unwrap_or_else(|error| panic!("{}: {error}", one.nom))
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
        let shown = words_of(&one);
        let whole = printable(json!(text));
        for line in whole.as_str().unwrap().lines() {
            let line = without_spaces(line);
            let times = shown.matches(&line).count();
            assert!(times >= 5, "« {line} » {times} times in {shown}");
        }
    }
}

/// What stands on the pages, without its spaces: lines break where they may.
fn words_of(one: &Exemple) -> String {
    fn read(frame: &Frame, all: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => read(&group.frame, all),
                FrameItem::Text(text) => all.push_str(&without_spaces(&text.text)),
                _ => (),
            }
        }
    }
    let mut all = String::new();
    for page in compose(&papier(one)).unwrap().pages() {
        read(&page.frame, &mut all);
    }
    all
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
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
    let quoted = unquoted("the text `Secret` could not be displayed with `f`; see `g");
    assert_eq!(quoted, "the text `…` could not be displayed with `…`; see ");
}

/// The memory of the process, in mebibytes.
#[cfg(target_os = "linux")]
fn memory() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: usize = statm.split(' ').nth(1).unwrap().parse().unwrap();
    pages * 4096 / (1024 * 1024)
}

/// What typst remembers of a paper is forgotten after it: without that, it grows with each.
#[cfg(target_os = "linux")]
#[test]
fn two_hundred_papers_take_no_more_memory_than_twenty() {
    let mut one = exemples::named("convocation-nue");
    let mut at_twenty = 0;
    for n in 0..200 {
        one.donnees["personne"] = json!(format!("Personne {n}"));
        one.donnees["consignes"] = json!(format!("Consigne {n}"));
        render(&one);
        if n == 20 {
            at_twenty = memory();
        }
    }
    let at_last = memory();
    assert!(at_last < at_twenty + 64, "{at_twenty} then {at_last} MiB");
}
