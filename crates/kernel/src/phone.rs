//! Phone numbers, stored as E.164 and shown in the national way.

use phonenumber::{Mode, country};

/// A plausible number as E.164 (`+33639980001`), read as French unless it starts with `+`. Nine
/// digits are enough for France: new blocks, and the ones kept for fiction, are not in the
/// library's tables.
pub fn normalize(text: &str) -> Option<String> {
    let number = phonenumber::parse(Some(country::FR), text.trim()).ok()?;
    let national = number.national().value();
    let french = number.code().value() == 33 && (100_000_000..1_000_000_000).contains(&national);
    (french || phonenumber::is_valid(&number)).then(|| number.format().mode(Mode::E164).to_string())
}

/// `06 12 34 56 78` for a French number, the international form for another.
pub fn display(e164: &str) -> String {
    let Ok(number) = phonenumber::parse(None, e164) else {
        return e164.to_owned();
    };
    let mode = if number.code().value() == 33 {
        Mode::National
    } else {
        Mode::International
    };
    number.format().mode(mode).to_string()
}

/// Whether a text message may reach this E.164 number: a French mobile, overseas too.
pub fn is_mobile(e164: &str) -> bool {
    const MOBILES: [&str; 12] = [
        "+336", "+337", "+262692", "+262693", "+262639", "+590690", "+590691", "+594694",
        "+596696", "+596697", "+508", "+687",
    ];
    MOBILES.iter().any(|prefix| e164.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_ways_people_write_a_number() {
        for text in [
            "06 39 98 00 01",
            "06.39.98.00.01",
            "+33 6 39 98 00 01",
            "0033639980001",
        ] {
            assert_eq!(normalize(text).as_deref(), Some("+33639980001"), "{text}");
        }
        assert_eq!(normalize("06 39"), None);
        assert_eq!(normalize("pas de téléphone"), None);
    }

    #[test]
    fn a_text_message_goes_to_mobiles_only() {
        assert!(is_mobile("+33639980001") && is_mobile("+262692000001"));
        assert!(!is_mobile("+33139980001") && !is_mobile("+3226000000"));
    }

    #[test]
    fn shows_french_numbers_in_pairs() {
        assert_eq!(display("+33639980001"), "06 39 98 00 01");
    }
}
