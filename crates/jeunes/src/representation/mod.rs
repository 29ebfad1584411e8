//! Who represents a minor or a protected adult, and for which acts.
//!
//! Invariants: a minor may be received alone, only the acts of the table `acte_representant` need
//! someone; the rules of minors stop at majority by themselves, from the date of birth; of a proof,
//! the day and who saw it are kept, never the document; no measure says a health detail. A minor
//! whose representative is not known is something to complete, not a bar.

mod actions;
mod model;
mod queries;
pub mod rules;

pub(crate) use actions::follow;
pub use actions::{actes, add, correct, list, requis};
pub use model::{LigneActe, NouvelleRepresentation, Regime, Representant, Representation, vide};
