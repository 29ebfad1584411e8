//! What a young person does: job, formation, school, search.
//!
//! Invariants: the state of a situation follows from its dates and the day it is read; several may
//! overlap; the current one is the first in the order of the list `situation_categorie`; without
//! one, the situation is unknown. Entering the past is normal.

mod actions;
mod model;
pub(crate) mod queries;
pub mod rules;

pub(crate) use actions::libelle;
pub use actions::{add, correct, current, end, list};
pub use model::{EtatSituation, INCONNUE, NouvelleSituation, Situation};
