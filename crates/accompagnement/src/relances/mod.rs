//! After an absence: what is tried to reach the person, step after step. The steps and their days
//! are data (list `relance_absence`, parameters `relance_<code>_jours`), each attempt is one click.
//!
//! Invariants: one échéance tells the next step; a step is tried once; someone reached, or an
//! absence that turns out to be excused, closes the chain; nothing is decided by itself.

mod actions;
mod model;
mod queries;
mod rules;

pub(crate) use actions::open;
pub use actions::{attempt, chain};
pub use model::{Etape, Tentative};
