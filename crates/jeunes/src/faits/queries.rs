//! The statements of facts.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId};
use platform::{Result, Tx};
use sqlx::types::Json;
use uuid::Uuid;

use super::model::{Fait, NouveauFait, Valeurs};

struct Ligne {
    id: Uuid,
    genre: String,
    valeurs: Json<Valeurs>,
    vrai_du: NaiveDate,
    vrai_au: Option<NaiveDate>,
    corrige: bool,
    confirme_le: NaiveDate,
    version: i32,
}

impl From<Ligne> for Fait {
    fn from(row: Ligne) -> Self {
        Self {
            id: row.id,
            genre: row.genre,
            valeurs: row.valeurs.0,
            vrai_du: row.vrai_du,
            vrai_au: row.vrai_au,
            corrige: row.corrige,
            confirme_le: row.confirme_le,
            version: row.version,
        }
    }
}

/// The facts of these themes, the current ones or all, newest first.
pub(super) async fn list(
    tx: &mut Tx,
    jeune: JeuneId,
    genres: &[String],
    current: bool,
) -> Result<Vec<Fait>> {
    let ml = tx.ml()?;
    let rows = sqlx::query_as!(
        Ligne,
        r#"select id, genre, valeurs as "valeurs!: Json<Valeurs>", vrai_du, vrai_au,
             (corrige_le is not null) as "corrige!",
             coalesce(confirme_le, (saisi_le at time zone 'UTC')::date) as "confirme_le!", version
           from fait
           where ml_id = $1 and jeune_id = $2 and genre = any($3)
             and (not $4 or (vrai_au is null and corrige_le is null))
           order by vrai_du desc, version desc"#,
        ml.get(),
        jeune.uuid(),
        genres,
        current,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Fait::from).collect())
}

/// Whether a post already made this row.
pub(super) async fn exists(tx: &mut Tx, jeune: JeuneId, id: Uuid) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from fait where ml_id = $1 and jeune_id = $2 and id = $3) as "fait!""#,
        ml.get(),
        jeune.uuid(),
        id,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Ends the current row `id`, or marks it corrected when `au` is `None`; says whether it was still
/// current.
pub(super) async fn end(tx: &mut Tx, id: Uuid, au: Option<NaiveDate>) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let done = sqlx::query!(
        "update fait set vrai_au = $3, corrige_le = case when $3::date is null then $4::timestamptz end
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
    genre: &str,
    version: i32,
    new: &NouveauFait,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let today = tx.today();
    let done = sqlx::query!(
        "insert into fait (ml_id, id, jeune_id, genre, valeurs, vrai_du, confirme_le, confirme_par,
           saisi_le, saisi_par, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $10)
         on conflict do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        genre,
        Json(&new.valeurs) as _,
        new.vrai_du,
        today,
        par,
        now,
        version,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that the current row `id` still holds today; says whether it is still current.
pub(super) async fn confirm(tx: &mut Tx, jeune: JeuneId, genre: &str, id: Uuid) -> Result<bool> {
    let (ml, today, par) = (tx.ml()?, tx.today(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "update fait set confirme_le = $5, confirme_par = $6
         where ml_id = $1 and jeune_id = $2 and genre = $3 and id = $4
           and vrai_au is null and corrige_le is null",
        ml.get(),
        jeune.uuid(),
        genre,
        id,
        today,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
