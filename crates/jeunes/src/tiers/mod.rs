//! « Qui peut savoir »: third parties around a young person, and what may be told to each.
//!
//! Invariants: nothing is told without her agreement, dated; « rien » stands alone; an agreement
//! withdrawn or over tells nothing any more, and stays readable. `rules::peut_savoir` is the one
//! answer.

mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::{add, correct, list};
pub use model::{NouveauTiers, Tiers};
