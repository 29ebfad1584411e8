//! The copy of her dossier that a person receives.

mod pages;
pub(crate) mod routes;

pub(crate) use pages::PartieVue;
