//! Finding health words, pure.

use kernel::text;
use platform::nomenclatures::Nomenclatures;

/// The stems of the list `mot_sante`, folded, for [`mots_de_sante`] and for the page's own script.
pub fn stems(nomenclatures: &Nomenclatures) -> Vec<String> {
    nomenclatures
        .liste("mot_sante")
        .iter()
        .map(|entry| text::fold(&entry.libelle))
        .collect()
}

/// The words of `text` that start with a stem, as they were typed, in order and once each. A stem of
/// several words matches those words in a row, the last one by its start.
pub fn mots_de_sante(text: &str, stems: &[String]) -> Vec<String> {
    let words = words(text);
    let mut found: Vec<String> = Vec::new();
    for start in 0..words.len() {
        let longest = stems
            .iter()
            .filter_map(|stem| matched(&words[start..], stem))
            .max();
        if let Some(count) = longest {
            let typed: Vec<&str> = words[start..start + count]
                .iter()
                .map(|(typed, _)| typed.as_str())
                .collect();
            let typed = typed.join(" ");
            if !found.contains(&typed) {
                found.push(typed);
            }
        }
    }
    found
}

/// Each word as typed, and folded.
fn words(text: &str) -> Vec<(String, String)> {
    text::tidy_text(text)
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| (word.to_owned(), text::fold(word).replace(' ', "")))
        .filter(|(_, folded)| !folded.is_empty())
        .collect()
}

/// How many of the first words `stem` covers.
fn matched(words: &[(String, String)], stem: &str) -> Option<usize> {
    let parts: Vec<&str> = stem.split_whitespace().collect();
    let (last, whole) = parts.split_last()?;
    let (end, begin) = words.get(..parts.len())?.split_last()?;
    let matches = begin
        .iter()
        .map(|(_, folded)| folded.as_str())
        .eq(whole.iter().copied())
        && end.1.starts_with(last);
    matches.then_some(parts.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn some_stems() -> Vec<String> {
        ["depress", "burn out", "suivi psy", "malade", "ivg"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn finds_words_by_their_start_as_they_were_typed() {
        let text = "Suivi psychologique ; parle de DÉPRESSION, d’un burn-out. Dépressif ?";
        assert_eq!(
            mots_de_sante(text, &some_stems()),
            ["Suivi psychologique", "DÉPRESSION", "burn out", "Dépressif"]
        );
    }

    #[test]
    fn leaves_innocent_words_alone() {
        let text =
            "Assurance maladie à jour, permis B, hiver, fait la vaisselle, un burn et une sortie";
        assert!(mots_de_sante(text, &some_stems()).is_empty());
        assert!(mots_de_sante("", &some_stems()).is_empty());
        assert!(mots_de_sante("dépression", &[]).is_empty());
    }

    #[test]
    fn reads_decomposed_accents() {
        assert_eq!(
            mots_de_sante("de\u{301}pression", &some_stems()),
            ["dépression"]
        );
    }

    proptest! {
        #[test]
        fn any_ending_of_a_stem_is_found(ending in "[a-zé]{0,8}", before in "[ ,.;:!]{1,4}") {
            let text = format!("mot{before}dépress{ending}");
            prop_assert_eq!(mots_de_sante(&text, &some_stems()).len(), 1);
        }

        #[test]
        fn a_stem_inside_a_word_is_not_found(start in "[b-h]{1,5}") {
            let text = format!("{start}ivg");
            prop_assert!(mots_de_sante(&text, &some_stems()).is_empty());
        }

        #[test]
        fn any_text_can_be_read(text in "\\PC{0,80}") {
            let found = mots_de_sante(&text, &some_stems());
            prop_assert!(found.len() <= text.len());
        }
    }
}
