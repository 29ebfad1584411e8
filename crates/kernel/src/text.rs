//! French text: folding for search, trimming of what people type, initials.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Lower case without accents, ligatures opened, everything else than letters and digits made a
/// single space: `« Lœtitia-Aïcha d'Ô »` becomes `loetitia aicha d o`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            c if c.is_alphanumeric() => folded.push(c),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// What someone typed, in composed form, without control characters or doubled spaces.
pub fn tidy_line(text: &str) -> String {
    let composed: String = text
        .nfc()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Free text in composed form: line ends made `\n`, other control characters dropped, trimmed.
pub fn tidy_text(text: &str) -> String {
    let lines: String = text
        .replace("\r\n", "\n")
        .nfc()
        .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
        .collect();
    lines.trim().to_owned()
}

/// The text with a capital as its first letter.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// `M. D.`: what a page behind a link may show of a person.
pub fn initials(prenom: &str, nom: &str) -> String {
    [prenom, nom]
        .iter()
        .filter_map(|part| part.chars().next())
        .map(|c| format!("{}.", c.to_uppercase()))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folds_what_french_names_carry() {
        assert_eq!(fold("Lœtitia-Aïcha d'Ô"), "loetitia aicha d o");
        assert_eq!(fold("  ÉLODIE   N’Guyễn "), "elodie n guyen");
        assert_eq!(fold("Ødegård Łucja"), "odegard lucja");
        assert_eq!(fold("Мария"), "мария");
        assert_eq!(fold("---"), "");
    }

    #[test]
    fn keeps_lines_of_free_text_only() {
        assert_eq!(tidy_line(" a\t b\n c\u{0} "), "a b c");
        assert_eq!(tidy_text(" un\r\ndeux\u{7}\n "), "un\ndeux");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
