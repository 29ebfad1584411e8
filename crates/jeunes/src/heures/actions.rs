//! Pushing and reading hours.

use chrono::{Days, NaiveDate};
use platform::{Result, Tx};
use uuid::Uuid;

use super::{
    model::{NouvelleHeure, Semaine},
    queries, rules,
};
use crate::{DossierForRead, DossierForWrite};

/// Adds the fact, or replaces the one of the same object.
pub async fn push(tx: &mut Tx, dossier: &DossierForWrite, heure: &NouvelleHeure) -> Result<()> {
    queries::upsert(tx, dossier.id, heure).await
}

/// Takes back the fact of this object.
pub async fn clear(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    objet: &str,
    objet_id: Uuid,
) -> Result<()> {
    queries::delete(tx, Some(dossier.id), objet, objet_id).await
}

/// Takes back the facts of this object, for everyone.
pub async fn clear_all(tx: &mut Tx, objet: &str, objet_id: Uuid) -> Result<()> {
    queries::delete(tx, None, objet, objet_id).await
}

/// The week of `day`.
pub async fn week(tx: &mut Tx, dossier: &DossierForRead, day: NaiveDate) -> Result<Semaine> {
    let lundi = rules::monday(day);
    let dimanche = lundi.checked_add_days(Days::new(6)).unwrap_or(lundi);
    let heures = queries::list(tx, dossier.id, lundi, dimanche).await?;
    Ok(rules::week(lundi, heures))
}
