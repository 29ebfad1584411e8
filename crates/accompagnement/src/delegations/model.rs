//! The shapes of a délégation.

use chrono::NaiveDate;
use kernel::{AdhesionId, ConventionId, DelegationId, JeuneId, SiteId};
use serde::{Deserialize, Serialize};

use crate::commun::coded;

/// The code of the dispositif.
pub const DELEGATION: &str = "delegation";

coded! {
    /// Where the answer stands, as it is written.
    EtatDelegation {
        Recue = "recue", "À traiter";
        Acceptee = "acceptee", "Acceptée";
        Retournee = "retournee", "Retournée";
        Renvoyee = "renvoyee", "Renvoyée";
    }
}

coded! {
    /// Where someone stands, as people look for it: read from the answer and the course.
    Vue {
        ATraiter = "a_traiter", "À traiter";
        EnCours = "en_cours", "Accompagnées";
        Terminee = "terminee", "Terminées";
        Retournee = "retournee", "Retournées";
    }
}

/// Someone, as France Travail wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confiee {
    /// Name at birth.
    pub nom: String,
    /// Given name.
    pub prenom: String,
    /// Born on.
    pub naissance: NaiveDate,
    /// Her number at France Travail, or an empty string.
    #[serde(default)]
    pub identifiant: String,
    /// A phone, or an empty string.
    #[serde(default)]
    pub telephone: String,
    /// A mail, or an empty string.
    #[serde(default)]
    pub courriel: String,
    /// Where she lives, in words, or an empty string.
    #[serde(default)]
    pub commune: String,
}

impl Confiee {
    /// `Prénom NOM`.
    pub fn nom_affiche(&self) -> String {
        format!("{} {}", self.prenom, self.nom.to_uppercase())
    }
}

/// Someone handed over, as a form or a file brings her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouvelleDelegation {
    /// Chosen by the form: a second post finds it.
    pub id: DelegationId,
    /// Who.
    pub confiee: Confiee,
    /// The agency of France Travail, or an empty string.
    pub agence: String,
    /// The day it reached the mission locale: today or earlier.
    pub recue_le: NaiveDate,
}

/// Someone handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// Its identifier.
    pub id: DelegationId,
    /// Her dossier, once it is known.
    pub jeune: Option<JeuneId>,
    /// What France Travail wrote, while nobody else holds it.
    pub identite: Option<Confiee>,
    /// The agency, or an empty string.
    pub agence: String,
    /// The day it came.
    pub recue_le: NaiveDate,
    /// The last day to answer.
    pub reponse_avant: NaiveDate,
    /// Where the answer stands.
    pub etat: EtatDelegation,
    /// The day of the answer.
    pub repondue_le: Option<NaiveDate>,
    /// Who answered, or an empty string.
    pub repondue_par: String,
    /// The course, once accepted.
    pub adhesion: Option<AdhesionId>,
    /// Last day of the course, once left.
    pub sortie_le: Option<NaiveDate>,
    /// Why returned (list `delegation_retour`), or an empty string.
    pub motif: String,
    /// In words, or an empty string.
    pub mots: String,
    /// The day of a return during the course.
    pub fin_le: Option<NaiveDate>,
    /// Posted back to change it.
    pub version: i32,
}

impl Delegation {
    /// Where she stands.
    pub const fn vue(&self) -> Vue {
        super::rules::vue(self.etat, self.sortie_le.is_some())
    }

    /// Not answered although the delay is over.
    pub fn en_retard(&self, today: NaiveDate) -> bool {
        self.etat == EtatDelegation::Recue && today > self.reponse_avant
    }
}

/// Someone handed over, as the list shows her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneDelegation {
    /// What is known.
    pub delegation: Delegation,
    /// `Prénom NOM`; `None`: her dossier is protected from the actor, or nothing names her any more.
    pub nom: Option<String>,
}

/// How many stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comptes {
    /// Not answered.
    pub a_traiter: i64,
    /// Of which the delay is over.
    pub en_retard: i64,
    /// Accompanied here.
    pub en_cours: i64,
    /// Left in another way than a return.
    pub terminees: i64,
    /// Returned, before or during.
    pub retournees: i64,
}

/// A return as a form posts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retour {
    /// The version that was shown.
    pub version: i32,
    /// The day: today or earlier.
    pub le: NaiveDate,
    /// Why (list `delegation_retour`).
    pub motif: String,
    /// In words: needed for « Autre ».
    pub mots: String,
}

/// Places of a convention, as a form posts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConventionSaisie {
    /// Chosen by the form: a second post finds it.
    pub id: ConventionId,
    /// For one site; none: the whole mission locale.
    pub site: Option<SiteId>,
    /// First day.
    pub du: NaiveDate,
    /// Last day, when one is set.
    pub au: Option<NaiveDate>,
    /// Young people at one time.
    pub places: i32,
    /// The text that gives them.
    pub reference: String,
}

/// Places of a convention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Convention {
    /// Its identifier.
    pub id: ConventionId,
    /// For one site.
    pub site: Option<SiteId>,
    /// Its name, or an empty string.
    pub site_nom: String,
    /// First day.
    pub du: NaiveDate,
    /// Last day, when one is set.
    pub au: Option<NaiveDate>,
    /// Young people at one time.
    pub places: i32,
    /// The text that gives them.
    pub reference: String,
    /// Posted back to change it.
    pub version: i32,
}

/// Places and who has one, on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Places {
    /// Given by the conventions; `None`: no convention holds on that day.
    pub total: Option<i64>,
    /// Taken by an open course.
    pub prises: i64,
    /// Given to the site of the person, when conventions name sites.
    pub total_site: Option<i64>,
    /// Taken by people of that site.
    pub prises_site: i64,
}

/// Places of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacesDuSite {
    /// The site; an empty string: the whole mission locale.
    pub nom: String,
    /// Given.
    pub total: i64,
    /// Taken.
    pub prises: i64,
}
