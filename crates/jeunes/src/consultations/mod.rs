//! Who consulted this dossier: what the audit keeps of it, for the direction.

mod actions;
mod model;
mod queries;

pub use actions::list;
pub use model::Consultation;
