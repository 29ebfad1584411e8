//! Parrainage: the list of parrains and marraines, and what a course shows of it.

pub(super) mod cours;
pub(super) mod forms;
mod liste;
pub(super) mod routes;
