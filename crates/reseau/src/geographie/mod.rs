//! Régions, départements, communes: names, postal codes, EPCI, population, centres.
//!
//! Invariants: a commune is never taken away (dossiers point at it); what a source does not say is
//! kept as it was; the centre comes from its own file.

mod actions;
mod model;
mod queries;
pub mod rules;

pub use actions::{Territoires, import_communes, import_territoires, search_communes};
pub use model::{CommuneTrouvee, Departement, Region};

use platform::{Result, Tx};

/// Every région, by name.
pub async fn list_regions(tx: &mut Tx) -> Result<Vec<Region>> {
    queries::regions(tx).await
}

/// Every département, by code.
pub async fn list_departements(tx: &mut Tx) -> Result<Vec<Departement>> {
    queries::departements(tx).await
}

/// The commune whose INSEE code is `code`.
///
/// # Errors
/// `NotFound`.
pub async fn commune(tx: &mut Tx, code: &str) -> Result<CommuneTrouvee> {
    queries::commune(tx, code)
        .await?
        .ok_or(platform::Error::NotFound)
}
