//! A request about one's own data, and its answer, as posted.

use jeunes::exercices::{Exercice, Genre, NouvelExercice, Reponse};
use kernel::FieldErrors;
use serde::Deserialize;

use crate::jeunes::lire;

/// A request to note, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct DemandeForm {
    pub(super) id: String,
    pub(super) nom: String,
    pub(super) genre: String,
    pub(super) recu_le: String,
    pub(super) canal: String,
    pub(super) demandeur: String,
    pub(super) identite: String,
    pub(super) precisions: String,
}

impl DemandeForm {
    pub(super) fn parse(&self) -> Result<NouvelExercice, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id).unwrap_or_default();
        let genre = Genre::from_code(&self.genre).unwrap_or_else(|| {
            errors.add("genre", "Choisissez ce qui est demandé.");
            Genre::Acces
        });
        let absent = "Indiquez le jour où la demande est arrivée.";
        let recu_le = lire::date(&mut errors, "recu_le", &self.recu_le, absent);
        errors.check(NouvelExercice {
            id,
            nom: self.nom.trim().to_owned(),
            genre,
            recu_le,
            canal: self.canal.clone(),
            demandeur: self.demandeur.clone(),
            identite: self.identite.clone(),
            precisions: self.precisions.trim().to_owned(),
        })
    }
}

/// The answer, or the prolongation, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReponseForm {
    pub(super) version: String,
    /// `prolonger`, else it is answered.
    pub(super) geste: String,
    pub(super) motif: String,
    pub(super) le: String,
    pub(super) reponse: String,
    pub(super) identite: String,
    pub(super) precisions: String,
}

impl ReponseForm {
    pub(super) fn of(exercice: &Exercice, today: chrono::NaiveDate) -> Self {
        Self {
            version: exercice.version.to_string(),
            le: lire::field(today),
            identite: exercice.identite.clone(),
            ..Self::default()
        }
    }

    pub(super) fn prolongs(&self) -> bool {
        self.geste == "prolonger"
    }

    pub(super) fn version(&self) -> Result<i32, FieldErrors> {
        let mut errors = FieldErrors::new();
        let version = lire::hidden(&mut errors, "version", &self.version);
        errors.check(version.unwrap_or_default())
    }

    pub(super) fn parse(&self) -> Result<Reponse, FieldErrors> {
        let mut errors = FieldErrors::new();
        let le = lire::date(
            &mut errors,
            "le",
            &self.le,
            "Indiquez le jour de la réponse.",
        );
        errors.check(Reponse {
            le,
            reponse: self.reponse.clone(),
            identite: self.identite.clone(),
            precisions: self.precisions.trim().to_owned(),
        })
    }
}
