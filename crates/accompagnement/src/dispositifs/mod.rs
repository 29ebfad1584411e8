//! Dispositifs: what the law and the network offer, who may enter, who is in one, until when and
//! why.
//!
//! Invariants: the catalogue and its conditions are dated data; two dispositifs of one group are
//! never open together (`adhesion_une_du_groupe`): entering the second closes the first the day
//! before; a condition that is not met forbids the entry, one that nobody could answer needs a
//! reason and leaves something to check; what was read and answered on the day of entry is kept
//! with it and never changed; an end is computed and explains itself.

mod actions;
mod eligibilite;
mod entree;
mod locaux;
mod model;
pub(crate) mod queries;
pub mod rules;

pub use actions::{catalogue, dispositif_of, end, find, list, prolong, sign};
pub(crate) use actions::{end_any, of, situation_on};
pub use eligibilite::{Faits, conditions, examine};
pub use entree::enter;
pub(crate) use entree::enter_any;
pub use locaux::{CONDITIONS, QUESTIONS_MAX, add, close, correct, groupes, local, locaux};
pub use model::{
    Adhesion, Condition, ConditionLue, Dispositif, DispositifLocal, ENGAGEMENT, Entree,
    EtatCondition, Fin, LocalSaisi, Moyen, OBLIGATION, Prolongation, ProlongationDemandee, Reponse,
    Signature, Sortie,
};
