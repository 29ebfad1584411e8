//! « Avez-vous déjà été suivi ailleurs ? ».

mod forms;
mod pages;
pub(crate) mod routes;
