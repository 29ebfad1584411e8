//! Rules of métiers, pure.

use kernel::text::fold;

/// Words looked for, at most; the others are dropped.
const MOTS: usize = 3;

/// The form words are looked for in: folded, a space before each, the feminine of each word kept
/// (« Boulanger / Boulangère » is found by both).
pub fn recherche(libelle: &str) -> String {
    format!(" {}", fold(libelle))
}

/// What was typed, ready for the statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requete {
    /// The whole, folded.
    pub texte: String,
    /// Patterns of `like`, the longest word first; `%` when there are fewer words.
    pub motifs: [String; MOTS],
}

/// Reads what was typed; `None` under two letters.
pub fn requete(typed: &str) -> Option<Requete> {
    let texte = fold(typed);
    if texte.chars().count() < 2 {
        return None;
    }
    let mut words: Vec<&str> = texte.split(' ').collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let pattern = |rank: usize| {
        words
            .get(rank)
            .map_or_else(|| "%".to_owned(), |word| format!("% {word}%"))
    };
    let motifs = std::array::from_fn(pattern);
    Some(Requete { texte, motifs })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_looked_for_by_their_beginning() {
        assert_eq!(requete("b"), None);
        let found = requete("Aide à domicile").expect("a request");
        assert_eq!(found.motifs, ["% domicile%", "% aide%", "% a%"]);
        assert_eq!(
            requete("boul").expect("a request").motifs,
            ["% boul%", "%", "%"]
        );
        assert_eq!(recherche("Boulanger / Boulangère"), " boulanger boulangere");
    }

    proptest! {
        #[test]
        fn what_is_typed_is_no_pattern(typed in "\\PC{0,40}") {
            if let Some(found) = requete(&typed) {
                prop_assert!(found.motifs.iter().all(|m| !m.contains('_') && !m.contains('\\')));
            }
        }
    }
}
