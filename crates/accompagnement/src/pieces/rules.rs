//! Rules of pieces, pure.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use kernel::FieldErrors;
use sha2::{Digest as _, Sha256};

use super::{
    contenu::{Format, format_of},
    model::{Nature, NouvellePiece, Retrait},
};
use crate::commun::{check_label, check_past};

/// The largest file: ten mebibytes.
pub const TAILLE_MAX: usize = 10 * 1024 * 1024;
/// The longest name that is kept.
pub const NOM_MAX: usize = 80;

const TOO_LARGE: &str = "Ce fichier est trop lourd : 10 Mo au plus. Prenez une photo moins \
    lourde, ou numérisez en noir et blanc.";
const NOT_KEPT: &str = "Ce fichier n’est ni un PDF, ni une photo JPEG ou PNG, ni un document Word \
    (DOCX), quel que soit son nom. Enregistrez-le en PDF, ou prenez le papier en photo.";

/// What a file is, or what to say of it.
///
/// # Errors
/// `fichier`: empty, too large, or nothing that is kept.
pub fn accept(bytes: &[u8]) -> Result<Format, FieldErrors> {
    if bytes.is_empty() {
        return Err(FieldErrors::one("fichier", "Choisissez un fichier."));
    }
    if bytes.len() > TAILLE_MAX {
        return Err(FieldErrors::one("fichier", TOO_LARGE));
    }
    format_of(bytes).ok_or_else(|| FieldErrors::one("fichier", NOT_KEPT))
}

/// What to say of a file that was too large to be read whole.
pub fn too_large() -> FieldErrors {
    FieldErrors::one("fichier", TOO_LARGE)
}

/// A name to show: its last part, without control, direction or path characters, folded to a
/// length; never empty.
pub fn neutral_name(name: &str, format: Format) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| {
            !c.is_control()
                && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}' | '\u{feff}')
        })
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
            c => c,
        })
        .collect();
    let stem = kept
        .rsplit_once('.')
        .map_or(kept.as_str(), |(stem, _)| stem)
        .trim_matches(['.', ' ']);
    let stem: String = stem.chars().take(NOM_MAX - 5).collect();
    let stem = if stem.is_empty() { "fichier" } else { &stem };
    format!("{stem}.{}", format.extension())
}

/// The SHA-256 of `bytes`, in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// What is wrong with a piece, besides its file.
pub fn check(
    new: &NouvellePiece,
    nature: Option<&Nature>,
    with_file: bool,
    today: NaiveDate,
) -> FieldErrors {
    let mut errors = FieldErrors::new();
    let Some(nature) = nature else {
        errors.add("nature", "Choisissez une réponse de la liste.");
        return errors;
    };
    if !nature.refus.is_empty() {
        errors.add("nature", nature.refus.clone());
    } else if new.sante && with_file {
        errors.add(
            "sante",
            "Ce fichier contient des données de santé : il ne se garde pas ici. Rendez le papier à \
             la personne ; si besoin, notez seulement que vous l’avez vu.",
        );
    }
    match new.vue_le {
        Some(day) => check_past(&mut errors, "vue_le", day, today),
        None if !with_file => errors.add(
            "fichier",
            "Choisissez un fichier, ou donnez le jour où vous avez vu le papier.",
        ),
        None => {}
    }
    if new.valable_au.is_some() && !nature.finit {
        errors.add("valable_au", "Ce type de pièce n’a pas de date de fin.");
    }
    errors
}

/// A withdrawal says why.
pub fn check_withdrawal(retrait: &Retrait) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "motif", &retrait.motif, 500);
    errors
}

/// The day its end begins to be shown.
pub fn visible(nature: &Nature, fin: NaiveDate) -> NaiveDate {
    let days = u64::try_from(nature.alerte_jours).unwrap_or(0);
    fin.checked_sub_days(Days::new(days)).unwrap_or(fin)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn kind(finit: bool, refus: &str) -> Nature {
        Nature {
            code: "identite".into(),
            finit,
            alerte_jours: 60,
            refus: refus.into(),
        }
    }

    fn piece() -> NouvellePiece {
        NouvellePiece {
            id: uuid::Uuid::nil().into(),
            nature: "identite".into(),
            valable_au: None,
            sante: false,
            vue_le: None,
            remplace: None,
        }
    }

    fn fields(errors: &FieldErrors) -> Vec<&str> {
        errors.iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn health_data_is_refused_with_the_reason() {
        let today = day("2026-11-23");
        let why = "c’est une donnée de santé";
        let errors = check(&piece(), Some(&kind(false, why)), true, today);
        assert_eq!(errors.iter().next(), Some(("nature", why)));
        let said = NouvellePiece {
            sante: true,
            ..piece()
        };
        let kind = kind(true, "");
        assert_eq!(fields(&check(&said, Some(&kind), true, today)), ["sante"]);
        let seen = NouvellePiece {
            vue_le: Some(today),
            ..said
        };
        assert!(
            check(&seen, Some(&kind), false, today).is_empty(),
            "seen, not kept"
        );
        assert_eq!(
            fields(&check(&piece(), Some(&kind), false, today)),
            ["fichier"]
        );
        assert_eq!(fields(&check(&piece(), None, true, today)), ["nature"]);
        let late = NouvellePiece {
            vue_le: Some(day("2026-11-24")),
            valable_au: Some(today),
            ..piece()
        };
        let endless = super::tests::kind(false, "");
        let found = check(&late, Some(&endless), false, today);
        assert_eq!(fields(&found), ["vue_le", "valable_au"]);
    }

    #[test]
    fn a_name_is_only_shown() {
        for (typed, shown) in [
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\Users\\moi\\Scan 1.PDF", "Scan 1.pdf"),
            ("carte\u{202e}fdp.exe", "cartefdp.pdf"),
            ("...", "fichier.pdf"),
            ("", "fichier.pdf"),
            ("a\"b<c>.html", "a_b_c_.pdf"),
        ] {
            assert_eq!(neutral_name(typed, Format::Pdf), shown, "{typed}");
        }
        assert!(visible(&kind(true, ""), day("2027-01-22")) == day("2026-11-23"));
    }

    proptest! {
        #[test]
        fn a_name_is_short_and_makes_no_path(name in "\\PC{0,200}") {
            let shown = neutral_name(&name, Format::Docx);
            prop_assert!(shown.chars().count() <= NOM_MAX);
            let end = std::path::Path::new(&shown).extension();
            prop_assert!(end.is_some_and(|end| end == "docx") && !shown.contains(['/', '\\']));
        }
    }

    #[test]
    fn a_file_that_is_too_large_is_refused_whatever_it_is() {
        let mut bytes = b"%PDF-1.7".to_vec();
        bytes.resize(TAILLE_MAX + 1, b'%');
        bytes.extend_from_slice(b"%%EOF");
        assert!(accept(&bytes).is_err());
        assert!(
            accept(&bytes[bytes.len() - TAILLE_MAX..]).is_err(),
            "no head"
        );
    }
}
