//! The statements of hours.

use chrono::NaiveDate;
use kernel::{JeuneId, new_uuid};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{Heure, NouvelleHeure};

/// Adds the facts, or replaces those of the same objects.
pub(super) async fn upsert(tx: &mut Tx, all: &[(JeuneId, &NouvelleHeure)]) -> Result<()> {
    let ml = tx.ml()?;
    let ids: Vec<Uuid> = all.iter().map(|_| new_uuid(tx.clock(), tx.rng())).collect();
    let jeunes: Vec<Uuid> = all.iter().map(|(jeune, _)| jeune.uuid()).collect();
    let days: Vec<NaiveDate> = all.iter().map(|(_, h)| h.jour).collect();
    let minutes: Vec<i32> = all.iter().map(|(_, h)| h.minutes).collect();
    let natures: Vec<String> = all.iter().map(|(_, h)| h.nature.to_owned()).collect();
    let done: Vec<bool> = all.iter().map(|(_, h)| h.validee).collect();
    let objets: Vec<String> = all.iter().map(|(_, h)| h.objet.to_owned()).collect();
    let objet_ids: Vec<Uuid> = all.iter().map(|(_, h)| h.objet_id).collect();
    sqlx::query!(
        "insert into heure (ml_id, id, jeune_id, jour, minutes, nature, validee, objet, objet_id)
         select $1, t.id, t.jeune, t.day, t.minutes, t.nature, t.done, t.objet, t.objet_id
         from unnest($2::uuid[], $3::uuid[], $4::date[], $5::integer[], $6::text[], $7::boolean[],
           $8::text[], $9::uuid[])
           as t(id, jeune, day, minutes, nature, done, objet, objet_id)
         on conflict (ml_id, jeune_id, objet, objet_id) do update
         set jour = excluded.jour, minutes = excluded.minutes, nature = excluded.nature,
           validee = excluded.validee",
        ml.get(),
        &ids,
        &jeunes,
        &days,
        &minutes,
        &natures,
        &done,
        &objets,
        &objet_ids,
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
