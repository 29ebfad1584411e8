//! Adding, correcting and ending a situation.

mod forms;
mod pages;
pub(crate) mod routes;

pub(super) use forms::hours;
