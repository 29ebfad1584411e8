//! The statements of agreements.

use chrono::NaiveDate;
use kernel::{AccordId, JeuneId, ObjectifId};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use crate::plan::{
    instantane::Instantane,
    model::{Accord, AccordResume, Decision},
};

/// Whether the dossier has this agreement.
pub(in crate::plan) async fn exists(tx: &mut Tx, jeune: JeuneId, id: AccordId) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from accord where ml_id = $1 and jeune_id = $2 and id = $3) as "exists!""#,
        ml.get(),
        jeune.uuid(),
        id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Writes the answers on objectifs in progress whose version is the one shown; returns them.
pub(in crate::plan) async fn answer(
    tx: &mut Tx,
    jeune: JeuneId,
    decisions: &[Decision],
    le: NaiveDate,
) -> Result<Vec<ObjectifId>> {
    let ml = tx.ml()?;
    let ids: Vec<Uuid> = decisions.iter().map(|d| d.objectif.uuid()).collect();
    let versions: Vec<i32> = decisions.iter().map(|d| d.version).collect();
    let answers: Vec<bool> = decisions.iter().map(|d| d.oui).collect();
    Ok(sqlx::query_scalar!(
        r#"update objectif o set accord = case when t.oui then 'oui' else 'non' end, accord_le = $3,
             version = o.version + 1
           from unnest($4::uuid[], $5::integer[], $6::boolean[]) as t(id, version, oui)
           where o.ml_id = $1 and o.jeune_id = $2 and o.id = t.id and o.version = t.version
             and o.etat = 'en_cours'
           returning o.id as "id: ObjectifId""#,
        ml.get(),
        jeune.uuid(),
        le,
        &ids,
        &versions,
        &answers,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds the agreement and its snapshot.
pub(in crate::plan) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    id: AccordId,
    instantane: &Instantane,
) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    let agent = tx.agent_id().ok_or(Error::Forbidden)?;
    sqlx::query!(
        "insert into accord (ml_id, id, jeune_id, donne_le, agent_id, instantane, saisi_le)
         values ($1, $2, $3, $4, $5, $6, $7)",
        ml.get(),
        id.uuid(),
        jeune.uuid(),
        instantane.donne_le,
        agent.uuid(),
        serde_json::to_value(instantane)?,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The agreements of the dossier, latest first.
pub(in crate::plan) async fn list(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<AccordResume>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        AccordResume,
        r#"select c.id, c.donne_le, a.prenom || ' ' || a.nom as "agent_nom!",
             (select count(*) from jsonb_array_elements(c.instantane -> 'objectifs') o
              where o ->> 'reponse' = 'oui') as "oui!",
             (select count(*) from jsonb_array_elements(c.instantane -> 'objectifs') o
              where o ->> 'reponse' = 'non') as "non!"
           from accord c join agent a on a.id = c.agent_id
           where c.ml_id = $1 and c.jeune_id = $2 order by c.donne_le desc, c.id desc"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One agreement of the dossier.
pub(in crate::plan) async fn find(
    tx: &mut Tx,
    jeune: JeuneId,
    id: AccordId,
) -> Result<Option<Accord>> {
    let ml = tx.ml()?;
    let row = sqlx::query!(
        r#"select c.donne_le, a.prenom || ' ' || a.nom as "agent_nom!", c.instantane
           from accord c join agent a on a.id = c.agent_id
           where c.ml_id = $1 and c.jeune_id = $2 and c.id = $3"#,
        ml.get(),
        jeune.uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Accord {
        id,
        donne_le: row.donne_le,
        agent_nom: row.agent_nom,
        instantane: serde_json::from_value(row.instantane)?,
    }))
}
