//! The counter: the day of a site, an arrival, my arrivals, who is on duty.

mod arrivee;
mod forms;
mod pages;
mod permanences;
pub(crate) mod routes;

pub(crate) use pages::sites;
