//! The délégation with France Travail: who is handed over, the places of the conventions, the answer
//! within its delay, the return.
//!
//! Invariants: one row for each person handed over, which an answer closes once: accepted, with the
//! entry in the dispositif (`crate::dispositifs::enter`, nothing is typed twice), or returned with a
//! coded reason; a place is counted on the open courses, never kept apart; more than the places of
//! the conventions takes a stated reason; what France Travail wrote of someone goes when a dossier
//! holds it, or some days after a return; the same list brought twice adds nobody.

mod capacite;
mod import;
mod liste;
mod model;
mod queries;
mod recevoir;
mod repondre;
pub mod rules;

pub use capacite::{change_convention, conventions, create_convention, etat_des_places};
pub(crate) use capacite::{hold_places, places};
pub use import::{
    COLONNES, Colonne, Ecart, LIGNES_MAX, OCTETS_MAX, Rapport, importer, previsualiser,
};
pub use liste::{
    TAILLE, comptes, effacer_identites, find, of_adhesion, page, ressemblances, waiting,
};
pub use model::{
    Comptes, Confiee, Convention, ConventionSaisie, DELEGATION, Delegation, EtatDelegation,
    LigneDelegation, NouvelleDelegation, Places, PlacesDuSite, Retour, Vue,
};
pub use recevoir::{rapprocher, recevoir};
pub(crate) use repondre::entered;
pub use repondre::{renvoyer, retourner};
