//! The first page of a dossier: who, what now, what next, what blocks, what happened. It composes
//! the wings, one function each, and shows only what the role may read.

mod pages;
pub(crate) mod routes;
