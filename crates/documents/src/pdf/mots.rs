//! Words as a paper may carry them: PDF/UA refuses a paper with a character that no font draws.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use super::polices::{POLICES, Polices};

/// In the place of a letter that no font draws.
const INCONNU: char = '□';

/// `value` with its words made of characters that the fonts draw.
pub(super) fn printable(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(words(&POLICES, &text)),
        Value::Array(all) => all.into_iter().map(printable).collect(),
        Value::Object(all) => all
            .into_iter()
            .map(|(name, one)| (name, printable(one)))
            .collect(),
        other => other,
    }
}

fn words(polices: &Polices, text: &str) -> String {
    text.replace("\r\n", "\n")
        .nfc()
        .filter(|c| !silent(*c))
        .map(|c| match c {
            '\n' => '\n',
            c if c.is_control() => ' ',
            c if polices.draw(c) => c,
            _ => INCONNU,
        })
        .collect()
}

/// Says nothing on paper: joiners, marks of direction, variants, private characters, pictures.
const fn silent(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffc}'
            | '\u{1f000}'..='\u{1fbff}'
            | '\u{e0000}'..='\u{10ffff}'
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn letters_stay_and_pictures_go() {
        let said =
            json!({ "nom": ["Zoé\u{301} Ñandú", "مريم", "Ωμέγα Борис", "ok 👍🏽 !\u{0}"], "n": 3 });
        let kept = json!({ "nom": ["Zoé\u{301} Ñandú".nfc().collect::<String>(), "مريم", "Ωμέγα Борис", "ok  ! "], "n": 3 });
        assert_eq!(printable(said), kept);
        assert_eq!(printable(json!("漢字")), json!("□□"));
        assert_eq!(printable(json!("a\r\nb\tc")), json!("a\nb c"));
        assert_eq!(
            printable(json!("l’été à 9\u{202f}h\u{a0}!")),
            json!("l’été à 9\u{202f}h\u{a0}!")
        );
    }
}
