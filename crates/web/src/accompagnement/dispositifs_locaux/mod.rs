//! The dispositifs of the mission locale: the list, one added, corrected, closed.

mod forms;
mod liste;
pub(super) mod routes;
mod un;
