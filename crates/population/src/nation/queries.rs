//! The SQL of a load at the size of the nation: what the catalogue says, and what is read first.

use anyhow::{Context as _, Result};
use sqlx::{Executor as _, PgConnection};

use super::territoire::CommuneLue;

/// A constraint or an index, as PostgreSQL itself would write it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub(crate) struct Objet {
    pub(crate) table: String,
    pub(crate) nom: String,
    /// `p`, `u`, `x`, `f`, `c` for a constraint, `i` for an index without one.
    pub(crate) nature: String,
    pub(crate) definition: String,
    pub(crate) valide: bool,
}

/// Every key, foreign key and index that holds or is held by these tables.
pub(crate) async fn objets(conn: &mut PgConnection, tables: &[&str]) -> Result<Vec<Objet>> {
    sqlx::query_as(
        "with t as (select c.oid, c.relname::text as nom from pg_class c
             where c.relnamespace = 'public'::regnamespace and c.relname = any ($1))
         select r.relname::text as \"table\", k.conname::text as nom, k.contype::text as nature,
           pg_get_constraintdef(k.oid) as definition, k.convalidated as valide
         from pg_constraint k join pg_class r on r.oid = k.conrelid
         where k.contype in ('p', 'u', 'x', 'f', 'c')
           and (k.conrelid in (select oid from t)
             or (k.contype = 'f' and k.confrelid in (select oid from t)))
         union all
         select t.nom, i.relname::text, 'i', pg_get_indexdef(x.indexrelid), x.indisvalid
         from pg_index x join t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
         where not exists (select from pg_constraint k
           where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
         order by 1, 2, 3",
    )
    .bind(tables)
    .fetch_all(conn)
    .await
    .context("lecture du catalogue")
}

/// The tables, among these, whose row-level security holds their owner too.
pub(crate) async fn forcees(conn: &mut PgConnection, tables: &[&str]) -> Result<Vec<String>> {
    sqlx::query_scalar(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace
           and relname = any ($1) and relforcerowsecurity order by 1",
    )
    .bind(tables)
    .fetch_all(conn)
    .await
    .context("lecture du catalogue")
}

/// Runs a statement made from the catalogue.
pub(crate) async fn executer(conn: &mut PgConnection, sql: String) -> Result<()> {
    let said = sql.clone();
    conn.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(sql)))
        .await
        .with_context(|| said)?;
    Ok(())
}

/// The communes of the database, by département and intercommunality.
pub(crate) async fn communes(conn: &mut PgConnection) -> Result<Vec<CommuneLue>> {
    sqlx::query_as(
        "select c.code, c.nom, c.departement, d.region, c.codes_postaux[1] as code_postal,
           c.population, c.longitude, c.latitude
         from commune c join departement d on d.code = c.departement
         where c.population > 0 and cardinality(c.codes_postaux) > 0 and c.longitude is not null
         order by c.departement, c.code",
    )
    .fetch_all(conn)
    .await
    .context("lecture des communes")
}
