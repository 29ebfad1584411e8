//! `/jeunes/{id}/iban`: the bank account of a person, entered by one, confirmed by another.

mod forms;
mod page;
pub(super) mod routes;
