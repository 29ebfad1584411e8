//! The statements of freins.

use chrono::NaiveDate;
use kernel::{AgentId, FreinId, JeuneId};
use platform::{Result, Tx, error::OnConstraint as _, new_id};
use uuid::Uuid;

use super::model::{Frein, LeveeFrein, NouveauFrein};

/// Adds the frein; false when its identifier is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouveauFrein,
    domaine: &str,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into frein (ml_id, id, jeune_id, code, domaine, ouvert_le, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.code,
        domaine,
        new.ouvert_le,
        now,
        par,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "frein_ouvert_unique",
        "code",
        "Ce point est déjà noté et encore ouvert.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Adds what an interview or a diagnostic found; a code already open stays as it is. Returns the
/// codes that were added.
pub(crate) async fn insert_missing(
    tx: &mut Tx,
    jeune: JeuneId,
    codes: &[String],
    domaines: &[String],
    le: NaiveDate,
) -> Result<Vec<String>> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let ids: Vec<Uuid> = codes.iter().map(|_| new_id!(tx, FreinId).uuid()).collect();
    Ok(sqlx::query_scalar!(
        "insert into frein (ml_id, id, jeune_id, code, domaine, ouvert_le, saisi_le, saisi_par)
         select $1, t.id, $2, t.code, t.domaine, $3, $4, $5
         from unnest($6::uuid[], $7::text[], $8::text[]) as t(id, code, domaine)
         on conflict (ml_id, jeune_id, code) where leve_le is null do nothing
         returning code",
        ml.get(),
        jeune.uuid(),
        le,
        now,
        par,
        &ids,
        codes,
        domaines,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One frein of the dossier.
pub(super) async fn find(tx: &mut Tx, jeune: JeuneId, id: FreinId) -> Result<Option<Frein>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Frein,
        r#"select id, code, domaine, ouvert_le, leve_le,
             coalesce(leve_motif, '') as "leve_motif!", leve_precisions, version
           from frein where ml_id = $1 and jeune_id = $2 and id = $3"#,
        ml.get(),
        jeune.uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The freins of the dossier, open ones first, then the latest lifted.
pub(crate) async fn list(tx: &mut Tx, jeune: JeuneId, only_open: bool) -> Result<Vec<Frein>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Frein,
        r#"select id, code, domaine, ouvert_le, leve_le,
             coalesce(leve_motif, '') as "leve_motif!", leve_precisions, version
           from frein where ml_id = $1 and jeune_id = $2 and (leve_le is null or not $3)
           order by leve_le desc nulls first, ouvert_le, id"#,
        ml.get(),
        jeune.uuid(),
        only_open,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Lifts the frein if it is open and the version is still the one in the database.
pub(super) async fn lift(tx: &mut Tx, jeune: JeuneId, levee: &LeveeFrein) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update frein set leve_le = $5, leve_motif = $6, leve_precisions = $7,
           version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and leve_le is null",
        ml.get(),
        jeune.uuid(),
        levee.id.uuid(),
        levee.version,
        levee.le,
        levee.motif,
        levee.precisions,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Lifts those of `ids` that are open and were found by `le`; returns what was lifted.
pub(crate) async fn lift_many(
    tx: &mut Tx,
    jeune: JeuneId,
    ids: &[Uuid],
    motifs: &[String],
    le: NaiveDate,
) -> Result<Vec<(FreinId, String)>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"update frein f set leve_le = $3, leve_motif = t.motif, version = f.version + 1
           from unnest($4::uuid[], $5::text[]) as t(id, motif)
           where f.ml_id = $1 and f.jeune_id = $2 and f.id = t.id and f.leve_le is null
             and f.ouvert_le <= $3
           returning f.id as "id: FreinId", f.code"#,
        ml.get(),
        jeune.uuid(),
        le,
        ids,
        motifs,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.code)).collect())
}
