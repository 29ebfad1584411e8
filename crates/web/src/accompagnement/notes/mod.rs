//! notes
pub(super) mod routes;
