//! A portefeuille handed over, all or part, for good or for an absence, to one colleague or two.
//!
//! Invariants: one transaction, idempotent on the identifier of the form; for an absence the référent
//! stays, and the access ends by itself on the last day, or at once when it is given back; for good
//! the référent changes with its history, one audit row a dossier; a dossier is in one handover at a
//! time; what the actor may not see is never handed over by her. The drafts about the dossiers are
//! copied to who receives them, and come back, as they then are, when the absence ends.

mod actions;
mod model;
pub(crate) mod queries;

pub use actions::{dossiers_de, give_back, give_back_due, hand_over, mes_remplacements};
pub use model::{DossierAConfier, Duree, Part, Passation, Remplace};
