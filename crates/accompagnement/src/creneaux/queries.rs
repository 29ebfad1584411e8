//! The statements of free moments.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AgentId, JeuneId, MotifRdvId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::Prise;

/// What is taken for these agents and for the young person, from one instant to another.
pub(super) async fn taken(
    tx: &mut Tx,
    agents: &[AgentId],
    jeune: Option<JeuneId>,
    (du, au): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Prise>> {
    let ml = tx.ml()?;
    let agents: Vec<Uuid> = agents.iter().map(|a| a.uuid()).collect();
    Ok(sqlx::query_as!(
        Prise,
        r#"select agent_id as "agent?: AgentId", debut as "debut!", fin as "fin!" from occupation
           where ml_id = $1 and agent_id = any($2) and debut < $4 and fin > $3
           union all
           select null, debut, fin from occupation
           where ml_id = $1 and jeune_id = $5 and debut < $4 and fin > $3
           union all
           select agent_id, debut, fin from occupation_publiee
           where agent_id = any($2) and ml_id <> $1 and debut < $4 and fin > $3"#,
        ml.get(),
        &agents,
        du,
        au,
        jeune.map(JeuneId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// How long a rendez-vous for this motif is, in minutes; `None` when it is not offered.
pub(super) async fn minutes(tx: &mut Tx, motif: MotifRdvId) -> Result<Option<i32>> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_scalar!(
        "select duree_minutes from motif_rdv
         where ml_id = $1 and id = $2 and (ferme_le is null or ferme_le > $3)",
        ml.get(),
        motif.uuid(),
        today,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Whole days on which an agent is replaced: she does not receive.
pub(super) async fn replaced(
    tx: &mut Tx,
    agents: &[AgentId],
    (du, au): (NaiveDate, NaiveDate),
) -> Result<Vec<(AgentId, NaiveDate, NaiveDate)>> {
    let ml = tx.ml()?;
    let agents: Vec<Uuid> = agents.iter().map(|a| a.uuid()).collect();
    let rows = sqlx::query!(
        r#"select agent_id as "agent: AgentId", du, au from remplacement
           where ml_id = $1 and agent_id = any($2) and not partiel and du <= $4 and au >= $3"#,
        ml.get(),
        &agents,
        du,
        au,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| (r.agent, r.du, r.au)).collect())
}

/// The département and the commune that decide of the public holidays.
pub(super) async fn calendar(tx: &mut Tx) -> Result<(String, String)> {
    let ml = tx.ml()?;
    let row = sqlx::query!(
        r#"select coalesce(departement, '') as "departement!",
             coalesce(commune_siege, '') as "commune!"
           from mission_locale where ml_id = $1"#,
        ml.get(),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.departement, row.commune))
}
