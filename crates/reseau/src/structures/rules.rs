//! The order and the search of the directory; what an opening-hours text and a mandate must be.
//! Pure.

use kernel::{
    FieldErrors, Page,
    text::{fold, tidy_line, tidy_text},
};

use super::model::{LigneMl, MandatSaisi};

/// Keeps the missions locales that hold every word, in French alphabetical order, and cuts the page
/// that follows `apres`.
pub fn page(
    lignes: Vec<LigneMl>,
    texte: &str,
    apres: Option<&str>,
    taille: usize,
) -> Page<LigneMl> {
    let words: Vec<String> = fold(texte).split(' ').map(str::to_owned).collect();
    let mut kept: Vec<(String, LigneMl)> = lignes
        .into_iter()
        .filter(|ligne| {
            let hay = haystack(ligne);
            words
                .iter()
                .all(|word| hay.contains(&format!(" {word}")) || word.is_empty())
        })
        .map(|ligne| (key(&ligne), ligne))
        .filter(|(key, _)| apres.is_none_or(|apres| key.as_str() > apres))
        .collect();
    kept.sort_by(|a, b| a.0.cmp(&b.0));
    let rows = kept.into_iter().map(|(_, ligne)| ligne).collect();
    Page::cut(rows, taille, key)
}

/// The place of a mission locale in the list.
fn key(ligne: &LigneMl) -> String {
    format!("{}~{:06}", fold(&ligne.nom_usuel), ligne.ml.get())
}

fn haystack(ligne: &LigneMl) -> String {
    let parts = [
        &ligne.nom_usuel,
        &ligne.nom,
        &ligne.code,
        &ligne.commune,
        &ligne.departement,
    ];
    parts
        .iter()
        .fold(String::new(), |hay, part| format!("{hay} {}", fold(part)))
}

/// The text of opening hours, tidied.
///
/// # Errors
/// `horaires`: too long.
pub fn horaires(text: &str) -> Result<String, FieldErrors> {
    let text = tidy_text(text);
    if text.chars().count() > 1000 {
        return Err(FieldErrors::one(
            "horaires",
            "Les horaires tiennent en 1 000 caractères.",
        ));
    }
    Ok(text)
}

/// The mandate, tidied.
///
/// # Errors
/// One sentence for each field that is not right.
pub fn mandat(saisi: &MandatSaisi) -> Result<MandatSaisi, FieldErrors> {
    let mut errors = FieldErrors::new();
    let (prenom, nom) = (tidy_line(&saisi.prenom), tidy_line(&saisi.nom));
    for (field, value, sentence) in [
        (
            "prenom",
            &prenom,
            "Saisissez le prénom, en 100 caractères au plus.",
        ),
        ("nom", &nom, "Saisissez le nom, en 100 caractères au plus."),
    ] {
        if value.is_empty() || value.chars().count() > 100 {
            errors.add(field, sentence);
        }
    }
    if !matches!(saisi.fonction.as_str(), "president" | "administrateur") {
        errors.add("fonction", "Choisissez président ou administrateur.");
    }
    if saisi.au.is_some_and(|au| au < saisi.du) {
        errors.add("au", "La fin ne peut pas précéder le début.");
    }
    errors.check(MandatSaisi {
        prenom,
        nom,
        ..saisi.clone()
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    fn ligne(ml: i32, nom: &str) -> LigneMl {
        LigneMl {
            ml: ml.into(),
            code: format!("{ml:05}S00"),
            nom: nom.to_owned(),
            nom_usuel: nom.to_owned(),
            commune: "Brumeville".to_owned(),
            departement: String::new(),
            region: String::new(),
            sites: 0,
        }
    }

    #[test]
    fn searches_without_accents_by_the_beginning_of_words() {
        let all = vec![
            ligne(1, "Zénith"),
            ligne(2, "Épernon"),
            ligne(3, "Abbeville"),
        ];
        let noms = |texte: &str| -> Vec<i32> {
            page(all.clone(), texte, None, 10)
                .rows
                .iter()
                .map(|l| l.ml.get())
                .collect()
        };
        assert_eq!(noms(""), [3, 2, 1]);
        assert_eq!(noms("epern"), [2]);
        assert_eq!(noms("BRUME zen"), [1]);
        assert_eq!(noms("ville"), Vec::<i32>::new());
        assert_eq!(noms("00003s00"), [3]);
    }

    #[test]
    fn a_mandate_has_names_a_function_and_days_in_order() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 1, d).expect("a day");
        let saisi = MandatSaisi {
            prenom: " Ana ".to_owned(),
            nom: String::new(),
            fonction: "roi".to_owned(),
            du: day(2),
            au: Some(day(1)),
        };
        let errors = mandat(&saisi).expect_err("errors");
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["nom", "fonction", "au"]);
        assert!(horaires(&"x".repeat(1001)).is_err());
    }

    proptest! {
        #[test]
        fn pages_show_each_line_once(noms in prop::collection::vec("[a-cé ]{0,3}", 0..30),
                                     taille in 1_usize..7) {
            let all: Vec<LigneMl> = (1..).zip(&noms).map(|(n, nom)| ligne(n, nom)).collect();
            let (mut seen, mut apres) = (Vec::new(), None::<String>);
            loop {
                let page = page(all.clone(), "", apres.as_deref(), taille);
                seen.extend(page.rows.iter().map(|l| l.ml.get()));
                apres = page.next;
                if apres.is_none() {
                    break;
                }
            }
            seen.sort_unstable();
            prop_assert_eq!(seen, (1..).take(noms.len()).collect::<Vec<i32>>());
        }
    }
}
