//! `/reglages/parametres`: the dated rules and amounts, and their correction by the direction.

mod fiche;
mod liste;
pub(super) mod routes;
