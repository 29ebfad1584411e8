//! What someone types in the field of a commune. Pure.

use kernel::text::fold;

/// How to look for what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recherche {
    /// Too short to look for.
    Rien,
    /// A postal code or its beginning, or an INSEE code.
    Code(String),
    /// A name or its beginning, folded, « st » written in full.
    Nom(String),
}

/// Reads what was typed: three digits at least, or two letters.
pub fn recherche(text: &str) -> Recherche {
    let folded = fold(text);
    let compact: String = folded.chars().filter(|c| *c != ' ').collect();
    if compact.starts_with(|c: char| c.is_ascii_digit()) {
        let code = compact.bytes().all(|b| b.is_ascii_alphanumeric());
        return if code && (3..=5).contains(&compact.len()) {
            Recherche::Code(compact.to_uppercase())
        } else {
            Recherche::Rien
        };
    }
    if compact.chars().count() < 2 {
        return Recherche::Rien;
    }
    let words: Vec<&str> = folded
        .split(' ')
        .map(|word| match word {
            "st" => "saint",
            "ste" => "sainte",
            other => other,
        })
        .collect();
    Recherche::Nom(words.join(" "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn understands_names_and_codes() {
        assert_eq!(
            recherche(" St-Étienne"),
            Recherche::Nom("saint etienne".to_owned())
        );
        assert_eq!(recherche("L'Haÿ"), Recherche::Nom("l hay".to_owned()));
        assert_eq!(recherche("75 020"), Recherche::Code("75020".to_owned()));
        assert_eq!(recherche("2a004"), Recherche::Code("2A004".to_owned()));
        for short in ["", "x", "7", "75", "750201", "--"] {
            assert_eq!(recherche(short), Recherche::Rien, "{short}");
        }
    }

    proptest! {
        #[test]
        fn digits_are_a_code_as_typed(debut in "[0-9]{3,5}") {
            prop_assert_eq!(recherche(&debut), Recherche::Code(debut));
        }

        #[test]
        fn any_text_is_understood(text in "\\PC{0,30}") {
            let _ = recherche(&text);
        }
    }
}
