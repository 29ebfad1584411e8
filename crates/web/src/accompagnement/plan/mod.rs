//! The plan of action: what blocks, what the young person wants, who does what and when, and her
//! agreement.

mod accords;
mod forms;
mod gestes;
mod pages;
mod papier;
pub(super) mod routes;
mod vues;
