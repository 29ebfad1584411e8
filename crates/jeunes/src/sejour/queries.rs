//! The statements of the right to stay: one dossier at a time.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId};
use platform::{Result, Tx};
use sqlx::types::Json;
use uuid::Uuid;

use super::model::Sejour;
use crate::faits::{NouveauFait, Valeurs};

/// The current row.
pub(super) async fn current(tx: &mut Tx, jeune: JeuneId) -> Result<Option<Sejour>> {
    let ml = tx.ml()?;
    let row = sqlx::query!(
        r#"select id as "id!: Uuid", valeurs as "valeurs!: Json<Valeurs>", vrai_du, version
           from sejour
           where ml_id = $1 and jeune_id = $2 and vrai_au is null and corrige_le is null"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Sejour {
        id: row.id,
        valeurs: row.valeurs.0,
        vrai_du: row.vrai_du,
        version: row.version,
    }))
}

/// Whether a post already made this row.
pub(super) async fn exists(tx: &mut Tx, jeune: JeuneId, id: Uuid) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from sejour where ml_id = $1 and jeune_id = $2 and id = $3)
             as "sejour!""#,
        ml.get(),
        jeune.uuid(),
        id,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Ends the current row `id`, or marks it corrected; says whether it was still current.
pub(super) async fn end(tx: &mut Tx, id: Uuid, au: Option<NaiveDate>) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let done = sqlx::query!(
        "update sejour set vrai_au = $3, corrige_le = case when $3::date is null then $4::timestamptz end
         where ml_id = $1 and id = $2 and vrai_au is null and corrige_le is null",
        ml.get(),
        id,
        au,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Adds the row as the current one; says whether there was none.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    version: i32,
    new: &NouveauFait,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into sejour (ml_id, id, jeune_id, valeurs, vrai_du, saisi_le, saisi_par, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        Json(&new.valeurs) as _,
        new.vrai_du,
        now,
        par,
        version,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
