//! The bank account of a person: entered by one agent, effective once another confirmed it.
//!
//! Invariants: one confirmed and one waiting at most; who enters is not who confirms
//! (`coordonnees_bancaires_deux_agents`); a change leaves the former as history; the number is never
//! in the audit, in a log or in an échéance, and is shown masked but to those who confirm.

mod actions;
mod model;
mod queries;
mod rules;

pub use actions::{confirm, discard, list, propose};
pub use model::{Compte, EtatCompte, Iban, NouveauCompte, Titulaire};
