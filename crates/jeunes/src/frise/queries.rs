//! The statements of the frise.

use chrono::{NaiveDate, NaiveTime};
use kernel::{AgentId, EvenementId, JeuneId};
use platform::{Result, Tx, new_id};
use uuid::Uuid;

use super::model::{Evenement, NouvelEvenement};

/// Adds the événements.
pub(super) async fn insert(tx: &mut Tx, all: &[(JeuneId, &NouvelEvenement)]) -> Result<()> {
    let (ml, now, me) = (tx.ml()?, tx.now(), tx.agent_id());
    let ids: Vec<Uuid> = all
        .iter()
        .map(|_| new_id!(tx, EvenementId).uuid())
        .collect();
    let jeunes: Vec<Uuid> = all.iter().map(|(jeune, _)| jeune.uuid()).collect();
    let all: Vec<&NouvelEvenement> = all.iter().map(|(_, e)| *e).collect();
    let days: Vec<NaiveDate> = all.iter().map(|e| e.survenu_le).collect();
    let hours: Vec<Option<NaiveTime>> = all.iter().map(|e| e.heure).collect();
    let natures: Vec<String> = all.iter().map(|e| e.nature.clone()).collect();
    let themes: Vec<String> = all.iter().map(|e| e.theme.clone()).collect();
    let results: Vec<String> = all.iter().map(|e| e.resultat.clone()).collect();
    let titles: Vec<String> = all.iter().map(|e| e.titre.clone()).collect();
    let agents: Vec<Option<Uuid>> = all
        .iter()
        .map(|e| e.agent.or(me).map(AgentId::uuid))
        .collect();
    let objets: Vec<String> = all.iter().map(|e| e.objet.to_owned()).collect();
    let objet_ids: Vec<Uuid> = all.iter().map(|e| e.objet_id).collect();
    sqlx::query!(
        "insert into evenement (ml_id, id, jeune_id, survenu_le, heure, nature, theme, resultat,
           titre, agent_id, objet, objet_id, saisi_le)
         select $1, t.id, t.jeune, t.day, t.hour, t.nature, t.theme, t.result, t.title, t.agent, t.objet,
           t.objet_id, $2
         from unnest($3::uuid[], $4::uuid[], $5::date[], $6::time[], $7::text[], $8::text[], $9::text[],
           $10::text[], $11::uuid[], $12::text[], $13::uuid[])
           as t(id, jeune, day, hour, nature, theme, result, title, agent, objet, objet_id)",
        ml.get(),
        now,
        &ids,
        &jeunes,
        &days,
        &hours as &[Option<NaiveTime>],
        &natures,
        &themes,
        &results,
        &titles,
        &agents as &[Option<Uuid>],
        &objets,
        &objet_ids,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes the événements of an object, to push the corrected ones.
pub(super) async fn delete_of(
    tx: &mut Tx,
    jeune: JeuneId,
    objet: &str,
    objet_id: Uuid,
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "delete from evenement
         where ml_id = $1 and jeune_id = $2 and objet = $3 and objet_id = $4",
        ml.get(),
        jeune.uuid(),
        objet,
        objet_id,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The latest événements before the key, latest first. One that is to come waits for its day.
pub(super) async fn list(
    tx: &mut Tx,
    jeune: JeuneId,
    before: Option<(NaiveDate, Uuid)>,
    limit: i64,
) -> Result<Vec<Evenement>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let (day, id) = before.unwrap_or((NaiveDate::MAX, Uuid::max()));
    let day = day.min(NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(day));
    Ok(sqlx::query_as!(
        Evenement,
        r#"select e.id, e.survenu_le, e.heure, e.nature, e.theme, e.resultat,
             coalesce(a.prenom || ' ' || a.nom, '') as "agent_nom!", e.titre, e.objet, e.objet_id
           from evenement e left join agent a on a.id = e.agent_id
           where e.ml_id = $1 and e.jeune_id = $2 and (e.survenu_le, e.id) < ($3, $4)
             and e.survenu_le <= $6
           order by e.survenu_le desc, e.id desc limit $5"#,
        ml.get(),
        jeune.uuid(),
        day,
        id,
        limit,
        today,
    )
    .fetch_all(tx.conn())
    .await?)
}
