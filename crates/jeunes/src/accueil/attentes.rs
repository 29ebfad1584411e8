//! Expected at the counter: pushed by whoever books.

use chrono::{NaiveDate, NaiveTime};
use kernel::{AgentId, SiteId};
use platform::{Result, Tx};

use super::queries::attentes as queries;
use crate::DossierForWrite;

/// Someone expected on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attente {
    /// Where.
    pub site: SiteId,
    /// When, by the clocks of the mission locale.
    pub heure: NaiveTime,
    /// By whom.
    pub agent: AgentId,
}

/// The person is expected on `jour`, or not any more (`None`); said again, it changes the hour. Once
/// she came, it changes nothing.
pub async fn expect(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    jour: NaiveDate,
    attente: Option<Attente>,
) -> Result<()> {
    queries::forget(tx, dossier.id, jour).await?;
    match attente {
        Some(attente) => queries::insert(tx, dossier.id, jour, attente).await,
        None => Ok(()),
    }
}
