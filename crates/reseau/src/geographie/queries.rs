//! Statements on places. These are reference tables: no row-level security, plain trigram indexes.

use std::collections::HashSet;

use platform::{Result, Tx};

use super::model::{CommuneTrouvee, Departement, Region};
use crate::imports::Compte;

/// Every région, by name.
pub(super) async fn regions(tx: &mut Tx) -> Result<Vec<Region>> {
    Ok(
        sqlx::query_as!(Region, "select code, nom from region order by nom, code")
            .fetch_all(tx.conn())
            .await?,
    )
}

/// Every département, by code.
pub(super) async fn departements(tx: &mut Tx) -> Result<Vec<Departement>> {
    Ok(sqlx::query_as!(
        Departement,
        "select code, nom, region from departement order by code"
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One commune.
pub(super) async fn commune(tx: &mut Tx, code: &str) -> Result<Option<CommuneTrouvee>> {
    Ok(sqlx::query_as!(
        CommuneTrouvee,
        "select code, nom, departement, codes_postaux from commune where code = $1",
        code
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Communes with a postal code that begins so, or whose INSEE code it is.
pub(super) async fn by_code(tx: &mut Tx, debut: &str, limite: i64) -> Result<Vec<CommuneTrouvee>> {
    Ok(sqlx::query_as!(
        CommuneTrouvee,
        "select code, nom, departement, codes_postaux from commune
         where jalon_codes_postaux(codes_postaux) like '% ' || $1 || '%' or code = $1
         order by population desc nulls last, code limit $2",
        debut,
        limite
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Communes whose name begins so, the exact name first, then the most populated.
pub(super) async fn by_prefix(tx: &mut Tx, nom: &str, limite: i64) -> Result<Vec<CommuneTrouvee>> {
    Ok(sqlx::query_as!(
        CommuneTrouvee,
        r"select code, nom, departement, codes_postaux from commune
          where nom_recherche ~>=~ $1 and nom_recherche ~<~ ($1 || chr(1114111))
          order by nom_recherche = $1 desc, population desc nulls last, code limit $2",
        nom,
        limite
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Communes whose name looks like it.
pub(super) async fn by_likeness(
    tx: &mut Tx,
    nom: &str,
    limite: i64,
) -> Result<Vec<CommuneTrouvee>> {
    Ok(sqlx::query_as!(
        CommuneTrouvee,
        "select code, nom, departement, codes_postaux from commune
         where $1 <% nom_recherche
         order by word_similarity($1, nom_recherche) desc, population desc nulls last, code
         limit $2",
        nom,
        limite
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Writes régions.
pub(super) async fn write_regions(
    tx: &mut Tx,
    codes: &[String],
    noms: &[String],
) -> Result<Compte> {
    Ok(sqlx::query_as!(
        Compte,
        r#"with ecrit as (
             insert into region as r (code, nom)
             select * from unnest($1::text[], $2::text[])
             on conflict (code) do update set nom = excluded.nom where r.nom <> excluded.nom
             returning xmax = 0 as cree
           )
           select count(*) filter (where cree) as "crees!",
             count(*) filter (where not cree) as "modifies!" from ecrit"#,
        codes,
        noms
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Writes départements.
pub(super) async fn write_departements(
    tx: &mut Tx,
    codes: &[String],
    noms: &[String],
    regions: &[String],
) -> Result<Compte> {
    Ok(sqlx::query_as!(
        Compte,
        r#"with ecrit as (
             insert into departement as d (code, nom, region)
             select * from unnest($1::text[], $2::text[], $3::text[])
             on conflict (code) do update set nom = excluded.nom, region = excluded.region
             where (d.nom, d.region) <> (excluded.nom, excluded.region)
             returning xmax = 0 as cree
           )
           select count(*) filter (where cree) as "crees!",
             count(*) filter (where not cree) as "modifies!" from ecrit"#,
        codes,
        noms,
        regions
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Communes, column by column. An empty text, a population of -1 and a coordinate that is not a
/// number say nothing: what was known stays.
#[derive(Debug, Default)]
pub(super) struct Colonnes {
    pub(super) code: Vec<String>,
    pub(super) nom: Vec<String>,
    pub(super) nom_recherche: Vec<String>,
    pub(super) departement: Vec<String>,
    pub(super) epci: Vec<String>,
    pub(super) epci_nom: Vec<String>,
    /// Separated by a space.
    pub(super) codes_postaux: Vec<String>,
    pub(super) population: Vec<i32>,
    pub(super) longitude: Vec<f64>,
    pub(super) latitude: Vec<f64>,
}

/// Writes communes.
pub(super) async fn write_communes(tx: &mut Tx, c: &Colonnes) -> Result<Compte> {
    Ok(sqlx::query_as!(
        Compte,
        r#"with lu as (
             select f.code, f.nom, f.nom_recherche,
               coalesce(nullif(f.departement, ''), a.departement) as departement,
               coalesce(nullif(f.epci, ''), a.epci) as epci,
               coalesce(nullif(f.epci_nom, ''),
                 case when f.epci in ('', a.epci) then a.epci_nom end) as epci_nom,
               case when f.codes_postaux = '' then coalesce(a.codes_postaux, '{}')
                 else string_to_array(f.codes_postaux, ' ') end as codes_postaux,
               coalesce(nullif(f.population, -1), a.population) as population,
               coalesce(nullif(f.longitude, 'NaN'), a.longitude) as longitude,
               coalesce(nullif(f.latitude, 'NaN'), a.latitude) as latitude
             from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
               $7::text[], $8::integer[], $9::float8[], $10::float8[]) as f(code, nom,
               nom_recherche, departement, epci, epci_nom, codes_postaux, population, longitude,
               latitude)
             left join commune a on a.code = f.code
           ), ecrit as (
             insert into commune as c (code, nom, nom_recherche, departement, epci, epci_nom,
               codes_postaux, population, longitude, latitude)
             select * from lu
             on conflict (code) do update set nom = excluded.nom,
               nom_recherche = excluded.nom_recherche, departement = excluded.departement,
               epci = excluded.epci, epci_nom = excluded.epci_nom,
               codes_postaux = excluded.codes_postaux, population = excluded.population,
               longitude = excluded.longitude, latitude = excluded.latitude
             where (c.nom, c.nom_recherche, c.departement, c.epci, c.epci_nom, c.codes_postaux,
                 c.population, c.longitude, c.latitude)
               is distinct from (excluded.nom, excluded.nom_recherche, excluded.departement,
                 excluded.epci, excluded.epci_nom, excluded.codes_postaux, excluded.population,
                 excluded.longitude, excluded.latitude)
             returning xmax = 0 as cree
           )
           select count(*) filter (where cree) as "crees!",
             count(*) filter (where not cree) as "modifies!" from ecrit"#,
        &c.code,
        &c.nom,
        &c.nom_recherche,
        &c.departement,
        &c.epci,
        &c.epci_nom,
        &c.codes_postaux,
        &c.population,
        &c.longitude,
        &c.latitude,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Writes centres of communes that are known.
pub(super) async fn write_centres(
    tx: &mut Tx,
    codes: &[String],
    longitudes: &[f64],
    latitudes: &[f64],
) -> Result<Compte> {
    Ok(sqlx::query_as!(
        Compte,
        r#"with ecrit as (
             update commune c set longitude = f.longitude, latitude = f.latitude
             from unnest($1::text[], $2::float8[], $3::float8[]) as f(code, longitude, latitude)
             where c.code = f.code
               and (c.longitude, c.latitude) is distinct from (f.longitude, f.latitude)
             returning 1
           )
           select 0::bigint as "crees!", count(*) as "modifies!" from ecrit"#,
        codes,
        longitudes,
        latitudes
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The codes of every commune.
pub(super) async fn known(tx: &mut Tx) -> Result<HashSet<String>> {
    let codes = sqlx::query_scalar!("select code from commune")
        .fetch_all(tx.conn())
        .await?;
    Ok(codes.into_iter().collect())
}
