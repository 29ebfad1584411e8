//! Statements of the imports: whole columns at once, nothing touched that is already right.

use std::collections::{HashMap, HashSet};

use platform::{Result, Tx};
use sqlx::types::Uuid;

use super::{
    Compte,
    model::Constat,
    rules::{COMMUNES_A_ARRONDISSEMENTS, Candidate, Connu, Point},
};

/// One import of the network at a time, until the transaction ends.
pub(super) async fn lock(tx: &mut Tx) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('reseau::imports'))::text as verrou")
        .fetch_one(tx.conn())
        .await?;
    Ok(())
}

/// Every commune and its département.
pub(super) async fn communes(tx: &mut Tx) -> Result<HashMap<String, String>> {
    let rows = sqlx::query!("select code, departement from commune")
        .fetch_all(tx.conn())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.code, row.departement))
        .collect())
}

/// Every département and its région.
pub(super) async fn departements(tx: &mut Tx) -> Result<HashMap<String, String>> {
    let rows = sqlx::query!("select code, region from departement")
        .fetch_all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|row| (row.code, row.region)).collect())
}

/// Every région.
pub(super) async fn regions(tx: &mut Tx) -> Result<HashSet<String>> {
    let rows = sqlx::query_scalar!("select code from region")
        .fetch_all(tx.conn())
        .await?;
    Ok(rows.into_iter().collect())
}

/// The number of each i-milo code.
pub(super) async fn numbers(tx: &mut Tx) -> Result<HashMap<String, i32>> {
    let rows = sqlx::query!("select code, ml_id from mission_locale")
        .fetch_all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|row| (row.code, row.ml_id)).collect())
}

/// Missions locales, column by column.
#[derive(Debug, Default)]
pub(super) struct ColonnesMl {
    pub(super) code: Vec<String>,
    pub(super) nom: Vec<String>,
    pub(super) nom_usuel: Vec<String>,
    pub(super) forme: Vec<String>,
    pub(super) fuseau: Vec<String>,
    pub(super) region: Vec<String>,
    pub(super) departement: Vec<String>,
    pub(super) commune: Vec<String>,
    pub(super) site: Vec<String>,
}

/// Writes missions locales. A new one takes the next number; rows are never taken away, so that a
/// number is never given twice.
pub(super) async fn write_missions_locales(tx: &mut Tx, c: &ColonnesMl) -> Result<Compte> {
    let row = sqlx::query_as!(
        Compte,
        r#"with lu as (
             select *, count(*) filter (
                 where not exists (select from mission_locale x where x.code = f.code))
                 over (order by f.rang) as nouveau
             from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
               $7::text[], $8::text[], $9::text[]) with ordinality
               as f(code, nom, nom_usuel, forme, fuseau, region, departement, commune, site, rang)
           ), ecrit as (
             insert into mission_locale as m (ml_id, code, nom, nom_usuel, forme_juridique, fuseau,
               region, departement, commune_siege, site_siege_source)
             select coalesce(
                 (select x.ml_id from mission_locale x where x.code = lu.code),
                 (select coalesce(max(ml_id), 0) from mission_locale) + lu.nouveau)::integer,
               lu.code, lu.nom, lu.nom_usuel, lu.forme, lu.fuseau, nullif(lu.region, ''),
               nullif(lu.departement, ''), nullif(lu.commune, ''), lu.site
             from lu
             on conflict (code) do update set nom = excluded.nom, nom_usuel = excluded.nom_usuel,
               forme_juridique = case when excluded.forme_juridique = 'inconnue'
                 then m.forme_juridique else excluded.forme_juridique end,
               fuseau = excluded.fuseau, region = excluded.region,
               departement = excluded.departement, commune_siege = excluded.commune_siege,
               site_siege_source = excluded.site_siege_source, version = m.version + 1
             where (m.nom, m.nom_usuel, m.fuseau, m.region, m.departement, m.commune_siege,
                 m.site_siege_source)
               is distinct from (excluded.nom, excluded.nom_usuel, excluded.fuseau,
                 excluded.region, excluded.departement, excluded.commune_siege,
                 excluded.site_siege_source)
               or excluded.forme_juridique not in ('inconnue', m.forme_juridique)
             returning xmax = 0 as cree
           )
           select count(*) filter (where cree) as "crees!",
             count(*) filter (where not cree) as "modifies!" from ecrit"#,
        &c.code,
        &c.nom,
        &c.nom_usuel,
        &c.forme,
        &c.fuseau,
        &c.region,
        &c.departement,
        &c.commune,
        &c.site,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(row)
}

/// What places the sites: missions locales with the point of their seat (its own site when it is
/// known, else the centre of its commune), sites known, zones.
pub(super) async fn known(tx: &mut Tx, codes: &[String]) -> Result<Connu> {
    let candidates = sqlx::query!(
        r#"select m.ml_id, m.commune_siege, m.departement, m.site_siege_source,
             coalesce(s.longitude, c.longitude) as longitude,
             coalesce(s.latitude, c.latitude) as latitude
           from mission_locale m
           left join commune c on c.code = m.commune_siege
           left join site s on s.ml_id = m.ml_id and s.code_source = m.site_siege_source
           order by m.ml_id"#
    )
    .fetch_all(tx.conn())
    .await?
    .into_iter()
    .map(|row| Candidate {
        ml: row.ml_id,
        commune_siege: row.commune_siege,
        departement: row.departement,
        site_siege: row.site_siege_source,
        siege: row
            .longitude
            .zip(row.latitude)
            .and_then(|(lon, lat)| Point::new(lon, lat)),
    })
    .collect();
    let deja = sqlx::query!(
        "select code_source, ml_id from site where code_source = any($1) order by ml_id desc",
        codes
    )
    .fetch_all(tx.conn())
    .await?
    .into_iter()
    .map(|row| (row.code_source, row.ml_id))
    .collect();
    let mut zones: HashMap<String, Vec<i32>> = HashMap::new();
    for row in sqlx::query!("select commune, ml_id from zone order by commune, ml_id")
        .fetch_all(tx.conn())
        .await?
    {
        zones.entry(row.commune).or_default().push(row.ml_id);
    }
    Ok(Connu {
        candidates,
        deja,
        zones,
    })
}

/// Sites, column by column.
#[derive(Debug, Default)]
pub(super) struct ColonnesSite {
    pub(super) id: Vec<Uuid>,
    pub(super) ml: Vec<i32>,
    pub(super) code_source: Vec<String>,
    pub(super) nature: Vec<String>,
    pub(super) nom: Vec<String>,
    pub(super) adresse: Vec<String>,
    pub(super) code_postal: Vec<String>,
    pub(super) commune: Vec<String>,
    pub(super) ville: Vec<String>,
    pub(super) telephone: Vec<String>,
    pub(super) site_web: Vec<String>,
    pub(super) longitude: Vec<f64>,
    pub(super) latitude: Vec<f64>,
}

/// Writes sites. Opening hours and an end are the mission locale's own and stay; so does a nature
/// other than seat that someone chose. A number that is not one (NaN) is no coordinate.
pub(super) async fn write_sites(tx: &mut Tx, c: &ColonnesSite) -> Result<Compte> {
    let row = sqlx::query_as!(
        Compte,
        r#"with ecrit as (
             insert into site as s (id, ml_id, code_source, nature, nom, adresse, code_postal,
               commune, ville, telephone, site_web, longitude, latitude)
             select f.id, f.ml, f.code_source, f.nature, f.nom, f.adresse, f.code_postal,
               f.commune, f.ville, f.telephone, f.site_web,
               nullif(f.longitude, 'NaN'), nullif(f.latitude, 'NaN')
             from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[],
               $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::float8[],
               $13::float8[]) as f(id, ml, code_source, nature, nom, adresse, code_postal, commune,
               ville, telephone, site_web, longitude, latitude)
             on conflict (ml_id, code_source) do update set
               nature = case when excluded.nature = 'siege' then 'siege' else s.nature end,
               nom = excluded.nom, adresse = excluded.adresse, code_postal = excluded.code_postal,
               commune = excluded.commune, ville = excluded.ville,
               telephone = excluded.telephone, site_web = excluded.site_web,
               longitude = excluded.longitude, latitude = excluded.latitude,
               version = s.version + 1
             where (s.nom, s.adresse, s.code_postal, s.commune, s.ville, s.telephone, s.site_web,
                 s.longitude, s.latitude)
               is distinct from (excluded.nom, excluded.adresse, excluded.code_postal,
                 excluded.commune, excluded.ville, excluded.telephone, excluded.site_web,
                 excluded.longitude, excluded.latitude)
               or (excluded.nature = 'siege' and s.nature <> 'siege')
             returning xmax = 0 as cree
           )
           select count(*) filter (where cree) as "crees!",
             count(*) filter (where not cree) as "modifies!" from ecrit"#,
        &c.id,
        &c.ml,
        &c.code_source,
        &c.nature,
        &c.nom,
        &c.adresse,
        &c.code_postal,
        &c.commune,
        &c.ville,
        &c.telephone,
        &c.site_web,
        &c.longitude,
        &c.latitude,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(row)
}

/// Writes zones: each pair of a mission locale and a commune.
pub(super) async fn write_zones(
    tx: &mut Tx,
    mls: &[i32],
    communes: &[String],
    source: &str,
) -> Result<Compte> {
    let row = sqlx::query_as!(
        Compte,
        r#"with ecrit as (
             insert into zone as z (ml_id, commune, source)
             select f.ml, f.commune, $3
             from unnest($1::integer[], $2::text[]) as f(ml, commune)
             on conflict (ml_id, commune) do update set source = excluded.source
             where z.source is distinct from excluded.source
             returning xmax = 0 as cree
           )
           select count(*) filter (where cree) as "crees!",
             count(*) filter (where not cree) as "modifies!" from ecrit"#,
        mls,
        communes,
        source,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(row)
}

/// Takes away, for the missions locales of the file, the communes that the file does not name.
pub(super) async fn drop_others(tx: &mut Tx, mls: &[i32], communes: &[String]) -> Result<u64> {
    let done = sqlx::query!(
        "delete from zone z where z.ml_id = any($1) and not exists (
           select from unnest($1::integer[], $2::text[]) as f(ml, commune)
           where f.ml = z.ml_id and f.commune = z.commune)",
        mls,
        communes,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Communes of the départements covered that are in no zone. A commune cut into arrondissements
/// and its arrondissements stand for each other.
pub(super) async fn gaps(tx: &mut Tx) -> Result<Constat> {
    let (villes, prefixes): (Vec<_>, Vec<_>) = COMMUNES_A_ARRONDISSEMENTS
        .iter()
        .map(|(ville, prefixe)| ((*ville).to_owned(), (*prefixe).to_owned()))
        .unzip();
    let rows = sqlx::query!(
        r#"select c.code, c.nom, count(*) over () as "nombre!" from commune c
           where c.departement in (
               select x.departement from zone z join commune x on x.code = z.commune)
             and not exists (select from zone z where z.commune = c.code)
             and not exists (
               select from unnest($1::text[], $2::text[]) as v(ville, prefixe)
               where (c.code = v.ville and exists (
                   select from zone z where starts_with(z.commune, v.prefixe)))
                 or (starts_with(c.code, v.prefixe) and exists (
                   select from zone z where z.commune = v.ville)))
           order by c.code limit 20"#,
        &villes,
        &prefixes,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Constat {
        nombre: rows.first().map_or(0, |row| row.nombre.unsigned_abs()),
        exemples: rows
            .into_iter()
            .map(|row| format!("{} {}", row.code, row.nom))
            .collect(),
    })
}

/// Communes in the zones of several missions locales.
pub(super) async fn overlaps(tx: &mut Tx) -> Result<Constat> {
    let rows = sqlx::query!(
        r#"select c.code, c.nom, count(*) over () as "nombre!",
             string_agg(m.code, ', ' order by m.code) as "codes!"
           from zone z join commune c on c.code = z.commune
           join mission_locale m on m.ml_id = z.ml_id
           group by c.code, c.nom having count(*) > 1
           order by c.code limit 20"#
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Constat {
        nombre: rows.first().map_or(0, |row| row.nombre.unsigned_abs()),
        exemples: rows
            .into_iter()
            .map(|row| format!("{} {} ({})", row.code, row.nom, row.codes))
            .collect(),
    })
}
