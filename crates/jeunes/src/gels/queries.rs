//! The statements of legal holds.

use kernel::{AgentId, JeuneId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{Gel, NouveauGel};

/// What holds the dossier today, the longest first.
pub(super) async fn in_force(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Gel>> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_as!(
        Gel,
        r#"select g.id, g.motif, g.du, g.jusqu_au,
             coalesce(a.prenom || ' ' || a.nom, '') as "pose_par!"
           from gel g left join agent a on a.id = g.pose_par
           where g.ml_id = $1 and g.jeune_id = $2 and g.leve_le is null
             and (g.jusqu_au is null or g.jusqu_au >= $3)
           order by g.jusqu_au desc nulls first, g.id"#,
        ml.get(),
        jeune.uuid(),
        today,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds the hold; says whether it is new.
pub(super) async fn insert(tx: &mut Tx, jeune: JeuneId, new: &NouveauGel) -> Result<bool> {
    let (ml, now, today) = (tx.ml()?, tx.now(), tx.today());
    let par = tx.agent_id().map(AgentId::uuid);
    let done = sqlx::query!(
        "insert into gel (ml_id, id, jeune_id, motif, du, jusqu_au, pose_le, pose_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.motif,
        today,
        new.jusqu_au,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Lifts the hold; its reason when it was in force.
pub(super) async fn lift(tx: &mut Tx, jeune: JeuneId, gel: Uuid) -> Result<Option<String>> {
    let (ml, now) = (tx.ml()?, tx.now());
    let par = tx.agent_id().map(AgentId::uuid);
    Ok(sqlx::query_scalar!(
        "update gel set leve_le = $4, leve_par = $5
         where ml_id = $1 and jeune_id = $2 and id = $3 and leve_le is null returning motif",
        ml.get(),
        jeune.uuid(),
        gel,
        now,
        par,
    )
    .fetch_optional(tx.conn())
    .await?)
}
