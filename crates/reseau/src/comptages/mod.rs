//! Counts of the network for the regional, State and national roles.
//!
//! Invariants: a mission locale's rows are never read across; each one publishes its counts to the
//! national table, in its own transaction; what leaves that table for several missions locales hides
//! every cell below the threshold, and enough others that no hidden cell can be worked out from the
//! total.

mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::{comptages, list_ml_ids, publish_all, publish_comptages};
pub use model::{Cellule, Indicateur, LigneComptage, TableauComptages};
