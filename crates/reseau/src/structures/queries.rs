//! Statements of the directory.

use chrono::NaiveDate;
use kernel::{AgentId, MandatId, MlId, OrganismeId, SiteId};
use platform::{Result, Tx, error::OnConstraint as _};

use super::model::{
    CommuneDeZone, FicheMl, FiltreAnnuaire, LigneMl, Mandat, MandatSaisi, OrganismeSaisi, Site,
};

/// Missions locales of a région or département, not closed on `jour`: five hundred at most.
pub(super) async fn missions_locales(
    tx: &mut Tx,
    filtre: &FiltreAnnuaire,
    commune: &str,
    jour: NaiveDate,
) -> Result<Vec<LigneMl>> {
    Ok(sqlx::query_as!(
        LigneMl,
        r#"select m.ml_id as "ml: MlId", m.code, m.nom, m.nom_usuel,
             coalesce(c.nom, '') as "commune!", coalesce(d.nom, '') as "departement!",
             coalesce(r.nom, '') as "region!",
             (select count(*) from site s where s.ml_id = m.ml_id
               and (s.ferme_le is null or s.ferme_le > $4)) as "sites!"
           from mission_locale m
           left join commune c on c.code = m.commune_siege
           left join departement d on d.code = m.departement
           left join region r on r.code = m.region
           where ($1 = '' or m.region = $1) and ($2 = '' or m.departement = $2)
             and ($3 = '' or exists (
               select from zone z where z.ml_id = m.ml_id and z.commune = $3))
             and (m.ouverte_au is null or m.ouverte_au >= $4)"#,
        filtre.region,
        filtre.departement,
        commune,
        jour
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The mission locale of this code.
pub(super) async fn ml_of_code(tx: &mut Tx, code: &str) -> Result<Option<MlId>> {
    Ok(sqlx::query_scalar!(
        r#"select ml_id as "ml: MlId" from mission_locale where code = $1"#,
        code
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// One mission locale.
pub(super) async fn fiche(tx: &mut Tx, ml: MlId) -> Result<Option<FicheMl>> {
    Ok(sqlx::query_as!(
        FicheMl,
        r#"select m.ml_id as "ml: MlId", m.code, m.nom, m.nom_usuel, m.forme_juridique, m.fuseau,
             coalesce(c.nom, '') as "commune!", coalesce(d.nom, '') as "departement!",
             coalesce(r.nom, '') as "region!", m.ouverte_du, m.ouverte_au,
             coalesce(z.communes, 0) as "communes!", coalesce(z.population, 0) as "population!"
           from mission_locale m
           left join commune c on c.code = m.commune_siege
           left join departement d on d.code = m.departement
           left join region r on r.code = m.region
           left join lateral (
             select count(*) as communes, sum(x.population) as population
             from zone z join commune x on x.code = z.commune where z.ml_id = m.ml_id
           ) z on true
           where m.ml_id = $1"#,
        ml.get()
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The sites of a mission locale, the seat first.
pub(super) async fn sites(tx: &mut Tx, ml: MlId) -> Result<Vec<Site>> {
    Ok(sqlx::query_as!(
        Site,
        r#"select id as "id: SiteId", ml_id as "ml: MlId", nature, nom, adresse, code_postal,
             ville, telephone, site_web, horaires, longitude, latitude, ferme_le, version
           from site where ml_id = $1
           order by ferme_le is not null, nature <> 'siege', ville, nom, id"#,
        ml.get()
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One site.
pub(super) async fn site(tx: &mut Tx, id: SiteId) -> Result<Option<Site>> {
    Ok(sqlx::query_as!(
        Site,
        r#"select id as "id: SiteId", ml_id as "ml: MlId", nature, nom, adresse, code_postal,
             ville, telephone, site_web, horaires, longitude, latitude, ferme_le, version
           from site where id = $1"#,
        id.uuid()
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Communes of a zone, by code, after `apres`.
pub(super) async fn zone(
    tx: &mut Tx,
    ml: MlId,
    apres: &str,
    lignes: i64,
) -> Result<Vec<CommuneDeZone>> {
    Ok(sqlx::query_as!(
        CommuneDeZone,
        r#"select c.code, c.nom, c.codes_postaux, z.source, exists (
               select from zone a where a.commune = z.commune and a.ml_id <> z.ml_id)
             as "partagee!"
           from zone z join commune c on c.code = z.commune
           where z.ml_id = $1 and z.commune > $2 order by z.commune limit $3"#,
        ml.get(),
        apres,
        lignes
    )
    .fetch_all(tx.conn())
    .await?)
}

/// An agent at work, with her role.
pub(super) struct AuTravail {
    pub(super) role: String,
    pub(super) id: AgentId,
    pub(super) prenom: String,
    pub(super) nom: String,
    pub(super) site: String,
    pub(super) courriel: String,
    pub(super) telephone: String,
}

/// Agents at work on `jour` in a mission locale or in a body.
pub(super) async fn agents(
    tx: &mut Tx,
    ml: Option<MlId>,
    organisme: Option<OrganismeId>,
    jour: NaiveDate,
) -> Result<Vec<AuTravail>> {
    Ok(sqlx::query_as!(
        AuTravail,
        r#"select f.role, a.id as "id: AgentId", a.prenom, a.nom,
             coalesce(s.nom, '') as "site!", a.courriel, a.telephone
           from affectation f join agent a on a.id = f.agent_id
           left join site s on s.id = f.site_id
           where (f.ml_id = $1 or f.organisme_id = $2)
             and f.du <= $3 and (f.au is null or f.au >= $3)
           order by a.nom, a.prenom, a.id"#,
        ml.map(MlId::get),
        organisme.map(OrganismeId::uuid),
        jour
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Mandates of a mission locale or a body, those in force first.
pub(super) async fn mandats(
    tx: &mut Tx,
    ml: Option<MlId>,
    organisme: Option<OrganismeId>,
) -> Result<Vec<Mandat>> {
    Ok(sqlx::query_as!(
        Mandat,
        r#"select id as "id: MandatId", prenom, nom, fonction, du, au, version
           from mandat where ml_id = $1 or organisme_id = $2
           order by au is not null, fonction desc, du desc, nom, id"#,
        ml.map(MlId::get),
        organisme.map(OrganismeId::uuid)
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One mandate of a mission locale.
pub(super) async fn mandat(tx: &mut Tx, ml: MlId, id: MandatId) -> Result<Option<Mandat>> {
    Ok(sqlx::query_as!(
        Mandat,
        r#"select id as "id: MandatId", prenom, nom, fonction, du, au, version
           from mandat where ml_id = $1 and id = $2 for no key update"#,
        ml.get(),
        id.uuid()
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Writes opening hours; the number of rows tells whether the version was still this one.
pub(super) async fn set_horaires(
    tx: &mut Tx,
    ml: MlId,
    site: SiteId,
    version: i32,
    horaires: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "update site set horaires = $4, version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        site.uuid(),
        version,
        horaires
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Creates a mandate; `false` when that identifier is taken.
pub(super) async fn create_mandat(
    tx: &mut Tx,
    ml: MlId,
    id: MandatId,
    m: &MandatSaisi,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into mandat (id, ml_id, prenom, nom, fonction, du, au)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing",
        id.uuid(),
        ml.get(),
        m.prenom,
        m.nom,
        m.fonction,
        m.du,
        m.au
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "mandat_periode",
        "au",
        "La fin ne peut pas précéder le début.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Changes a mandate that was just read for update.
pub(super) async fn update_mandat(
    tx: &mut Tx,
    ml: MlId,
    id: MandatId,
    m: &MandatSaisi,
) -> Result<()> {
    sqlx::query!(
        "update mandat set prenom = $3, nom = $4, fonction = $5, du = $6, au = $7,
           version = version + 1
         where ml_id = $1 and id = $2",
        ml.get(),
        id.uuid(),
        m.prenom,
        m.nom,
        m.fonction,
        m.du,
        m.au
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A body as the table keeps it.
pub(super) struct OrganismeLu {
    pub(super) id: OrganismeId,
    pub(super) nature: String,
    pub(super) nom: String,
    pub(super) region: String,
    pub(super) departement: String,
}

/// Bodies of a région (and the national ones), or all.
pub(super) async fn organismes(
    tx: &mut Tx,
    region: &str,
    id: Option<OrganismeId>,
) -> Result<Vec<OrganismeLu>> {
    Ok(sqlx::query_as!(
        OrganismeLu,
        r#"select o.id as "id: OrganismeId", o.nature, o.nom, coalesce(r.nom, '') as "region!",
             coalesce(d.nom, '') as "departement!"
           from organisme o
           left join region r on r.code = o.region
           left join departement d on d.code = o.departement
           where ($1 = '' or o.region = $1 or o.region is null) and ($2::uuid is null or o.id = $2)
           order by o.region nulls first, o.departement nulls first, o.nom, o.id"#,
        region,
        id.map(OrganismeId::uuid)
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Writes a body under its stable code.
pub(super) async fn write_organisme(
    tx: &mut Tx,
    id: OrganismeId,
    o: &OrganismeSaisi,
) -> Result<OrganismeId> {
    Ok(sqlx::query_scalar!(
        r#"insert into organisme (id, code_source, nature, nom, region, departement)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (code_source) do update set nature = excluded.nature, nom = excluded.nom,
             region = excluded.region, departement = excluded.departement
           returning id as "id: OrganismeId""#,
        id.uuid(),
        o.code_source,
        o.nature.code(),
        o.nom,
        o.region,
        o.departement
    )
    .fetch_one(tx.conn())
    .await?)
}
