//! contact
pub(super) mod routes;
