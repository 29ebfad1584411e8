//! Commissions of aides: who meets, on what, who sits out, what is decided, and the procès-verbal.
//!
//! Invariants: the sheet of a request names nobody: an age bracket and codes, written the day it
//! joins the ordre du jour; a member sits out the requests she made, and those noted; nothing is
//! decided when nobody is left to decide; once closed, a commission has its procès-verbal, which
//! nobody changes, not even the application.

mod actions;
mod model;
mod passages;
mod proces_verbal;
mod queries;
pub mod rules;

pub use actions::{ajouter_membre, commission, create, deporter, marquer, toutes};
pub use model::{
    Commission, DecisionCommission, Deport, Membre, NouveauMembre, NouveauPassage,
    NouvelleCommission, Passage, ProcesVerbal, Seance, VoteNote,
};
pub use passages::{decider, inscrire, ouvertes};
pub use proces_verbal::{clore, proces_verbal};
