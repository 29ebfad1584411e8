//! One person, one dossier: the likely duplicates of someone about to be created, among the
//! dossiers of the same mission locale. A person decides, always.
//!
//! The seam of the linkage engine is [`rules::compare`]: it turns two [`model::Portrait`]s into a
//! score in bits and words. For whole files the engine is [`moteur`]. Candidates come from the fuzzy search, the same birth date and the same
//! contact. A protected dossier is never shown: a strong likeness says « contactez la direction ».

mod actions;
pub mod cles;
mod cote_a_cote;
mod model;
pub mod moteur;
mod phonetique;
mod queries;
pub mod rules;
pub mod verification;

pub use actions::likely_duplicates;
pub use model::{Champ, Comparaison, Doublon, DoublonVisible, Poids, Population, Portrait};
