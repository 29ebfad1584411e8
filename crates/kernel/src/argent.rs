//! Amounts of money: whole centimes, read and written as French does.

use serde::{Deserialize, Serialize};

/// An amount in centimes of euro.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    sqlx::Type,
)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct Centimes(pub i64);

/// The most digits of euros that people type.
const CHIFFRES_MAX: usize = 9;

impl Centimes {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Reads what was typed: euros, then at most two decimals after a comma or a point. Spaces, of
    /// any width, between the digits and a final `€` are passed over. A negative amount is refused.
    ///
    /// # Errors
    /// A sentence that says what to write.
    pub fn parse(typed: &str) -> Result<Self, &'static str> {
        const FORME: &str = "Écrivez un montant en euros, par exemple 120 ou 49,90.";
        const LONG: &str = "Ce montant est trop grand.";
        let typed = typed.trim();
        let bare = typed.strip_suffix('€').unwrap_or(typed);
        if bare.trim_start().starts_with(['-', '−']) {
            return Err("Un montant ne peut pas être négatif.");
        }
        let text: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
        let (euros, decimals) = match text.split_once([',', '.']) {
            Some((euros, decimals)) if !decimals.is_empty() => (euros, decimals),
            Some(_) => return Err(FORME),
            None => (text.as_str(), ""),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if euros.is_empty() || !digits(euros) || !digits(decimals) || decimals.len() > 2 {
            return Err(FORME);
        }
        if euros.len() > CHIFFRES_MAX {
            return Err(LONG);
        }
        let euros: i64 = euros.parse().map_err(|_| LONG)?;
        let cents: i64 = format!("{decimals:0<2}").parse().map_err(|_| FORME)?;
        Ok(Self(euros * 100 + cents))
    }

    /// As a field of a form holds it: `347,30`.
    pub fn field(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let all = self.0.unsigned_abs();
        format!("{sign}{},{:02}", all / 100, all % 100)
    }

    /// The sum; past what can be held, the most that can.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference; past what can be held, the least that can.
    #[must_use]
    pub const fn moins(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// `1 234,50 €`: narrow spaces in the number, one that does not break before the sign.
impl std::fmt::Display for Centimes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all = self.0.unsigned_abs();
        if self.0 < 0 {
            f.write_str("\u{2212}")?;
        }
        let euros = (all / 100).to_string();
        for (rank, digit) in euros.chars().enumerate() {
            if rank > 0 && (euros.len() - rank).is_multiple_of(3) {
                f.write_str("\u{202f}")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ",{:02}\u{a0}€", all % 100)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_people_type() {
        for (typed, cents) in [
            ("120", 12_000),
            ("1 234,50", 123_450),
            ("1\u{202f}234,50\u{a0}€", 123_450),
            ("12.5", 1_250),
            ("0,07 €", 7),
            ("  49,90  ", 4_990),
            ("999999999,99", 99_999_999_999),
        ] {
            assert_eq!(Centimes::parse(typed), Ok(Centimes(cents)), "{typed}");
        }
    }

    #[test]
    fn refuses_the_rest_with_a_sentence() {
        for typed in [
            "",
            "€",
            "-12",
            "−12",
            "- 1",
            "12,345",
            "12,",
            ",5",
            "1,2,3",
            "douze",
            "1e3",
            "+5",
            "1000000000",
            "12€50",
            "٣",
        ] {
            assert!(Centimes::parse(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn writes_as_french_does() {
        assert_eq!(Centimes(123_450).to_string(), "1\u{202f}234,50\u{a0}€");
        assert_eq!(Centimes(-5).to_string(), "\u{2212}0,05\u{a0}€");
        assert_eq!(Centimes(34_730).field(), "347,30");
        assert_eq!(
            Centimes(100_000_000).to_string(),
            "1\u{202f}000\u{202f}000,00\u{a0}€"
        );
        assert_eq!(Centimes(i64::MIN).moins(Centimes(1)), Centimes(i64::MIN));
        assert_eq!(Centimes(i64::MAX).plus(Centimes(1)), Centimes(i64::MAX));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(cents in 0_i64..100_000_000_000) {
            let amount = Centimes(cents);
            prop_assert_eq!(Centimes::parse(&amount.field()), Ok(amount));
            prop_assert_eq!(Centimes::parse(&amount.to_string()), Ok(amount));
        }

        #[test]
        fn any_text_can_be_read(typed in "\\PC{0,30}") {
            if let Ok(amount) = Centimes::parse(&typed) {
                prop_assert!(amount >= Centimes::ZERO);
            }
        }

        #[test]
        fn taking_away_what_was_added_changes_nothing(a in -1_000_000_i64..1_000_000, b in 0_i64..1_000_000) {
            prop_assert_eq!(Centimes(a).plus(Centimes(b)).moins(Centimes(b)), Centimes(a));
        }
    }
}
