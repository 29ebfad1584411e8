//! entretiens
pub(super) mod routes;
