//! The directory: missions locales, their sites, zones, agents by function and mandates; the
//! national, regional and State bodies.
//!
//! Invariants: the directory is the same for all who hold `VoirAnnuaire`; only opening hours and
//! mandates are changed here, by the administration of the mission locale itself; names, sites and
//! zones come from imports.

pub(crate) mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::{
    create_mandat, declare_organisme, list_agents_by_function, list_mandats, list_missions_locales,
    list_missions_locales_of_commune, list_organismes, list_sites, list_zone, mission_locale,
    ml_of_code, organisme, site, update_horaires, update_mandat,
};
pub use model::{
    AgentAnnuaire, CommuneDeZone, FicheMl, FiltreAnnuaire, Fonction, LigneMl, Mandat, MandatSaisi,
    NatureOrganisme, Organisme, OrganismeSaisi, Site,
};
