//! The young people: who they are, how to reach them, who accompanies them, what comes next and
//! what happened. `acces` is the only maker of the proofs that reading or changing a dossier needs.

pub mod acces;
pub mod accueil;
pub mod ailleurs;
mod conflit;
pub mod conservation;
pub mod consultations;
pub mod contacts;
pub mod copie;
pub mod deces;
pub mod dossiers;
pub mod doublons;
pub mod echeances;
pub mod equipe;
pub mod etats;
pub mod exercices;
pub mod faits;
pub mod frise;
pub mod gels;
pub mod heures;
pub mod identite;
pub mod imports;
pub mod imprimes;
pub mod information;
pub mod messages;
pub mod metiers;
pub mod parcours;
pub mod passations;
pub mod portefeuille;
pub mod purge;
pub mod recherche;
pub mod referents;
pub mod representation;
pub mod sejour;
pub mod situations;
pub mod synthese;
pub mod tables;
pub mod tiers;
pub mod transferts;
pub mod urgences;

pub use acces::{DossierForRead, DossierForWrite, DossiersTogether};
pub use copie::COPIE;
pub use tables::{RACINE, TABLES};
