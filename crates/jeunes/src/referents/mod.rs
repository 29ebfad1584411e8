//! Who accompanies a young person, and who replaces an absent référent.
//!
//! Invariants: a référent holds, in this mission locale, an affectation in force whose role can be
//! référent; one at a time, the past ones kept with their dates and reasons; two absences of the
//! same agent never overlap, so that a replacement is one person.

mod actions;
mod model;
pub(crate) mod queries;
mod remplacements;

pub use actions::{designate, history, possible};
pub(crate) use actions::{first, is_possible};
pub use model::{
    Designation, NouveauRemplacement, ReferentPossible, Remplacement, SuiviParReferent,
};
pub use remplacements::{create_remplacement, end_remplacement, remplacements};
