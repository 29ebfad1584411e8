//! The hours of a week: what counts, what is wanted of this person, what she did alone.
//!
//! Invariants: hours come from facts already noted (rendez-vous, ateliers, démarches), never typed
//! twice; what counts and how long are dated parameters (`heures_compte_…`, `heures_forfait_…`), real length
//! unless the parameter `heures_au_forfait` says otherwise; a target is dated, with a coded reason; a démarche is
//! declared, then looked at; days are those of the mission locale's own calendar.

mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::{decide, declare, demarches, of_mine, set_target, week};
pub use model::{
    Cible, Decision, Demarche, EtatDemarche, LigneSemaine, NouvelleCible, NouvelleDemarche,
    SemaineComptee,
};
