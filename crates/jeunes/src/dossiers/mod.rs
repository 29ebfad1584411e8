//! The dossier itself: identity, state, place, référent, protection.
//!
//! Invariants: a dossier always has a birth date or a declared age with its date; its number is
//! given once; papers are never needed to open it; a protected dossier says why, by a code.

pub(crate) mod actions;
mod model;
pub(crate) mod queries;
pub mod rules;
pub(crate) mod sortie;

pub(crate) use actions::next_number;
pub use actions::{create, protect, unprotect, update_identity};
pub use model::{
    Completude, Dossier, EtatDossier, Identite, Lieu, Manque, Moyen, Naissance, NouveauJeune,
    Public,
};
