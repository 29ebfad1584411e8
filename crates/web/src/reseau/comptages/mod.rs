//! The published counts of a territory, small cells grouped.

pub(crate) mod routes;
