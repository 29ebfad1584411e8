//! The same files everywhere: each slice of a wing opens with a page that says what it is.

use std::collections::{BTreeMap, BTreeSet};

use super::edges::WINGS;
use super::{FILE_LINES, Finding, is_generated};
use crate::files;

/// Slices of wings, and the length of what is not Rust.
pub(super) fn check(sources: &[(String, String)]) -> Vec<Finding> {
    let mut findings = slices(sources);
    let long = sources
        .iter()
        .filter_map(|(path, text)| too_long(path, text));
    findings.extend(long);
    findings
}

/// Templates, styles and scripts are held to the same length as Rust; tests are not.
fn too_long(path: &str, text: &str) -> Option<Finding> {
    let kinds = ["html", "scss", "css", "js", "mjs"];
    let lines = text.lines().count();
    let judged = kinds.iter().any(|kind| files::has_extension(path, kind));
    if !judged || path.starts_with("e2e/") || is_generated(text) || lines <= FILE_LINES {
        return None;
    }
    let advice = format!("{lines} lignes, {FILE_LINES} au plus : couper par sujet");
    Some(Finding::new(path, FILE_LINES + 1, "longueur", advice))
}

fn slices(sources: &[(String, String)]) -> Vec<Finding> {
    let texts: BTreeMap<&str, &str> = sources
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let mut openings = BTreeSet::new();
    for path in texts.keys() {
        let parts: Vec<&str> = path.split('/').collect();
        if let ["crates", wing, "src", rest @ ..] = parts.as_slice() {
            if !WINGS.contains(wing) {
                continue;
            }
            openings.insert(format!("crates/{wing}/src/lib.rs"));
            if let [slice, _, ..] = rest {
                openings.insert(format!("crates/{wing}/src/{slice}/mod.rs"));
            }
        }
    }
    openings
        .iter()
        .filter_map(|opening| check_opening(opening, &texts))
        .collect()
}

fn check_opening(opening: &str, texts: &BTreeMap<&str, &str>) -> Option<Finding> {
    let advice = match texts.get(opening) {
        None => {
            "la tranche n'a pas de mod.rs : l'ouvrir par un doc `//!`, modèles et actions publics"
        }
        Some(text) if !text.trim_start().starts_with("//!") => {
            "commencer par un doc `//!` : ce que c'est, ses invariants"
        }
        Some(_) => return None,
    };
    Some(Finding::new(opening, 1, "tranche", advice))
}

#[cfg(test)]
mod tests {
    use super::super::tests::rules;
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn a_slice_opens_with_its_documentation() {
        let good = tree(&[
            ("crates/jeunes/src/lib.rs", "//! The wing.\n"),
            ("crates/jeunes/src/dossiers/mod.rs", "//! The slice.\n"),
            ("crates/jeunes/src/dossiers/queries.rs", ""),
            ("crates/web/src/jeunes/routes.rs", ""),
        ]);
        assert_eq!(rules(&check(&good)), Vec::<&str>::new());
    }

    #[test]
    fn a_slice_without_its_page_is_found() {
        let bad = tree(&[
            ("crates/jeunes/src/lib.rs", "//! The wing.\n"),
            ("crates/jeunes/src/dossiers/queries.rs", ""),
            ("crates/jeunes/src/frise/mod.rs", "mod model;\n"),
        ]);
        assert_eq!(rules(&check(&bad)), ["tranche", "tranche"]);
    }

    #[test]
    fn a_long_template_is_found_and_a_generated_one_is_not() {
        let long = "<p></p>\n".repeat(401);
        let short = "<p></p>\n".repeat(400);
        let generated = format!("<!-- @generated -->\n{long}");
        let sources = tree(&[
            ("crates/web/templates/long.html", &long),
            ("crates/web/templates/short.html", &short),
            ("crates/web/templates/icones.html", &generated),
            ("e2e/parcours.mjs", &long),
        ]);
        let findings = check(&sources);
        assert_eq!(rules(&findings), ["longueur"]);
        assert_eq!(findings[0].path, "crates/web/templates/long.html");
    }
}
