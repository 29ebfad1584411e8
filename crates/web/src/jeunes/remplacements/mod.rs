//! The named replacement of an absent colleague: reads her confidential notes and her protected
//! dossiers meanwhile.

mod forms;
pub(crate) mod routes;
