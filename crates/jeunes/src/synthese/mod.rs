//! What the first page of a dossier says at once: the situation, how to reach the person, what is
//! missing, what is overdue. One statement.

mod actions;
mod model;
mod queries;

pub use actions::{completude, synthese};
pub use model::{ContactBref, Etendue, SituationBreve, Synthese};
