//! What a young person does: job, formation, school, search.
//!
//! Invariants: the state of a situation follows from its dates and the day it is read; several may
//! overlap; the current one is the first in the order of the list `situation_categorie`; without
//! one, the situation is unknown. Entering the past is normal. What no situation tells is a gap, read
//! « Situation inconnue » and never typed; an overlap that is not usual is said and never refused.
//! `rules::current` is the one rule of the current situation: the statements of the first page and
//! of the portefeuille follow it, a test keeps them equal.

mod actions;
mod model;
pub(crate) mod queries;
pub mod rules;
mod temps;

pub(crate) use actions::libelle;
pub use actions::{add, correct, current, end, list, list_after_write, ordre};
pub use model::{EtatSituation, INCONNUE, NouvelleSituation, Precisions, Situation, Trou};
pub use temps::{chevauchements, compatibles, fin_proposee, trous};
