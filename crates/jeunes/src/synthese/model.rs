//! The shapes of the first page.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::dossiers::{Completude, Manque};

/// What is there and what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Etendue {
    /// Partiel, complet or justifié.
    pub completude: Completude,
    /// What is missing.
    pub manques: Vec<Manque>,
}

/// The current situation, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SituationBreve {
    /// The type, else the category.
    pub libelle: String,
    /// First day.
    pub debut: NaiveDate,
    /// Last day, when it is known.
    pub fin: Option<NaiveDate>,
    /// Employer, school, organisation, or an empty string.
    pub structure: String,
}

/// A contact in force.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ContactBref {
    /// `telephone`, `courriel` or `autre`.
    pub moyen: String,
    /// As stored; `valeur_affichee` shows it.
    pub valeur: String,
    /// Whose it is (list `lien_personne`).
    pub titulaire: String,
    /// A few words, or an empty string.
    pub precisions: String,
    /// A message may be left: `oui`, `non`, `inconnu`.
    pub(super) message: String,
    /// « Mission locale » may be said: `oui`, `non`, `inconnu`.
    pub(super) dire_ml: String,
    /// Whose it is in words, when it is not the person's own; else an empty string.
    #[serde(default)]
    pub a_qui: String,
    /// What to mind, in words, or an empty string.
    #[serde(default)]
    pub consigne: String,
}

impl ContactBref {
    /// The value as people read it: a French number in pairs.
    pub fn valeur_affichee(&self) -> String {
        if self.moyen == "telephone" {
            kernel::phone::display(&self.valeur)
        } else {
            self.valeur.clone()
        }
    }
}

/// The first page of a dossier, beside its identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synthese {
    /// The current situation; `None`: unknown, or not for this role.
    pub situation: Option<SituationBreve>,
    /// The role sees the situation.
    pub situation_visible: bool,
    /// The contacts in force, the person's own first; empty when the role does not see them.
    pub contacts: Vec<ContactBref>,
    /// How complete the dossier is.
    pub etendue: Etendue,
    /// Things to do that are visible and not done.
    pub a_faire: i64,
    /// Those of them whose day has passed.
    pub en_retard: i64,
    /// The day of the last thing that happened.
    pub dernier_evenement: Option<NaiveDate>,
}
