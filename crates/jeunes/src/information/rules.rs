//! Reading a notice, pure.

use super::model::Passage;

/// What the words of a notice leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mots<'a> {
    /// The mission locale.
    pub structure: &'a str,
    /// The parameter `conservation_age_ans`.
    pub conservation_age_ans: i64,
}

/// The notice as it is read: headings told apart, what was left open filled.
pub fn read(texte: &[String], mots: Mots<'_>) -> Vec<Passage> {
    texte
        .iter()
        .map(|piece| {
            let filled = piece.replace("{structure}", mots.structure).replace(
                "{conservation_age_ans}",
                &mots.conservation_age_ans.to_string(),
            );
            match filled.strip_prefix("# ") {
                Some(title) => Passage::Titre(title.to_owned()),
                None => Passage::Paragraphe(filled),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_apart_and_words_filled() {
        let texte = [
            "# Combien de temps ?",
            "{structure} : {conservation_age_ans} ans # non",
        ];
        let texte = texte.map(str::to_owned);
        let mots = Mots {
            structure: "Mission locale A",
            conservation_age_ans: 26,
        };
        let expected = [
            Passage::Titre("Combien de temps ?".to_owned()),
            Passage::Paragraphe("Mission locale A : 26 ans # non".to_owned()),
        ];
        assert_eq!(read(&texte, mots), expected);
    }
}
