//! Formations: who teaches, what, when; a session prescribed to a young person, step by step, up to
//! what it gave.
//!
//! Invariants: the steps of a prescription follow each other in time and none is in the future
//! (`rules::apply`, and named checks); the entry creates one situation, which the end closes, and
//! nothing else is opened; a refusal says why; whether a formation counts is computed line by line
//! from dated conditions (`rules::compte`) and written nowhere; a catalogue is imported whole or not
//! at all, and twice changes nothing.

mod absences;
mod catalogue;
mod fiche;
mod import;
mod model;
mod pousser;
mod prescriptions;
mod queries;
pub mod rules;

pub use absences::{absences, noter_absence, retirer_absence};
pub use catalogue::{
    change_formation, change_organisme, change_session, create_formation, create_organisme,
    create_session, formation, formations, organisme, organismes, session, sessions,
    sessions_ouvertes,
};
pub use fiche::{comptes, prescrits};
pub use import::{
    COLONNES, Colonne, Ecart, LIGNES_MAX, OCTETS_MAX, Rapport, importer, lire, previsualiser,
};
pub use model::{
    Absence, Bilan, Changement, Compte, Condition, EtatLigne, EtatPrescription, EtatSession,
    FiltreFormations, FinFormation, Formation, FormationSaisie, Geste, LigneCompte,
    NouvelleAbsence, NouvellePrescription, Organisme, OrganismeSaisi, Prescription, PrescritNomme,
    Reponse, SessionFormation, SessionSaisie, Suivi,
};
pub use prescriptions::{changer, find, of_dossier, prescrire};
