//! The statements of what is taken.

use chrono::{DateTime, Utc};
use kernel::{AgentId, JeuneId, new_uuid};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{Genant, Pris, Prise};

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

/// Takes all of them in one statement; the objects of those that were taken.
pub(super) async fn insert_all(tx: &mut Tx, prises: &[Prise]) -> Result<Vec<Uuid>> {
    let ml = tx.ml()?;
    let ids: Vec<Uuid> = prises
        .iter()
        .map(|_| new_uuid(tx.clock(), tx.rng()))
        .collect();
    let objets: Vec<String> = prises.iter().map(|p| p.objet.code().to_owned()).collect();
    let objet_ids: Vec<Uuid> = prises.iter().map(|p| p.objet_id).collect();
    let agents: Vec<Option<Uuid>> = prises.iter().map(|p| p.agent.map(AgentId::uuid)).collect();
    let salles: Vec<Option<Uuid>> = prises.iter().map(|p| p.salle).collect();
    let jeunes: Vec<Option<Uuid>> = prises.iter().map(|p| p.jeune.map(JeuneId::uuid)).collect();
    let debuts: Vec<DateTime<Utc>> = prises.iter().map(|p| p.debut).collect();
    let fins: Vec<DateTime<Utc>> = prises.iter().map(|p| p.fin).collect();
    let derogations: Vec<bool> = prises.iter().map(|p| p.derogation).collect();
    Ok(sqlx::query_scalar!(
        "insert into occupation (ml_id, id, objet, objet_id, agent_id, salle_id, jeune_id, debut,
           fin, derogation)
         select $1, p.id, p.objet, p.objet_id, p.agent, p.salle, p.jeune, p.debut, p.fin,
           p.derogation
         from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[],
           $8::timestamptz[], $9::timestamptz[], $10::boolean[])
           as p (id, objet, objet_id, agent, salle, jeune, debut, fin, derogation)
         on conflict do nothing returning objet_id",
        ml.get(),
        &ids,
        &objets,
        &objet_ids,
        &agents as &[Option<Uuid>],
        &salles as &[Option<Uuid>],
        &jeunes as &[Option<Uuid>],
        &debuts,
        &fins,
        &derogations,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// What these takings would meet, soonest first.
pub(super) async fn in_the_way(tx: &mut Tx, prises: &[Prise]) -> Result<Vec<Genant>> {
    let ml = tx.ml()?;
    let own: Vec<Uuid> = prises.iter().map(|p| p.objet_id).collect();
    let agents: Vec<Uuid> = prises
        .iter()
        .filter_map(|p| p.agent)
        .map(AgentId::uuid)
        .collect();
    let salles: Vec<Uuid> = prises.iter().filter_map(|p| p.salle).collect();
    let jeunes: Vec<Uuid> = prises
        .iter()
        .filter_map(|p| p.jeune)
        .map(JeuneId::uuid)
        .collect();
    let debut = prises.iter().map(|p| p.debut).min();
    let fin = prises.iter().map(|p| p.fin).max();
    Ok(sqlx::query_as!(
        Genant,
        r#"select case when o.agent_id = any($3) then o.agent_id end as "agent?: AgentId",
             coalesce(a.prenom || ' ' || a.nom, '') as "agent_nom!",
             case when o.salle_id = any($4) then o.salle_id end as "salle?",
             coalesce(s.nom, '') as "salle_nom!",
             case when o.jeune_id = any($5) then o.jeune_id end as "jeune?: JeuneId",
             o.debut, o.fin
           from occupation o
           left join agent a on a.id = o.agent_id
           left join salle s on s.ml_id = o.ml_id and s.id = o.salle_id
           where o.ml_id = $1 and not o.derogation and o.debut < $7 and o.fin > $6
             and o.objet_id <> all($2)
             and (o.agent_id = any($3) or o.salle_id = any($4) or o.jeune_id = any($5))
           order by o.debut, o.id"#,
        ml.get(),
        &own,
        &agents,
        &salles,
        &jeunes,
        debut,
        fin,
    )
    .fetch_all(tx.conn())
    .await?)
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
