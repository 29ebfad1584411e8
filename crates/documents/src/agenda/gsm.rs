//! The alphabet of text messages (3GPP TS 23.038). One other character makes a message of 160
//! characters one of 70.

use unicode_normalization::UnicodeNormalization as _;

/// What two messages joined hold.
pub(super) const DEUX_MESSAGES: usize = 306;

const ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                        ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Each counts for two.
const EXTENSION: &str = "^{}\\[~]|€";

/// `text` on one line, without the characters that a text message does not have.
pub(super) fn gsm7(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        if is_known(c) && c != '\r' {
            out.push(c);
            continue;
        }
        match c {
            '’' | '‘' | '`' => out.push('\''),
            '«' | '»' | '“' | '”' => out.push('"'),
            '–' | '—' | '‑' => out.push('-'),
            '…' => out.push_str("..."),
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("OE"),
            c if c.is_whitespace() => out.push(' '),
            c => out.extend(std::iter::once(c).nfd().filter(|c| is_known(*c))),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What `text` takes of a message; nothing for a character it does not have.
pub(super) fn septets(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if EXTENSION.contains(c) {
                2
            } else {
                usize::from(ALPHABET.contains(c))
            }
        })
        .sum()
}

pub(super) fn is_known(c: char) -> bool {
    ALPHABET.contains(c) || EXTENSION.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_is_kept_as_near_as_possible() {
        assert_eq!(
            gsm7("L’été à Besançon,\u{a0}Hôtel‑Dieu… « Cœur »"),
            "L'été à Besancon, Hotel-Dieu... \" Coeur \""
        );
        assert_eq!(gsm7("e\u{301}te\u{301}"), "été");
        assert_eq!(gsm7(" deux\n lignes "), "deux lignes");
        assert_eq!(gsm7("東京 ok"), "ok");
    }

    #[test]
    fn brackets_and_the_euro_count_twice() {
        assert_eq!(septets("abc"), 3);
        assert_eq!(septets("5 €"), 4);
        assert_eq!(septets("https://x.example/~a"), 21);
    }
}
