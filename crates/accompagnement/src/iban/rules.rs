//! Rules of bank accounts, pure.

use ::iban::{IbanLike as _, ParseIbanError};

/// The longest name of another holder.
pub(super) const NOM_MAX: usize = 120;

/// The IBAN typed, without spaces, in capitals.
///
/// # Errors
/// A sentence that says what to look at again.
pub(super) fn iban(typed: &str) -> Result<String, &'static str> {
    let text: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.'))
        .collect::<String>()
        .to_uppercase();
    if text.is_empty() {
        return Err("Donnez l’IBAN : il est écrit sur le relevé d’identité bancaire.");
    }
    if !text.is_ascii() || !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err("Un IBAN n’a que des lettres sans accent et des chiffres.");
    }
    if text.starts_with("FR") && text.len() != 27 {
        return Err("Un IBAN français a 27 caractères : relisez le relevé d’identité bancaire.");
    }
    match text.parse::<::iban::Iban>() {
        Ok(read) => Ok(read.electronic_str().to_owned()),
        Err(ParseIbanError::UnknownCountry(_)) => {
            Err("Le pays de cet IBAN n’est pas connu : relisez les deux premières lettres.")
        }
        Err(_) => Err(
            "Cet IBAN n’est pas juste, un caractère manque ou diffère : relisez le relevé d’identité bancaire.",
        ),
    }
}

/// The BIC typed, without spaces, in capitals; an empty string when it is left out.
///
/// # Errors
/// A sentence that says what to write.
pub(super) fn bic(typed: &str) -> Result<String, &'static str> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.to_uppercase();
    if text.is_empty() {
        return Ok(text);
    }
    let bytes = text.as_bytes();
    let shape = matches!(bytes.len(), 8 | 11)
        && bytes.iter().take(6).all(u8::is_ascii_uppercase)
        && bytes.iter().all(u8::is_ascii_alphanumeric);
    if shape {
        Ok(text)
    } else {
        Err("Un BIC a 8 ou 11 caractères, et commence par six lettres. Il peut rester vide.")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::iban::Iban;

    /// The example of the standard.
    const EXEMPLE: &str = "FR1420041010050500013M02606";

    #[test]
    fn an_iban_is_read_as_people_type_it() {
        assert_eq!(iban("fr14 2004 1010 0505 0001 3m02 606").unwrap(), EXEMPLE);
        assert_eq!(iban("FR14-2004-1010-0505-0001-3M02-606").unwrap(), EXEMPLE);
        assert!(iban("DE89 3704 0044 0532 0130 00").is_ok());
        for (typed, said) in [
            ("", "Donnez l’IBAN"),
            ("FR14 2004", "27 caractères"),
            ("FR1420041010050500013M02607", "n’est pas juste"),
            ("ZZ0420041010050500013M02606", "pays"),
            ("FR14 2004 1010 0505 0001 3M02 60é", "sans accent"),
        ] {
            let refused = iban(typed).unwrap_err();
            assert!(refused.contains(said), "{typed}: {refused}");
        }
    }

    #[test]
    fn a_bic_may_be_left_out() {
        assert_eq!(bic(" ").unwrap(), "");
        assert_eq!(bic("psst frpp par").unwrap(), "PSSTFRPPPAR");
        assert!(bic("PSST").is_err());
        assert!(bic("1SSTFRPP").is_err());
    }

    #[test]
    fn what_is_shown_hides_all_but_the_end() {
        let read = Iban::parse(EXEMPLE).unwrap();
        assert_eq!(read.masque(), "FR •••• 2606");
        assert_eq!(format!("{read:?}"), "Iban(FR •••• 2606)");
        assert!(read.lisible().ends_with("3M02\u{a0}606"));
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_always_seen(at in 4_usize..27, digit in 0_u8..10) {
            let mut bytes = EXEMPLE.as_bytes().to_vec();
            let new = b'0' + digit;
            prop_assume!(bytes[at] != new);
            bytes[at] = new;
            let typed = String::from_utf8(bytes).unwrap();
            prop_assert!(iban(&typed).is_err());
        }
    }
}
