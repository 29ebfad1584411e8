//! The first page after sign-in, drafts, health check, the accessibility statement.

pub(crate) mod routes;
