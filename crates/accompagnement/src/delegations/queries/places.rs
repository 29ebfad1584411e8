//! The statements of the places of the conventions.

use chrono::NaiveDate;
use kernel::{AgentId, ConventionId, SiteId};
use platform::{Result, Tx};
use uuid::Uuid;

use crate::delegations::model::{Convention, ConventionSaisie, Places, PlacesDuSite};

/// The conventions, those that begin last first.
pub(in crate::delegations) async fn conventions(
    tx: &mut Tx,
    id: Option<ConventionId>,
) -> Result<Vec<Convention>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Convention,
        r#"select c.id as "id: ConventionId", c.site_id as "site: SiteId",
             coalesce(s.nom, '') as "site_nom!", c.du, c.au, c.places, c.reference, c.version
           from convention_delegation c left join site s on s.id = c.site_id
           where c.ml_id = $1 and ($2::uuid is null or c.id = $2)
           order by c.du desc, c.id"#,
        ml.get(),
        id.map(ConventionId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds a convention; false when its identifier is taken.
pub(in crate::delegations) async fn insert_convention(
    tx: &mut Tx,
    new: &ConventionSaisie,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into convention_delegation (ml_id, id, site_id, du, au, places, reference, saisi_le,
           saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        new.site.map(SiteId::uuid),
        new.du,
        new.au,
        new.places,
        new.reference,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes a convention if the version is still the one in the database.
pub(in crate::delegations) async fn update_convention(
    tx: &mut Tx,
    new: &ConventionSaisie,
    version: i32,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update convention_delegation set site_id = $4, du = $5, au = $6, places = $7,
           reference = $8, version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        new.id.uuid(),
        version,
        new.site.map(SiteId::uuid),
        new.du,
        new.au,
        new.places,
        new.reference,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Nobody else takes a place until the end of the transaction.
pub(in crate::delegations) async fn lock_places(tx: &mut Tx) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "select id from convention_delegation where ml_id = $1 order by id for update",
        ml.get(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// The places on `le`, for someone of `site`. A course that began later takes one too.
pub(in crate::delegations) async fn places(
    tx: &mut Tx,
    le: NaiveDate,
    site: Option<SiteId>,
) -> Result<Places> {
    let ml = tx.ml()?;
    let row = sqlx::query!(
        r#"select sum(c.places) as total, coalesce(bool_or(c.site_id is not null), false) as "sites!",
             coalesce(sum(c.places) filter (where c.site_id is null or c.site_id = $3), 0) as "pour_site!",
             (select count(*) from adhesion a
              where a.ml_id = $1 and a.dispositif = 'delegation'
                and (a.sortie_le is null or a.sortie_le >= $2)) as "prises!",
             (select count(*) from adhesion a join jeune j on j.ml_id = a.ml_id and j.id = a.jeune_id
              where a.ml_id = $1 and a.dispositif = 'delegation' and j.site_id = $3
                and (a.sortie_le is null or a.sortie_le >= $2)) as "prises_site!"
           from convention_delegation c
           where c.ml_id = $1 and c.du <= $2 and (c.au is null or c.au >= $2)"#,
        ml.get(),
        le,
        site.map(SiteId::uuid),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Places {
        total: row.total,
        prises: row.prises,
        total_site: row.sites.then_some(row.pour_site),
        prises_site: row.prises_site,
    })
}

/// The places of each site that a convention names, on `le`, then of those it does not.
pub(in crate::delegations) async fn by_site(
    tx: &mut Tx,
    le: NaiveDate,
) -> Result<Vec<PlacesDuSite>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        PlacesDuSite,
        r#"select s.nom as "nom!", sum(c.places) as "total!",
             (select count(*) from adhesion a join jeune j on j.ml_id = a.ml_id and j.id = a.jeune_id
              where a.ml_id = $1 and a.dispositif = 'delegation' and a.sortie_le is null
                and j.site_id = s.id) as "prises!"
           from convention_delegation c join site s on s.id = c.site_id
           where c.ml_id = $1 and c.du <= $2 and (c.au is null or c.au >= $2)
           group by s.id, s.nom order by s.nom"#,
        ml.get(),
        le,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The sites of the mission locale are asked by their identifier.
pub(in crate::delegations) async fn is_site(tx: &mut Tx, site: Uuid) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select exists (select from site where id = $2 and ml_id = $1) as "existe!""#,
        ml.get(),
        site,
    )
    .fetch_one(tx.conn())
    .await?)
}
