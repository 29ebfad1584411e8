//! The statements of duty, passages and colleagues.

use chrono::NaiveDate;
use kernel::{AgentId, Role, SiteId};
use platform::{Result, Tx};
use uuid::Uuid;

use crate::accueil::model::{Collegue, DemiJournee, Permanence, Planning};

/// The duty from `du` to `au`, at `site` or everywhere.
pub(in crate::accueil) async fn list(
    tx: &mut Tx,
    site: Option<SiteId>,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<Vec<Permanence>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select p.jour, p.demi_journee, p.agent_id as "agent: AgentId",
             a.prenom || ' ' || a.nom as "agent_nom!", a.telephone
           from permanence p join agent a on a.id = p.agent_id
           where p.ml_id = $1 and ($2::uuid is null or p.site_id = $2) and p.jour between $3 and $4
           order by p.jour, p.demi_journee, a.nom, a.prenom, a.id"#,
        ml.get(),
        site.map(SiteId::uuid),
        du,
        au,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Permanence {
                jour: row.jour,
                demi_journee: DemiJournee::from_code(&row.demi_journee)?,
                agent: row.agent,
                agent_nom: row.agent_nom,
                telephone: row.telephone,
            })
        })
        .collect())
}

/// Writes the half-days of the planning, and empties those without anyone.
pub(in crate::accueil) async fn replace(tx: &mut Tx, planning: &Planning) -> Result<()> {
    let ml = tx.ml()?;
    let days: Vec<NaiveDate> = planning.lignes.iter().map(|l| l.0).collect();
    let halves: Vec<String> = planning
        .lignes
        .iter()
        .map(|l| l.1.code().to_owned())
        .collect();
    let agents: Vec<Option<Uuid>> = planning
        .lignes
        .iter()
        .map(|l| l.2.map(AgentId::uuid))
        .collect();
    sqlx::query!(
        "delete from permanence p using unnest($3::date[], $4::text[]) as t(jour, demi_journee)
         where p.ml_id = $1 and p.site_id = $2 and p.jour = t.jour
           and p.demi_journee = t.demi_journee",
        ml.get(),
        planning.site.uuid(),
        &days,
        &halves,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into permanence (ml_id, site_id, jour, demi_journee, agent_id)
         select $1, $2, t.jour, t.demi_journee, t.agent
         from unnest($3::date[], $4::text[], $5::uuid[]) as t(jour, demi_journee, agent)
         where t.agent is not null
         on conflict (ml_id, site_id, jour, demi_journee) do update
         set agent_id = excluded.agent_id",
        ml.get(),
        planning.site.uuid(),
        &days,
        &halves,
        &agents as &[Option<Uuid>],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// One more passage, once for this identifier.
pub(in crate::accueil) async fn insert_passage(
    tx: &mut Tx,
    id: Uuid,
    site: SiteId,
    sujet: &str,
) -> Result<()> {
    let (ml, today) = (tx.ml()?, tx.today());
    sqlx::query!(
        "insert into passage (ml_id, id, site_id, jour, sujet) values ($1, $2, $3, $4, $5)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        id,
        site.uuid(),
        today,
        sujet,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// By subject: how many on `today`, and since `first`.
pub(in crate::accueil) async fn passages(
    tx: &mut Tx,
    site: SiteId,
    first: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<(String, i64, i64)>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select sujet, count(*) filter (where jour = $4) as "jour!", count(*) as "mois!"
           from passage where ml_id = $1 and site_id = $2 and jour between $3 and $4
           group by sujet order by 2 desc, sujet"#,
        ml.get(),
        site.uuid(),
        first,
        today,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.sujet, row.jour, row.mois))
        .collect())
}

/// Everyone at work today with one of `roles`, by name.
pub(in crate::accueil) async fn collegues(tx: &mut Tx, roles: &[String]) -> Result<Vec<Collegue>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let rows = sqlx::query!(
        r#"select distinct on (a.nom, a.prenom, a.id) a.id as "id: AgentId",
             a.prenom || ' ' || a.nom as "nom!", f.role, coalesce(s.nom, '') as "site!",
             a.telephone
           from affectation f
           join agent a on a.id = f.agent_id
           left join site s on s.id = f.site_id
           where f.ml_id = $1 and f.du <= $2 and (f.au is null or f.au >= $2)
             and f.role = any($3)
           order by a.nom, a.prenom, a.id, f.du desc"#,
        ml.get(),
        today,
        roles,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Collegue {
            id: row.id,
            nom: row.nom,
            role: Role::from_code(&row.role)
                .map_or("", Role::label)
                .to_owned(),
            site: row.site,
            telephone: row.telephone,
        })
        .collect())
}

/// Whether `site` is an open site of the mission locale.
pub(in crate::accueil) async fn is_site(tx: &mut Tx, site: SiteId) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select exists (select from site where ml_id = $1 and id = $2 and ferme_le is null)
           as "known!""#,
        ml.get(),
        site.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}
