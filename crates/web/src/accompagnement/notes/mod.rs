//! The confidential notes: who may read them reads them, anyone else gives a reason.

mod pages;
pub(super) mod routes;
