//! Reading who consulted a dossier.

use chrono::DateTime;
use kernel::{Access, Page, Permission, Section};
use platform::{Result, Tx};

use super::{model::Consultation, queries};
use crate::DossierForRead;

/// One page of consultations, latest first; `after` is the key the previous page gave.
///
/// # Errors
/// `Forbidden` for all but those who see the section.
pub async fn list(
    tx: &mut Tx,
    dossier: &DossierForRead,
    after: Option<&str>,
    size: usize,
) -> Result<Page<Consultation>> {
    tx.require(Permission::Dossier(Section::Consultations, Access::Read))?;
    let key = after.and_then(|text| {
        let (micros, id) = text.split_once('_')?;
        let instant = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        Some((instant, id.parse().ok()?))
    });
    let limit = i64::try_from(size).unwrap_or(50) + 1;
    let rows = queries::list(tx, dossier.id, key, limit).await?;
    Ok(Page::cut(rows, size, |c| {
        format!("{}_{}", c.le.timestamp_micros(), c.id)
    }))
}
