//! What every slice repeats: closed sets with their labels, the checks of a form, the conflict that
//! shows both values.

use chrono::NaiveDate;
use kernel::FieldErrors;
use platform::{ChampEnConflit, Conflit, Error, Result, Tx};

/// Declares a closed set with its code (database, form) and its French label.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize,
            serde::Deserialize, sqlx::Type,
        )]
        #[sqlx(type_name = "text")]
        pub enum $name {
            $(#[doc = $label] #[sqlx(rename = $code)] #[serde(rename = $code)] $variant,)*
        }

        impl $name {
            /// Every value, in the order of the lists people see.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// What people read.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// The value whose code is `code`.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}
pub(crate) use coded;

/// `code` must be offered by `liste` on the day of the fact.
pub(crate) fn check_choice(
    tx: &Tx,
    errors: &mut FieldErrors,
    field: &str,
    liste: &str,
    code: &str,
    day: NaiveDate,
) {
    if !tx.nomenclatures().accepte(liste, code, day) {
        errors.add(field, "Choisissez une réponse de la liste.");
    }
}

/// At most `max` characters, all of which can be kept.
pub(crate) fn check_text(errors: &mut FieldErrors, field: &str, text: &str, max: usize) {
    let length = text.chars().count();
    if length > max {
        errors.add(
            field,
            format!("Ce texte est trop long : {max} caractères au plus, il en a {length}."),
        );
    }
    if text.contains('\0') {
        errors.add(field, "Ce texte contient un caractère illisible.");
    }
}

/// Something is written, in at most `max` characters.
pub(crate) fn check_label(errors: &mut FieldErrors, field: &str, text: &str, max: usize) {
    check_written(errors, field, (text, max), "Écrivez quelques mots.");
}

/// Something is written, in at most `max` characters; `missing` asks for it by its name, so that the
/// summary of a form with several empty fields says which.
pub(crate) fn check_written(
    errors: &mut FieldErrors,
    field: &str,
    (text, max): (&str, usize),
    missing: &str,
) {
    if text.trim().is_empty() {
        errors.add(field, missing);
    }
    check_text(errors, field, text, max);
}

/// Today or before: late entry is normal, the future is not.
pub(crate) fn check_past(errors: &mut FieldErrors, field: &str, day: NaiveDate, today: NaiveDate) {
    if day > today {
        errors.add(field, "Cette date est dans l’avenir.");
    }
}

/// Why a cell of a file is refused whatever its column: a formula, or what no text holds.
pub(crate) fn cell_refused(cell: &str) -> Option<&'static str> {
    if cell
        .chars()
        .any(|c| c.is_control() && !"\n\r\t".contains(c))
    {
        Some("Cette cellule contient un caractère illisible.")
    } else if is_formula(cell) {
        Some("Cette cellule ressemble à une formule de tableur\u{a0}: écrivez sa valeur.")
    } else {
        None
    }
}

/// What a spreadsheet would run: `=`, `@`, or a sign before something that is no number.
fn is_formula(cell: &str) -> bool {
    let mut rest = cell.chars();
    match rest.next() {
        Some('=' | '@') => true,
        Some('+' | '-') => !rest
            .as_str()
            .starts_with(|c: char| c.is_ascii_digit() || c == ' '),
        _ => false,
    }
}

/// What was typed beside what stands now; nothing is wrong when the two are the same, as in the
/// second post of one form.
pub(crate) fn conflict(fields: Vec<(&str, String, String)>, version: i32) -> Result<()> {
    let champs: Vec<ChampEnConflit> = fields
        .into_iter()
        .filter(|(_, saisi, actuel)| saisi != actuel)
        .map(|(libelle, saisi, actuel)| ChampEnConflit {
            libelle: libelle.to_owned(),
            saisi,
            actuel,
        })
        .collect();
    if champs.is_empty() {
        return Ok(());
    }
    Err(Error::Conflict(Box::new(Conflit { champs, version })))
}

/// A row that a second post finds already there; an identifier of another dossier is not found.
pub(crate) fn already_there<T>(found: Option<T>) -> Result<T> {
    found.ok_or(Error::NotFound)
}

/// `03/12/2026`, or an empty string.
pub(crate) fn short(day: Option<NaiveDate>) -> String {
    day.map(kernel::dates::short).unwrap_or_default()
}

/// The first `max` characters, with an ellipsis when something was cut.
pub(crate) fn truncated(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(max.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cut_text_is_never_longer_than_asked(text in "\\PC{0,60}", max in 1_usize..50) {
            let cut = truncated(&text, max);
            prop_assert!(cut.chars().count() <= max);
            prop_assert!(text.chars().count() > max || cut == text);
        }
    }

    #[test]
    fn a_formula_is_told_from_a_number_and_a_dash() {
        for cell in ["=1+1", "@SOMME(A1)", "+cmd|' /C calc'!A0", "-A1"] {
            assert!(is_formula(cell), "{cell}");
        }
        for cell in ["", "-3", "+33600000000", "- CAP cuisine", "CAP = cuisine"] {
            assert!(!is_formula(cell), "{cell}");
        }
    }

    #[test]
    fn a_second_post_of_the_same_change_is_no_conflict() {
        assert!(conflict(vec![("État", "faite".into(), "faite".into())], 3).is_ok());
        let Err(Error::Conflict(conflit)) =
            conflict(vec![("État", "faite".into(), "abandonnée".into())], 3)
        else {
            panic!("a conflict");
        };
        assert_eq!(conflit.version, 3);
        assert_eq!(conflit.champs[0].actuel, "abandonnée");
    }
}
