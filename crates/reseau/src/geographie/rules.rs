//! What someone types in the field of a commune. Pure.

use kernel::text::fold;

/// How to look for what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recherche {
    /// Too short to look for.
    Rien,
    /// A postal code or its beginning, as every code it may be.
    CodePostal(Vec<String>),
    /// A name or its beginning, folded, « st » written in full.
    Nom(String),
}

/// Reads what was typed: three digits at least, or two letters.
pub fn recherche(text: &str) -> Recherche {
    let folded = fold(text);
    let compact: String = folded.chars().filter(|c| *c != ' ').collect();
    if compact.starts_with(|c: char| c.is_ascii_digit()) {
        let corse = matches!(compact.get(..2), Some("2a" | "2b"));
        if corse || !compact.bytes().all(|b| b.is_ascii_digit()) {
            return Recherche::CodePostal(vec![compact.to_uppercase()]);
        }
        return match compact.len() {
            0..=2 => Recherche::Rien,
            3..=5 => Recherche::CodePostal(codes(&compact)),
            _ => Recherche::Rien,
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

/// Every code of five digits that begins so.
fn codes(debut: &str) -> Vec<String> {
    let manque = 5_usize.saturating_sub(debut.len());
    let nombre = 10_u32.pow(u32::try_from(manque).unwrap_or(0));
    (0..nombre)
        .map(|n| {
            if manque == 0 {
                debut.to_owned()
            } else {
                format!("{debut}{n:0manque$}")
            }
        })
        .collect()
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
        assert_eq!(
            recherche("75 020"),
            Recherche::CodePostal(vec!["75020".to_owned()])
        );
        assert_eq!(
            recherche("2a004"),
            Recherche::CodePostal(vec!["2A004".to_owned()])
        );
        for short in ["", "x", "7", "75", "750201", "--"] {
            assert_eq!(recherche(short), Recherche::Rien, "{short}");
        }
        let Recherche::CodePostal(codes) = recherche("750") else {
            panic!("a code");
        };
        assert_eq!(
            (codes.len(), codes[0].as_str(), codes[99].as_str()),
            (100, "75000", "75099")
        );
    }

    proptest! {
        #[test]
        fn every_code_begins_as_typed(debut in "[0-9]{3,5}") {
            let Recherche::CodePostal(codes) = recherche(&debut) else {
                panic!("a code");
            };
            prop_assert!(codes.iter().all(|c| c.len() == 5 && c.starts_with(&debut)));
        }

        #[test]
        fn any_text_is_understood(text in "\\PC{0,30}") {
            let _ = recherche(&text);
        }
    }
}
