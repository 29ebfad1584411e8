//! What a value may be, by its unit.

use kernel::Centimes;

/// What is known of a parameter besides its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regle {
    /// `jours`, `mois`, `ans`, `centimes`, `pour cent`, `heures`, `oui ou non`…
    pub unite: String,
    /// The least value, when it is not that of the unit.
    pub minimum: Option<i64>,
    /// The greatest value, when it is not that of the unit.
    pub maximum: Option<i64>,
}

impl Regle {
    /// The bounds: its own, or those of the unit.
    pub fn bornes(&self) -> (i64, i64) {
        let (min, max) = match self.unite.as_str() {
            "jours" => (0, 3_650),
            "mois" => (0, 600),
            "ans" | "ans révolus" => (0, 120),
            "centimes" => (0, 1_000_000),
            "pour cent" => (0, 100),
            "heures" => (0, 720),
            "minutes" => (0, 10_080),
            "oui ou non" => (0, 1),
            _ => (0, 1_000_000_000),
        };
        (self.minimum.unwrap_or(min), self.maximum.unwrap_or(max))
    }

    /// Typed and shown in euros.
    pub fn argent(&self) -> bool {
        self.unite == "centimes"
    }

    /// The value in words: `561,68 €`, `15 jours`, `oui`.
    pub fn mots(&self, valeur: i64) -> String {
        match self.unite.as_str() {
            "centimes" => Centimes(valeur).to_string(),
            "pour cent" => format!("{valeur}\u{a0}%"),
            "oui ou non" => (if valeur == 1 { "oui" } else { "non" }).to_owned(),
            // « ans révolus », « points sur 4 »: the unit as it is written.
            unite if valeur <= 1 => {
                let one = unite.strip_suffix('s').filter(|u| *u != "moi");
                format!("{valeur}\u{a0}{}", one.unwrap_or(unite))
            }
            unite => format!("{valeur}\u{a0}{unite}"),
        }
    }

    /// As a field of a form holds it.
    pub fn champ(&self, valeur: i64) -> String {
        match self.unite.as_str() {
            "centimes" => Centimes(valeur).field(),
            _ => valeur.to_string(),
        }
    }
}

/// The value typed, within its bounds.
///
/// # Errors
/// A sentence that says what to write.
pub fn lire(regle: &Regle, typed: &str) -> Result<i64, String> {
    let value = if regle.argent() {
        Centimes::parse(typed).map_err(str::to_owned)?.0
    } else {
        whole(regle, typed)?
    };
    let (min, max) = regle.bornes();
    if value < min || value > max {
        return Err(format!(
            "Donnez une valeur entre {} et {}.",
            regle.champ(min),
            regle.mots(max)
        ));
    }
    Ok(value)
}

fn whole(regle: &Regle, typed: &str) -> Result<i64, String> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if text.starts_with(['-', '−']) {
        return Err("Cette valeur ne peut pas être négative.".to_owned());
    }
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let read = text.parse::<i64>().ok().filter(|_| digits);
    read.ok_or_else(|| {
        let (min, max) = regle.bornes();
        format!(
            "Écrivez un nombre entier, entre {} et {}.",
            regle.champ(min),
            regle.mots(max)
        )
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn regle(unite: &str) -> Regle {
        Regle {
            unite: unite.to_owned(),
            minimum: None,
            maximum: None,
        }
    }

    #[test]
    fn what_cannot_be_is_refused_in_words() {
        let hour = Regle {
            maximum: Some(24),
            ..regle("heures")
        };
        assert_eq!(lire(&hour, "24"), Ok(24));
        let said = lire(&hour, "25").unwrap_err();
        assert_eq!(said, "Donnez une valeur entre 0 et 24\u{a0}heures.");
        let said = lire(&regle("centimes"), "-3").unwrap_err();
        assert!(said.contains("négatif"), "{said}");
        assert_eq!(lire(&regle("centimes"), "561,68 €"), Ok(56_168));
        assert!(lire(&regle("centimes"), "10000,01").is_err());
        assert!(
            lire(&regle("jours"), "-1")
                .unwrap_err()
                .contains("négative")
        );
        for typed in ["", "quinze", "1,5", "99999999999999999999"] {
            let said = lire(&regle("jours"), typed).unwrap_err();
            assert!(said.contains("nombre entier"), "{typed}: {said}");
        }
        assert!(lire(&regle("pour cent"), "101").is_err());
        assert!(lire(&regle("oui ou non"), "2").is_err());
    }

    #[test]
    fn a_value_is_said_with_its_unit() {
        assert_eq!(regle("jours").mots(1), "1\u{a0}jour");
        assert_eq!(regle("mois").mots(1), "1\u{a0}mois");
        assert_eq!(regle("jours").mots(15), "15\u{a0}jours");
        assert_eq!(regle("oui ou non").mots(1), "oui");
        assert!(regle("centimes").mots(56_168).starts_with("561,68"));
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(
            unite in prop::sample::select(vec!["jours", "mois", "ans", "centimes", "pour cent"]),
            valeur in 0_i64..=100,
        ) {
            let regle = regle(unite);
            prop_assert_eq!(lire(&regle, &regle.champ(valeur)), Ok(valeur));
        }

        #[test]
        fn nothing_typed_passes_the_bounds(typed in "\\PC{0,12}") {
            let regle = regle("jours");
            if let Ok(value) = lire(&regle, &typed) {
                prop_assert!((0..=3_650).contains(&value));
            }
        }
    }
}
