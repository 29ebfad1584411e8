//! Agents of a mission locale, their dated affectations and their accounts, for the local
//! administration.
//!
//! Invariants: a person is declared once in the nation, by her professional mail; only her
//! affectations here are seen and changed here; an account that also opens another mission locale
//! or body is not closed or renewed from here; only the direction acts on the direction, and gives
//! its roles; nobody gives a role to herself; at least one administrateur local or directeur with an
//! open account remains.

mod actions;
mod comptes;
mod model;
mod queries;
pub mod rules;

pub use actions::{
    add_affectation, agent, attach_agent, declare_agent, end_affectation, list_agents, update_agent,
};
pub use comptes::{close_account, create_account, renew_link, reopen_account, sign_out_everywhere};
pub use model::{
    AffectationLigne, AffectationSaisie, AgentFiche, AgentSaisi, CompteLigne, Declaration,
    EtatCompte, Invitation,
};
