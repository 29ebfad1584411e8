//! The statements of what is taken.

use chrono::{DateTime, Utc};
use kernel::{AgentId, JeuneId, new_uuid};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{Pris, Prise};

/// Takes; false when something is in the way. `on conflict` and not a plain insert: it waits for a
/// taking under way instead of deadlocking with it, and leaves the transaction whole.
pub(super) async fn insert(tx: &mut Tx, prise: &Prise) -> Result<bool> {
    let ml = tx.ml()?;
    let id = new_uuid(tx.clock(), tx.rng());
    let done = sqlx::query!(
        "insert into occupation (ml_id, id, objet, objet_id, agent_id, salle_id, jeune_id, debut,
           fin, derogation)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict do nothing",
        ml.get(),
        id,
        prise.objet.code(),
        prise.objet_id,
        prise.agent.map(AgentId::uuid),
        prise.salle,
        prise.jeune.map(JeuneId::uuid),
        prise.debut,
        prise.fin,
        prise.derogation,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What is in the way.
pub(super) async fn taken(tx: &mut Tx, prise: &Prise) -> Result<Pris> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Pris,
        r#"select coalesce(bool_or(agent_id = $2), false) as "agent!",
             coalesce(bool_or(salle_id = $3), false) as "salle!",
             coalesce(bool_or(jeune_id = $4), false) as "jeune!"
           from occupation
           where ml_id = $1 and not derogation and debut < $6 and fin > $5
             and (agent_id = $2 or salle_id = $3 or jeune_id = $4)"#,
        ml.get(),
        prise.agent.map(AgentId::uuid),
        prise.salle,
        prise.jeune.map(JeuneId::uuid),
        prise.debut,
        prise.fin,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Publishes the hours of an agent who works elsewhere too.
pub(super) async fn publish(tx: &mut Tx, agent: AgentId, prise: &Prise) -> Result<()> {
    let (ml, today) = (tx.ml()?, tx.today());
    sqlx::query!(
        "insert into occupation_publiee (agent_id, ml_id, objet_id, debut, fin)
         select $2, $1, $3, $4, $5
         where exists (select from affectation f where f.agent_id = $2 and f.ml_id <> $1
           and (f.au is null or f.au >= $6))
         on conflict (agent_id, objet_id) do update
         set debut = excluded.debut, fin = excluded.fin",
        ml.get(),
        agent.uuid(),
        prise.objet_id,
        prise.debut,
        prise.fin,
        today,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives back what the objects took.
pub(super) async fn delete(tx: &mut Tx, objet_ids: &[Uuid]) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "with publie as (delete from occupation_publiee where ml_id = $1 and objet_id = any($2))
         delete from occupation where ml_id = $1 and objet_id = any($2)",
        ml.get(),
        objet_ids,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Another mission locale has taken the agent at that time.
pub(super) async fn elsewhere(
    tx: &mut Tx,
    agent: AgentId,
    debut: DateTime<Utc>,
    fin: DateTime<Utc>,
) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select exists (select from occupation_publiee
             where agent_id = $2 and ml_id <> $1 and debut < $4 and fin > $3) as "known!""#,
        ml.get(),
        agent.uuid(),
        debut,
        fin,
    )
    .fetch_one(tx.conn())
    .await?)
}
