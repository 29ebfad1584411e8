//! The team, its meeting, and handovers.

mod passation;
pub(crate) mod routes;
