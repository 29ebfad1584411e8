//! The interview, closed from one screen with at most three minutes of typing.
//!
//! Invariants: one transaction keeps all of it or nothing; it took place today or before; it gives at
//! least one événement, `entretien_individuel` with the theme chosen; the next contact is one échéance
//! of the dossier (objet `dossier`, nature `prochain_contact`), set by the latest interview alone; the
//! first one closes `premier_entretien`. What was found, lifted, done or added belongs to the freins
//! and the plan: a correction of the interview does not touch it.

mod actions;
mod descriptions;
mod model;
mod queries;
pub mod rules;
mod suites;

pub use actions::{default_next_contact, find, list, record, update};
pub use model::{
    ActionFaite, Entretien, EntretienDraft, EntretienResume, EvenementSaisi, FaitsEntretien,
    FreinLeve, ModificationEntretien, NoteSaisie, ProchainContact,
};
