//! The shapes of formations: the catalogue, then what is prescribed (`suivi`).

mod suivi;

use chrono::NaiveDate;
use kernel::{FormationId, OrganismeFormationId, SessionFormationId};

use crate::commun::coded;

pub use suivi::{
    Absence, Bilan, Changement, Compte, Condition, EtatLigne, EtatPrescription, FinFormation,
    Geste, LigneCompte, NouvelleAbsence, NouvellePrescription, Prescription, PrescritNomme,
    Reponse, Suivi,
};

coded! {
    /// Where a session stands: read from its dates, written nowhere.
    EtatSession {
        AVenir = "a_venir", "À venir";
        EnCours = "en_cours", "En cours";
        Terminee = "terminee", "Terminée";
        Annulee = "annulee", "Annulée";
    }
}

/// Who gives training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisme {
    /// Its identifier.
    pub id: OrganismeFormationId,
    /// Its name.
    pub nom: String,
    /// Its number: fourteen digits, or an empty string.
    pub siret: String,
    /// Whom to ask for, or an empty string.
    pub contact: String,
    /// Telephone, or an empty string.
    pub telephone: String,
    /// Address of mail, or an empty string.
    pub courriel: String,
    /// Nothing is prescribed there from this day.
    pub ferme_le: Option<NaiveDate>,
    /// How many formations it gives.
    pub formations: i64,
    /// Posted back to change it.
    pub version: i32,
}

/// Who gives training, as a form writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganismeSaisi {
    /// Chosen by the form that creates it: a second post finds it.
    pub id: OrganismeFormationId,
    /// Its name.
    pub nom: String,
    /// Its number, or an empty string.
    pub siret: String,
    /// Whom to ask for, or an empty string.
    pub contact: String,
    /// Telephone, or an empty string.
    pub telephone: String,
    /// Address of mail, or an empty string.
    pub courriel: String,
    /// Nothing is prescribed there from this day.
    pub ferme_le: Option<NaiveDate>,
}

/// What is taught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formation {
    /// Its identifier.
    pub id: FormationId,
    /// Who gives it.
    pub organisme: OrganismeFormationId,
    /// The name of who gives it.
    pub organisme_nom: String,
    /// Its number in the catalogue it was read from, or an empty string.
    pub numero: String,
    /// Its title.
    pub intitule: String,
    /// Its kind (list `formation_genre`).
    pub genre: String,
    /// Its Formacode, or an empty string.
    pub formacode: String,
    /// The métier it leads to, or an empty string.
    pub rome: String,
    /// Its RNCP or RS number, or an empty string.
    pub certification: String,
    /// Who pays (list `formation_financeur`), or an empty string.
    pub financeur: String,
    /// Those who follow it are paid; `None`: not known.
    pub remuneree: Option<bool>,
    /// How (list `formation_modalite`).
    pub modalite: String,
    /// Where, or an empty string.
    pub lieu: String,
    /// What one learns, or an empty string.
    pub contenu: String,
    /// Nothing is prescribed there from this day.
    pub fermee_le: Option<NaiveDate>,
    /// The first day of its next session.
    pub prochaine: Option<NaiveDate>,
    /// Posted back to change it.
    pub version: i32,
}

/// What is taught, as a form or a catalogue writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormationSaisie {
    /// Chosen by the form that creates it: a second post finds it.
    pub id: FormationId,
    /// Who gives it.
    pub organisme: OrganismeFormationId,
    /// Its number in a catalogue, or an empty string.
    pub numero: String,
    /// Its title.
    pub intitule: String,
    /// Its kind (list `formation_genre`).
    pub genre: String,
    /// Its Formacode, or an empty string.
    pub formacode: String,
    /// The métier it leads to, or an empty string.
    pub rome: String,
    /// Its RNCP or RS number, or an empty string.
    pub certification: String,
    /// Who pays (list `formation_financeur`), or an empty string.
    pub financeur: String,
    /// Those who follow it are paid; `None`: not known.
    pub remuneree: Option<bool>,
    /// How (list `formation_modalite`).
    pub modalite: String,
    /// Where, or an empty string.
    pub lieu: String,
    /// What one learns, or an empty string.
    pub contenu: String,
    /// Nothing is prescribed there from this day.
    pub fermee_le: Option<NaiveDate>,
}

/// When a formation takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionFormation {
    /// Its identifier.
    pub id: SessionFormationId,
    /// Of which formation.
    pub formation: FormationId,
    /// The title of the formation.
    pub intitule: String,
    /// Who gives it.
    pub organisme_nom: String,
    /// Where, or an empty string.
    pub lieu: String,
    /// Its number in a catalogue, or an empty string.
    pub numero: String,
    /// First day.
    pub debut: NaiveDate,
    /// Last day.
    pub fin: NaiveDate,
    /// Hours in all.
    pub heures: Option<i32>,
    /// Places.
    pub places: Option<i32>,
    /// The day of the information collective.
    pub reunion_le: Option<NaiveDate>,
    /// The last day to propose someone.
    pub limite_le: Option<NaiveDate>,
    /// The day it was called off.
    pub annulee_le: Option<NaiveDate>,
    /// Prescriptions that go on or were realised.
    pub prescrits: i64,
    /// Posted back to change it.
    pub version: i32,
}

impl SessionFormation {
    /// Where it stands on `today`.
    pub fn etat(&self, today: NaiveDate) -> EtatSession {
        if self.annulee_le.is_some() {
            EtatSession::Annulee
        } else if self.fin < today {
            EtatSession::Terminee
        } else if self.debut > today {
            EtatSession::AVenir
        } else {
            EtatSession::EnCours
        }
    }
}

/// When a formation takes place, as a form or a catalogue writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSaisie {
    /// Chosen by the form that creates it: a second post finds it.
    pub id: SessionFormationId,
    /// Of which formation.
    pub formation: FormationId,
    /// Its number in a catalogue, or an empty string.
    pub numero: String,
    /// First day.
    pub debut: NaiveDate,
    /// Last day.
    pub fin: NaiveDate,
    /// Hours in all.
    pub heures: Option<i32>,
    /// Places.
    pub places: Option<i32>,
    /// The day of the information collective.
    pub reunion_le: Option<NaiveDate>,
    /// The last day to propose someone.
    pub limite_le: Option<NaiveDate>,
    /// The day it was called off.
    pub annulee_le: Option<NaiveDate>,
}

/// What is looked for in the catalogue; an empty string looks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiltreFormations {
    /// Words of the title, of the place, of who gives it.
    pub texte: String,
    /// Its kind.
    pub genre: String,
    /// Who gives it.
    pub organisme: Option<OrganismeFormationId>,
    /// Only those with a session to come.
    pub a_venir: bool,
}
