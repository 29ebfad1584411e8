//! The statements of a merge of two missions locales. Names come from PostgreSQL's own catalogue.

use std::collections::{BTreeMap, BTreeSet};

use kernel::MlId;
use sqlx::{AssertSqlSafe, PgConnection};

use super::{LigneReunion, RENCONTRES, Rencontre, ReunionMl};
use crate::{Error, Result};

/// A tenant table, as the catalogue tells it.
#[derive(Debug)]
pub(super) struct TableMl {
    pub(super) name: String,
    columns: Vec<String>,
    key: Vec<String>,
    /// What it refers to: the tenant table, and the column after `ml_id`.
    parents: Vec<(String, String)>,
}

/// One table passes to the other side.
pub(super) async fn carry(
    conn: &mut PgConnection,
    table: &TableMl,
    reunion: &ReunionMl,
    (met, code): (Option<Rencontre>, &str),
) -> Result<LigneReunion> {
    let name = &table.name;
    let de = copy(conn, name, reunion).await?;
    let vers = count(conn, name, reunion.vers).await?;
    follow(conn, table).await?;
    let mut communes = 0;
    match met {
        Some(Rencontre::Confond(par)) => communes = confound(conn, name, par).await?,
        Some(Rencontre::Renomme(column)) => rename(conn, name, column, code).await?,
        Some(Rencontre::Heures) => overlap(conn).await?,
        Some(Rencontre::Reprend(column)) => {
            let (de, vers) = (reunion.de, reunion.vers);
            for table in [format!("reunion_{name}"), name.clone()] {
                let sql = format!(
                    "update {table} set {column} = {vers} where ml_id = {vers} and {column} = {de}"
                );
                run(conn, sql).await?;
            }
        }
        Some(Rencontre::Cumule(_)) | None => {}
    }
    let each = table.key.iter().map(|c| format!("x.{c} = r.{c}"));
    let same = each.collect::<Vec<_>>().join(" and ");
    let same = format!("select count(*) from reunion_{name} r join {name} x on {same}");
    communes += sqlx::query_scalar::<_, i64>(AssertSqlSafe(same))
        .fetch_one(&mut *conn)
        .await?;
    let columns = table.columns.join(", ");
    let conflict = match met {
        Some(Rencontre::Cumule(numbers)) => {
            let sums = numbers
                .iter()
                .map(|n| format!("{n} = {name}.{n} + excluded.{n}"));
            format!("update set {}", sums.collect::<Vec<_>>().join(", "))
        }
        _ => "nothing".to_owned(),
    };
    let key = table.key.join(", ");
    let insert = format!(
        "insert into {name} ({columns}) select {columns} from reunion_{name}
         on conflict ({key}) do {conflict}"
    );
    sqlx::query(AssertSqlSafe(insert))
        .execute(&mut *conn)
        .await
        .map_err(|error| met_a_key(error, name))?;
    Ok(LigneReunion {
        table: name.clone(),
        de,
        vers,
        communes,
        apres: 0,
    })
}

/// What refers to a row that was the same thing refers to the one that stays.
async fn follow(conn: &mut PgConnection, table: &TableMl) -> Result<()> {
    for (parent, column) in &table.parents {
        let confounds = |met: &Rencontre| matches!(met, Rencontre::Confond(_));
        if RENCONTRES
            .iter()
            .any(|(name, met)| name == parent && confounds(met))
        {
            let sql = format!(
                "update reunion_{} r set {column} = v.vers from confondu_{parent} v
                 where r.{column} = v.de",
                table.name
            );
            run(conn, sql).await?;
        }
    }
    Ok(())
}

/// Takes away the rows that are the same thing as one that stays, and remembers which; returns how
/// many.
async fn confound(conn: &mut PgConnection, name: &str, par: &str) -> Result<i64> {
    let (theirs, ours) = (par.replace("{}", "r"), par.replace("{}", "x"));
    let known = format!(
        "create temporary table confondu_{name} on commit drop as
         select r.id as de, min(x.id::text)::uuid as vers from reunion_{name} r
         join {name} x on x.ml_id = r.ml_id and {ours} = {theirs} group by r.id"
    );
    run(conn, known).await?;
    let gone = format!("delete from reunion_{name} r using confondu_{name} v where r.id = v.de");
    let done = sqlx::query(AssertSqlSafe(gone)).execute(conn).await?;
    Ok(i64::try_from(done.rows_affected()).unwrap_or(i64::MAX))
}

/// The rows of the one that ends, under the number of the other; returns how many.
async fn copy(conn: &mut PgConnection, name: &str, reunion: &ReunionMl) -> Result<i64> {
    see(conn, reunion.de).await?;
    let copied = format!(
        "create temporary table reunion_{name} on commit drop as
         select * from {name} where ml_id = {}",
        reunion.de
    );
    run(conn, copied).await?;
    see(conn, reunion.vers).await?;
    let moved = format!("update reunion_{name} set ml_id = {}", reunion.vers);
    let done = sqlx::query(AssertSqlSafe(moved)).execute(conn).await?;
    Ok(i64::try_from(done.rows_affected()).unwrap_or(i64::MAX))
}

/// Removes what has passed to the other side.
pub(super) async fn remove(conn: &mut PgConnection, table: &TableMl, de: MlId) -> Result<()> {
    see(conn, de).await?;
    let sql = format!("delete from {} where ml_id = {de}", table.name);
    run(conn, sql).await
}

/// A key that nothing foresees is said with its name; nothing will have changed.
fn met_a_key(error: sqlx::Error, table: &str) -> Error {
    let constraint = error
        .as_database_error()
        .filter(|e| matches!(e.code().as_deref(), Some("23505" | "23P01")))
        .and_then(sqlx::error::DatabaseError::constraint)
        .map(ToOwned::to_owned);
    constraint.map_or_else(
        || error.into(),
        |constraint| {
            let sentence = format!(
                "Les deux missions locales ont la même ligne dans « {table} » ({constraint}) : \
                 réunissez ou renommez-la d’abord."
            );
            Error::invalid(table, &sentence)
        },
    )
}

async fn rename(conn: &mut PgConnection, name: &str, column: &str, code: &str) -> Result<()> {
    let sql = format!(
        "update reunion_{name} r set {column} = r.{column} || ' (' || $1 || ')'
         where exists (select from {name} x where x.{column} = r.{column})"
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(code)
        .execute(conn)
        .await?;
    Ok(())
}

async fn overlap(conn: &mut PgConnection) -> Result<()> {
    run(
        conn,
        "update reunion_occupation r set derogation = true
         where exists (select from occupation x where x.agent_id = r.agent_id
           and tstzrange(x.debut, x.fin) && tstzrange(r.debut, r.fin))"
            .to_owned(),
    )
    .await
}

/// Every tenant table, parents before children.
pub(super) async fn tables(conn: &mut PgConnection) -> Result<Vec<TableMl>> {
    let mut left: BTreeMap<String, TableMl> = sqlx::query_as(
        "select c.relname::text,
           array(select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid
             and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum),
           array(select quote_ident(a.attname) from pg_index i
             join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
             where i.indrelid = c.oid and i.indisprimary)
         from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
           and exists (select from pg_attribute m where m.attrelid = c.oid and m.attname = 'ml_id'
             and not m.attisdropped)",
    )
    .fetch_all(&mut *conn)
    .await?
    .into_iter()
    .map(|(name, columns, key): (String, Vec<String>, Vec<String>)| {
        let parents = Vec::new();
        let table = TableMl {
            name: name.clone(),
            columns,
            key,
            parents,
        };
        (name, table)
    })
    .collect();
    let edges: Vec<(String, String, String)> = sqlx::query_as(
        "select k.conrelid::regclass::text, k.confrelid::regclass::text, a.attname::text
         from pg_constraint k
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[cardinality(k.conkey)]
         where k.contype = 'f' and k.conrelid <> k.confrelid",
    )
    .fetch_all(conn)
    .await?;
    for (child, parent, column) in &edges {
        if let Some(table) = left.get_mut(child) {
            table.parents.push((parent.clone(), column.clone()));
        }
    }
    let mut sorted = Vec::new();
    while !left.is_empty() {
        let ready: BTreeSet<String> = left
            .keys()
            .filter(|name| {
                let mut parents = edges.iter().filter(|(child, ..)| child == *name);
                parents.all(|(_, parent, _)| !left.contains_key(parent))
            })
            .cloned()
            .collect();
        if ready.is_empty() {
            return Err(
                anyhow::anyhow!("tables that refer to one another: {:?}", left.keys()).into(),
            );
        }
        sorted.extend(ready.iter().filter_map(|name| left.remove(name)));
    }
    Ok(sorted)
}

/// Puts `ml` in sight.
pub(super) async fn see(conn: &mut PgConnection, ml: MlId) -> Result<()> {
    sqlx::query("select set_config('jalon.ml_id', $1, true)")
        .bind(ml.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn count(conn: &mut PgConnection, table: &str, ml: MlId) -> Result<i64> {
    let sql = format!("select count(*) from {table} where ml_id = {ml}");
    Ok(sqlx::query_scalar(AssertSqlSafe(sql))
        .fetch_one(conn)
        .await?)
}

async fn run(conn: &mut PgConnection, sql: String) -> Result<()> {
    sqlx::query(AssertSqlSafe(sql)).execute(conn).await?;
    Ok(())
}
