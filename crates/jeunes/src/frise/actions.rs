//! Pushing to the frise, and reading it.

use kernel::{JeuneId, Page};
use platform::{Result, Tx};
use uuid::Uuid;

use super::{
    model::{Evenement, NouvelEvenement},
    queries,
};
use crate::{DossierForRead, DossierForWrite, DossiersTogether};

/// Adds what happened.
pub async fn push(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    evenements: &[NouvelEvenement],
) -> Result<()> {
    if evenements.is_empty() {
        return Ok(());
    }
    let all: Vec<(JeuneId, &NouvelEvenement)> =
        evenements.iter().map(|e| (dossier.id, e)).collect();
    queries::insert(tx, &all).await
}

/// Adds what happened to each of several people, in one statement.
///
/// # Errors
/// `NotFound` when one of them is not of `ensemble`.
pub async fn push_many(
    tx: &mut Tx,
    ensemble: &DossiersTogether,
    evenements: &[(JeuneId, NouvelEvenement)],
) -> Result<()> {
    ensemble.require(evenements.iter().map(|(jeune, _)| *jeune))?;
    if evenements.is_empty() {
        return Ok(());
    }
    let all: Vec<(JeuneId, &NouvelEvenement)> = evenements.iter().map(|(j, e)| (*j, e)).collect();
    queries::insert(tx, &all).await
}

/// Puts `evenements` in the place of all those of the object: a correction of their source.
pub async fn replace(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    objet: &str,
    objet_id: Uuid,
    evenements: &[NouvelEvenement],
) -> Result<()> {
    queries::delete_of(tx, dossier.id, objet, objet_id).await?;
    push(tx, dossier, evenements).await
}

/// One page of the frise, latest first; `after` is the key the previous page gave.
pub async fn list(
    tx: &mut Tx,
    dossier: &DossierForRead,
    after: Option<&str>,
    size: usize,
) -> Result<Page<Evenement>> {
    let key = after.and_then(|text| {
        let (day, id) = text.split_once('_')?;
        Some((day.parse().ok()?, id.parse().ok()?))
    });
    let limit = i64::try_from(size).unwrap_or(50) + 1;
    let rows = queries::list(tx, dossier.id, key, limit).await?;
    Ok(Page::cut(rows, size, |e| {
        format!("{}_{}", e.survenu_le, e.id)
    }))
}
