//! The young people: who they are, how to reach them, who accompanies them, what comes next and
//! what happened. `acces` is the only maker of the proofs that reading or changing a dossier needs.

pub mod acces;
pub mod dossiers;
pub mod echeances;
pub mod frise;

pub use acces::{DossierForRead, DossierForWrite};
