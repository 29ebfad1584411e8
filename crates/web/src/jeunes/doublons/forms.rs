//! The decisions, as posted.

use jeunes::doublons::Reunion;
use kernel::{FieldErrors, JeuneId};
use serde::Deserialize;
use uuid::Uuid;

use crate::jeunes::lire;

/// A decision that needs the version seen and nothing else.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct VersionForm {
    pub(super) version: String,
}

impl VersionForm {
    pub(super) fn parse(&self) -> Result<i32, FieldErrors> {
        let mut errors = FieldErrors::new();
        let version = lire::hidden(&mut errors, "version", &self.version);
        version.ok_or(errors)
    }
}

/// « Même personne ».
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReunirForm {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) garde: String,
    pub(super) motif: String,
    pub(super) premier: String,
    pub(super) version_premier: String,
    pub(super) second: String,
    pub(super) version_second: String,
}

impl ReunirForm {
    pub(super) fn parse(&self, paire: Uuid) -> Result<Reunion, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id);
        let version = lire::hidden(&mut errors, "version", &self.version);
        let premier: Option<JeuneId> = lire::hidden(&mut errors, "premier", &self.premier);
        let second: Option<JeuneId> = lire::hidden(&mut errors, "second", &self.second);
        let first = lire::hidden(&mut errors, "version_premier", &self.version_premier);
        let other = lire::hidden(&mut errors, "version_second", &self.version_second);
        let garde: Option<JeuneId> = self.garde.parse().ok();
        if garde.is_none() {
            errors.add("garde", "Choisissez le dossier à garder.");
        }
        if self.motif.is_empty() {
            errors.add("motif", "Choisissez un motif dans la liste.");
        }
        let seen = premier.zip(first).zip(second.zip(other));
        match (id, version, garde, seen, errors.is_empty()) {
            (Some(id), Some(version), Some(garde), Some((one, two)), true) => Ok(Reunion {
                id,
                paire,
                version,
                garde,
                versions: [one, two],
                motif: self.motif.clone(),
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_and_a_reason_are_chosen() {
        let errors = ReunirForm::default().parse(Uuid::nil()).unwrap_err();
        for field in ["garde", "motif", "id", "version"] {
            assert!(!errors.get(field).is_empty(), "{field}");
        }
        assert!(VersionForm::default().parse().is_err());
    }
}
