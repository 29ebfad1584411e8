//! Pushing and reading hours.

use chrono::{Days, NaiveDate};
use kernel::JeuneId;
use platform::{Result, Tx};
use uuid::Uuid;

use super::{
    model::{NouvelleHeure, Semaine},
    queries, rules,
};
use crate::{DossierForRead, DossierForWrite, DossiersTogether};

/// Adds the fact, or replaces the one of the same object.
pub async fn push(tx: &mut Tx, dossier: &DossierForWrite, heure: &NouvelleHeure) -> Result<()> {
    queries::upsert(tx, &[(dossier.id, heure)]).await
}

/// The same for each of several people, in one statement.
///
/// # Errors
/// `NotFound` when one of them is not of `ensemble`.
pub async fn push_many(
    tx: &mut Tx,
    ensemble: &DossiersTogether,
    heures: &[(JeuneId, NouvelleHeure)],
) -> Result<()> {
    ensemble.require(heures.iter().map(|(jeune, _)| *jeune))?;
    if heures.is_empty() {
        return Ok(());
    }
    let all: Vec<(JeuneId, &NouvelleHeure)> = heures.iter().map(|(j, h)| (*j, h)).collect();
    queries::upsert(tx, &all).await
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
