//! The statements of the team.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AgentId, JeuneId, SiteId};
use platform::{Result, Tx};

use super::model::{Charge, Retard, SansReferent};
use crate::accueil::queries::{Regard, shown};

/// The load of each référent: today, the end of the week, and the day before which nothing is quiet.
pub(super) async fn charge(
    tx: &mut Tx,
    site: Option<SiteId>,
    (today, week, quiet): (NaiveDate, NaiveDate, NaiveDate),
    regard: Regard,
) -> Result<Vec<Charge>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Charge,
        r#"with prochaine as materialized (
             select e.jeune_id, min(e.echeance_le) as le from echeance e
             where e.ml_id = $1 and e.close_le is null and e.echeance_le <= $3
             group by e.jeune_id),
           vus as materialized (
             select distinct v.jeune_id from evenement v
             where v.ml_id = $1 and v.survenu_le between $4 and $2)
           select j.referent_id as "agent?: AgentId",
             coalesce(a.prenom || ' ' || a.nom, '') as "agent_nom!",
             count(*) as "actifs!",
             count(*) filter (where p.le < $2) as "en_retard!",
             count(*) filter (where p.le >= $2) as "cette_semaine!",
             count(*) filter (where v.jeune_id is null) as "sans_contact!"
           from jeune j
           left join agent a on a.id = j.referent_id
           left join prochaine p on p.jeune_id = j.id
           left join vus v on v.jeune_id = j.id
           where j.ml_id = $1 and j.etat = 'actif' and ($5::uuid is null or j.site_id = $5)
             and (not j.protege or $6 or j.referent_id = $7
               or remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $2) = $7)
           group by j.referent_id, a.nom, a.prenom
           order by a.nom nulls last, a.prenom, j.referent_id"#,
        ml.get(),
        today,
        week,
        quiet,
        site.map(SiteId::uuid),
        regard.tous,
        regard.moi,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Active dossiers without référent, the oldest first. Nobody follows them: a protected one shows to
/// the direction alone.
pub(super) async fn sans_referent(
    tx: &mut Tx,
    site: Option<SiteId>,
    regard: Regard,
    limit: i64,
) -> Result<Vec<SansReferent>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select j.id as "id: JeuneId", j.nom_naissance, j.nom_usage, j.prenom, j.prenom_usage,
             j.premier_accueil_le, coalesce(s.nom, '') as "site!"
           from jeune j left join site s on s.id = j.site_id
           where j.ml_id = $1 and j.referent_id is null and j.etat = 'actif'
             and ($2::uuid is null or j.site_id = $2) and (not j.protege or $3)
           order by j.premier_accueil_le, j.id limit $4"#,
        ml.get(),
        site.map(SiteId::uuid),
        regard.tous,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SansReferent {
            id: row.id,
            nom: shown(
                row.nom_naissance,
                row.nom_usage,
                row.prenom,
                row.prenom_usage,
            ),
            premier_accueil_le: row.premier_accueil_le,
            site: row.site,
        })
        .collect())
}

/// What is late in active dossiers, the latest first.
pub(super) async fn retards(
    tx: &mut Tx,
    site: Option<SiteId>,
    regard: Regard,
    limit: i64,
) -> Result<Vec<Retard>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let rows = sqlx::query!(
        r#"select j.id as "id: JeuneId", j.nom_naissance, j.nom_usage, j.prenom, j.prenom_usage,
             e.libelle, e.echeance_le, coalesce(a.prenom || ' ' || a.nom, '') as "agent_nom!"
           from echeance e
           join jeune j on j.ml_id = $1 and j.id = e.jeune_id
           left join agent a on a.id = j.referent_id
           where e.ml_id = $1 and e.close_le is null and e.echeance_le < $2 and j.etat = 'actif'
             and ($3::uuid is null or j.site_id = $3)
             and (not j.protege or $4 or j.referent_id = $5
               or remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $2) = $5)
           order by e.echeance_le, e.id limit $6"#,
        ml.get(),
        today,
        site.map(SiteId::uuid),
        regard.tous,
        regard.moi,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Retard {
            id: row.id,
            nom: shown(
                row.nom_naissance,
                row.nom_usage,
                row.prenom,
                row.prenom_usage,
            ),
            libelle: row.libelle,
            echeance_le: row.echeance_le,
            agent_nom: row.agent_nom,
        })
        .collect())
}

/// How many urgent moments since `from`.
pub(super) async fn urgences(
    tx: &mut Tx,
    site: Option<SiteId>,
    regard: Regard,
    from: DateTime<Utc>,
) -> Result<i64> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "nombre!" from urgence u
           join jeune j on j.ml_id = $1 and j.id = u.jeune_id
           where u.ml_id = $1 and u.survenue_le >= $2 and ($3::uuid is null or j.site_id = $3)
             and (not j.protege or $4 or j.referent_id = $5
               or remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $6) = $5)"#,
        ml.get(),
        from,
        site.map(SiteId::uuid),
        regard.tous,
        regard.moi,
        today,
    )
    .fetch_one(tx.conn())
    .await?)
}
