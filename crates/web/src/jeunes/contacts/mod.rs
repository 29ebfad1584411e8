//! Adding, correcting and ending a means of contact; changing the address.

mod forms;
mod pages;
pub(crate) mod routes;
