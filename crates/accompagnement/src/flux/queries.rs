//! The statements of the feed.

use chrono::{DateTime, Utc};
use kernel::{AgentId, MlId};
use platform::{Result, Tx, ports::EvenementCalendrier};

/// Another secret for this agent.
pub(super) async fn upsert(tx: &mut Tx, agent: AgentId, hash: &[u8]) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    sqlx::query!(
        "insert into flux_agenda (empreinte, ml_id, agent_id, cree_le) values ($3, $1, $2, $4)
         on conflict (ml_id, agent_id) do update
         set empreinte = excluded.empreinte, cree_le = excluded.cree_le",
        ml.get(),
        agent.uuid(),
        hash,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// No secret any more.
pub(super) async fn delete(tx: &mut Tx, agent: AgentId) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "delete from flux_agenda where ml_id = $1 and agent_id = $2",
        ml.get(),
        agent.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// There is a secret.
pub(super) async fn exists(tx: &mut Tx, agent: AgentId) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select exists (select from flux_agenda where ml_id = $1 and agent_id = $2) as "known!""#,
        ml.get(),
        agent.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Whose secret it is, while she works there.
pub(super) async fn holder(tx: &mut Tx, hash: &[u8]) -> Result<Option<(MlId, AgentId)>> {
    let today = tx.today();
    let row = sqlx::query!(
        r#"select f.ml_id as "ml: MlId", f.agent_id as "agent: AgentId" from flux_agenda f
           where f.empreinte = $1 and exists (select from affectation a
             where a.agent_id = f.agent_id and a.ml_id = f.ml_id and a.du <= $2
               and (a.au is null or a.au >= $2))"#,
        hash,
        today,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| (r.ml, r.agent)))
}

/// The hours taken by rendez-vous that hold, without anyone's name.
pub(super) async fn hours(
    tx: &mut Tx,
    agent: AgentId,
    (du, au): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<EvenementCalendrier>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select r.id, r.debut, r.fin, r.version, coalesce(r.etat_le, r.cree_le) as "le!",
             coalesce(s.nom, '') as "site!"
           from rendez_vous r left join site s on s.id = r.site_id
           where r.ml_id = $1 and r.agent_id = $2 and r.debut >= $3 and r.debut < $4
             and r.etat not in ('annule', 'reporte')
           order by r.debut, r.id limit 2000"#,
        ml.get(),
        agent.uuid(),
        du,
        au,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| EvenementCalendrier {
            uid: r.id.to_string(),
            debut: r.debut,
            fin: r.fin,
            resume: "Rendez-vous".to_owned(),
            lieu: r.site,
            annule: false,
            sequence: r.version,
            modifie_le: r.le,
        })
        .collect())
}
