//! The statements of hours.

use chrono::NaiveDate;
use kernel::{JeuneId, new_uuid};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{Heure, NouvelleHeure};

/// Adds the fact, or replaces the one of the same object.
pub(super) async fn upsert(tx: &mut Tx, jeune: JeuneId, heure: &NouvelleHeure) -> Result<()> {
    let ml = tx.ml()?;
    let id = new_uuid(tx.clock(), tx.rng());
    sqlx::query!(
        "insert into heure (ml_id, id, jeune_id, jour, minutes, nature, validee, objet, objet_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (ml_id, jeune_id, objet, objet_id) do update
         set jour = excluded.jour, minutes = excluded.minutes, nature = excluded.nature,
           validee = excluded.validee",
        ml.get(),
        id,
        jeune.uuid(),
        heure.jour,
        heure.minutes,
        heure.nature,
        heure.validee,
        heure.objet,
        heure.objet_id,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes the facts of this object, of one person or of everyone.
pub(super) async fn delete(
    tx: &mut Tx,
    jeune: Option<JeuneId>,
    objet: &str,
    objet_id: Uuid,
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "delete from heure where ml_id = $1 and ($2::uuid is null or jeune_id = $2)
           and objet = $3 and objet_id = $4",
        ml.get(),
        jeune.map(JeuneId::uuid),
        objet,
        objet_id,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The facts of the days from `du` to `au`.
pub(super) async fn list(
    tx: &mut Tx,
    jeune: JeuneId,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<Vec<Heure>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Heure,
        "select jour, minutes, nature, validee from heure
         where ml_id = $1 and jeune_id = $2 and jour between $3 and $4 order by jour, id",
        ml.get(),
        jeune.uuid(),
        du,
        au,
    )
    .fetch_all(tx.conn())
    .await?)
}
