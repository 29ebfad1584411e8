//! The statements of a day to rearrange.

use chrono::{DateTime, Utc};
use kernel::AgentId;
use platform::{Result, Tx};
use uuid::Uuid;

/// Those whom nothing takes from `debut` to `fin`, here or elsewhere.
pub(super) async fn free(
    tx: &mut Tx,
    agents: &[AgentId],
    debut: DateTime<Utc>,
    fin: DateTime<Utc>,
) -> Result<Vec<AgentId>> {
    let (ml, today) = (tx.ml()?, debut.with_timezone(&tx.fuseau()).date_naive());
    let agents: Vec<Uuid> = agents.iter().map(|a| a.uuid()).collect();
    Ok(sqlx::query_scalar!(
        r#"select t.id as "id!: AgentId" from unnest($2::uuid[]) as t(id)
           where not exists (select from occupation o where o.ml_id = $1 and o.agent_id = t.id
               and o.debut < $4 and o.fin > $3)
             and not exists (select from occupation_publiee p where p.agent_id = t.id
               and p.ml_id <> $1 and p.debut < $4 and p.fin > $3)
             and not exists (select from absence_agent a where a.ml_id = $1 and a.agent_id = t.id
               and $5 between a.du and a.au and a.debut is null)"#,
        ml.get(),
        &agents,
        debut,
        fin,
        today,
    )
    .fetch_all(tx.conn())
    .await?)
}
