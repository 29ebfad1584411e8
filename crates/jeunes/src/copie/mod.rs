//! The copy of her dossier that a person receives (RGPD, art. 15 and 20): every table of every
//! wing, in words, without what is someone else's.
//!
//! Invariants: a column leaves only when its wing declares it ([`TableCopiee`]), so that a new one
//! stays in until someone decides; for the référent, her named replacement and the direction; each
//! copy leaves a trace that says which. What is left out is said to the person, with why.

mod actions;
mod colonnes;
mod grandes;
mod json;
mod model;
mod queries;
pub mod rules;

pub use actions::{announce, may, prepare};
pub use colonnes::COPIE;
pub use json::write;
pub use model::{
    Champ, Code, Colonne, Copie, Forme, LigneCopiee, Partie, Pourquoi, Sens, TableCopiee, Valeur,
    col,
};
