//! Imports of the real network from official files: missions locales, sites, zones d'intervention.
//!
//! Invariants: a file is read in UTF-8 (with or without mark) or Windows-1252, compressed or not,
//! whatever its delimiter; a missing column refuses the file and is named; a wrong line is left out
//! and reported with its number and reason; the good lines are kept in one transaction; a second
//! run changes nothing. A dry run is the same import, not committed.

mod actions;
pub mod lecture;
mod model;
mod queries;
pub mod rules;
mod tableur;

pub use actions::{import_missions_locales, import_sites, import_zones};
pub(crate) use model::Compte;
pub use model::{Rapport, Rejet};

/// Only whoever runs the server imports.
pub(crate) fn operator_only(tx: &platform::Tx) -> platform::Result<()> {
    match tx.actor() {
        kernel::Actor::Operateur => Ok(()),
        _ => Err(platform::Error::Forbidden),
    }
}

pub(crate) use actions::record;
