//! The directory: missions locales, their sites, zones and agents by function; bodies without
//! dossiers.

mod pages;
pub(crate) mod routes;
