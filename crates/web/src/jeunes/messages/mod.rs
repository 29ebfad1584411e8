//! Messages taken for a colleague.

pub(crate) mod routes;
