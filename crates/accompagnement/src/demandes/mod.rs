//! What the young person asks, and what is offered.
//!
//! Invariants: a demande stands without an answer and a proposition without a demande; a demande may
//! be older than the first reception; a proposition moves by the transitions of [`rules`], and keeps
//! its result.

mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::{change_proposition, change_state, correct, create, list, propose};
pub use model::{
    ChangementDemande, ChangementProposition, CorrectionDemande, Demande, Demandes, EtatDemande,
    EtatProposition, NouvelleDemande, NouvelleProposition, Proposition,
};
