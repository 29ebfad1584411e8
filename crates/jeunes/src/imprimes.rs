//! What the papers about a young person show: her CV. Words only, already in French; the port
//! `Documents` makes a paper of them. The examples in `crates/documents/exemples` have this shape,
//! which a test holds.

use serde::{Deserialize, Serialize};

/// How a CV is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MiseEnPage {
    /// One column.
    #[default]
    Classique,
    /// Two columns.
    Moderne,
}

impl MiseEnPage {
    /// The layout whose code is `code`; the first one for anything else.
    pub fn from_code(code: &str) -> Self {
        match code {
            "moderne" => Self::Moderne,
            _ => Self::Classique,
        }
    }
}

/// A CV, from the facts of the dossier and nothing else: neither age, nor address, nor photograph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cv {
    /// How it is laid out.
    pub modele: MiseEnPage,
    /// `Prénom NOM`.
    pub personne: String,
    /// The métiers aimed at, in the order of preference.
    pub metiers: Vec<String>,
    /// How an employer may reach her, and her commune.
    pub contacts: Vec<String>,
    /// What she did, latest first.
    pub experiences: Vec<FaitCv>,
    /// What she studied, latest first.
    pub formations: Vec<FaitCv>,
    /// The languages she speaks.
    pub langues: Vec<String>,
    /// What she may drive, and how she moves.
    pub permis: Vec<String>,
}

/// An experience or a formation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaitCv {
    /// What.
    pub titre: String,
    /// Where, or an empty string.
    pub ou: String,
    /// When, or an empty string.
    pub quand: String,
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use serde_json::Value;

    use super::*;

    #[test]
    fn the_examples_of_documents_have_this_shape() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../documents/exemples");
        let mut seen = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            if !name.starts_with("cv-") {
                continue;
            }
            let said: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            let read: Cv = serde_json::from_value(said.clone())
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(serde_json::to_value(&read).unwrap(), said, "{name}");
            seen += 1;
        }
        assert!(seen >= 6, "{seen} examples");
    }

    #[test]
    fn an_unknown_layout_is_the_first_one() {
        assert_eq!(MiseEnPage::from_code("moderne"), MiseEnPage::Moderne);
        for code in ["", "classique", "MODERNE", "x"] {
            assert_eq!(MiseEnPage::from_code(code), MiseEnPage::Classique, "{code}");
        }
    }
}
