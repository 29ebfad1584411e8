//! What blocks: coded freins, found on a day, lifted on another, with how.
//!
//! Invariants: a code is open once for a dossier (`frein_ouvert_unique`); a lifted frein is never
//! opened again, a new row tells the new fact; the domain is that of the list `frein` on the day it
//! was found.

mod actions;
mod model;
pub(crate) mod queries;
pub mod rules;

pub use actions::{add, lift, list, list_open, reopen};
pub(crate) use actions::{domain_of, lifted_event};
pub use model::{Frein, LeveeFrein, NouveauFrein, Reouverture};
