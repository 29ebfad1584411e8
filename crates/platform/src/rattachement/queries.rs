//! The statements of the engine. Names of tables and columns come from the declarations of the
//! wings, values are bound, and each statement says its mission locale.

mod departs;

use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use uuid::Uuid;

use super::model::{Fusion, TableDuDossier};
use crate::{Result, Tx};

pub(super) use departs::{arrive, delete_row, remove_frozen};

/// A row, as PostgreSQL writes it in JSON.
pub(super) type Ligne = Map<String, Value>;

/// The dossier itself, as a table of one row.
pub(super) const JEUNE: TableDuDossier = {
    let mut table = TableDuDossier::new("jeune", "Dossier");
    table.jeune = "id";
    table
};

/// The rows of `jeune` in `table`, by key; kept for this transaction when `lock`.
pub(super) async fn rows(
    tx: &mut Tx,
    table: &TableDuDossier,
    jeunes: &[Uuid],
    lock: bool,
) -> Result<Vec<Ligne>> {
    let ml = tx.ml()?;
    let (name, column, key) = (table.name, table.jeune, table.cle.join(", x."));
    let lock = if lock { locking(table) } else { "" };
    let sql = format!(
        "select to_jsonb(x) from {name} x where x.ml_id = $1 and x.{column} = any($2)
         order by x.{key} {lock}"
    );
    let found: Vec<Value> = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(ml.get())
        .bind(jeunes)
        .fetch_all(tx.conn())
        .await?;
    Ok(found.into_iter().filter_map(into_row).collect())
}

/// The row of `table` whose key is `cle`.
pub(super) async fn row(tx: &mut Tx, table: &TableDuDossier, cle: &Ligne) -> Result<Option<Ligne>> {
    let ml = tx.ml()?;
    let (name, same, lock) = (table.name, same_key(table), locking(table));
    let sql = format!(
        "select to_jsonb(x) from {name} x, jsonb_populate_record(null::{name}, $2) k
         where x.ml_id = $1 and {same} {lock}"
    );
    let found: Option<Value> = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(ml.get())
        .bind(Value::Object(cle.clone()))
        .fetch_optional(tx.conn())
        .await?;
    Ok(found.and_then(into_row))
}

/// Gives the row whose key is `cle` the values of `changes`; `None` when a key or a check of the
/// table refuses them, and then nothing has changed.
pub(super) async fn set(
    tx: &mut Tx,
    table: &TableDuDossier,
    cle: &Ligne,
    changes: &Ligne,
) -> Result<Option<Ligne>> {
    let ml = tx.ml()?;
    let (name, same) = (table.name, same_key(table));
    let columns: Vec<String> = changes.keys().map(|c| format!("{c} = r.{c}")).collect();
    let columns = columns.join(", ");
    let sql = format!(
        "update {name} x set {columns}
         from jsonb_populate_record(null::{name}, $3) r,
           jsonb_populate_record(null::{name}, $2) k
         where x.ml_id = $1 and {same} returning to_jsonb(x)"
    );
    let mut inner = tx.conn().begin().await?;
    let done: std::result::Result<Option<Value>, sqlx::Error> =
        sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(ml.get())
            .bind(Value::Object(cle.clone()))
            .bind(Value::Object(changes.clone()))
            .fetch_optional(&mut *inner)
            .await;
    match done {
        Ok(found) => {
            inner.commit().await?;
            Ok(found.and_then(into_row))
        }
        Err(error) if is_refused(&error) => {
            inner.rollback().await?;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Moves a row that the application may not change.
pub(super) async fn move_frozen(
    tx: &mut Tx,
    table: &TableDuDossier,
    id: Uuid,
    de: Uuid,
    vers: Uuid,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query_scalar!(
        r#"select rattacher_fige($1, $2, $3, $4, $5) as "done!""#,
        ml.get(),
        table.name,
        id,
        de,
        vers,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(done)
}

/// The rows of `jeune` in `table` that hang under one of `parents` by `column`.
pub(super) async fn under(
    tx: &mut Tx,
    table: &TableDuDossier,
    column: &str,
    jeune: Uuid,
    parents: &[Uuid],
) -> Result<Vec<Ligne>> {
    let ml = tx.ml()?;
    let (name, jeune_column) = (table.name, table.jeune);
    let sql = format!(
        "select to_jsonb(x) from {name} x
         where x.ml_id = $1 and x.{jeune_column} = $2 and x.{column} = any($3)"
    );
    let found: Vec<Value> = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(ml.get())
        .bind(jeune)
        .bind(parents)
        .fetch_all(tx.conn())
        .await?;
    Ok(found.into_iter().filter_map(into_row).collect())
}

/// How many rows each of `tables` holds of `jeunes`, in one statement.
pub(super) async fn count(
    conn: &mut PgConnection,
    ml: i32,
    tables: &[&TableDuDossier],
    jeunes: &[Uuid],
) -> Result<Vec<(String, i64)>> {
    if tables.is_empty() {
        return Ok(Vec::new());
    }
    let each: Vec<String> = tables
        .iter()
        .map(|t| {
            let (name, column) = (t.name, t.jeune);
            format!("select '{name}', count(*) from {name} where ml_id = $1 and {column} = any($2)")
        })
        .collect();
    Ok(sqlx::query_as(AssertSqlSafe(each.join(" union all ")))
        .bind(ml)
        .bind(jeunes)
        .fetch_all(conn)
        .await?)
}

/// Removes the rows of `jeunes` in `table`.
pub(super) async fn delete(tx: &mut Tx, table: &TableDuDossier, jeunes: &[Uuid]) -> Result<u64> {
    let ml = tx.ml()?;
    let (name, column) = (table.name, table.jeune);
    let sql = format!("delete from {name} where ml_id = $1 and {column} = any($2)");
    let done = sqlx::query(AssertSqlSafe(sql))
        .bind(ml.get())
        .bind(jeunes)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected())
}

/// The dossier `jeune` and all that it absorbed, directly or not.
pub(super) async fn family(tx: &mut Tx, jeune: Uuid) -> Result<Vec<Uuid>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"with recursive f(id) as (
             select $2::uuid
             union select j.id from jeune j join f on j.absorbe_par = f.id where j.ml_id = $1)
           select id as "id!" from f"#,
        ml.get(),
        jeune,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The dossier that holds today what `jeune` held: the last of those that absorbed it.
pub(super) async fn kept(tx: &mut Tx, jeune: Uuid) -> Result<Option<Uuid>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"with recursive f(id, rang) as (
             select j.absorbe_par, 1 from jeune j where j.ml_id = $1 and j.id = $2
             union select j.absorbe_par, f.rang + 1 from jeune j join f on j.id = f.id
               where j.ml_id = $1 and j.absorbe_par is not null)
           select id from f where id is not null order by rang desc limit 1"#,
        ml.get(),
        jeune,
    )
    .fetch_optional(tx.conn())
    .await?
    .flatten())
}

/// What the application may not change, nobody changes meanwhile: it needs no lock, and has none.
const fn locking(table: &TableDuDossier) -> &'static str {
    match table.fusion {
        Fusion::Suit | Fusion::SuitOuFerme(_) => "for update of x",
        Fusion::Fige | Fusion::Reste => "",
    }
}

fn same_key(table: &TableDuDossier) -> String {
    let each: Vec<String> = table.cle.iter().map(|c| format!("x.{c} = k.{c}")).collect();
    each.join(" and ")
}

fn into_row(value: Value) -> Option<Ligne> {
    match value {
        Value::Object(row) => Some(row),
        _ => None,
    }
}

/// A unique key, an exclusion or a check says no.
fn is_refused(error: &sqlx::Error) -> bool {
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    matches!(code.as_deref(), Some("23505" | "23P01" | "23514"))
}

/// One line of the journal.
#[derive(Debug)]
pub(super) struct Trace {
    pub(super) table: String,
    pub(super) cle: Ligne,
    pub(super) avant: Ligne,
    pub(super) apres: Ligne,
    pub(super) issue: String,
}

/// Adds the journal of `fusion`.
pub(super) async fn insert_journal(tx: &mut Tx, fusion: Uuid, journal: &[Trace]) -> Result<()> {
    let ml = tx.ml()?;
    let json = |row: &Ligne| Value::Object(row.clone());
    let tables: Vec<String> = journal.iter().map(|t| t.table.clone()).collect();
    let keys: Vec<Value> = journal.iter().map(|t| json(&t.cle)).collect();
    let before: Vec<Value> = journal.iter().map(|t| json(&t.avant)).collect();
    let after: Vec<Value> = journal.iter().map(|t| json(&t.apres)).collect();
    let issues: Vec<String> = journal.iter().map(|t| t.issue.clone()).collect();
    sqlx::query!(
        "insert into fusion_ligne (ml_id, fusion_id, rang, nom_table, cle, avant, apres, issue)
         select $1, $2, t.rang, t.nom, t.cle, t.avant, t.apres, t.issue
         from unnest($3::text[], $4::jsonb[], $5::jsonb[], $6::jsonb[], $7::text[])
           with ordinality as t(nom, cle, avant, apres, issue, rang)",
        ml.get(),
        fusion,
        &tables,
        &keys,
        &before,
        &after,
        &issues,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The journal of `fusion`, last line first.
pub(super) async fn journal(tx: &mut Tx, fusion: Uuid) -> Result<Vec<Trace>> {
    let ml = tx.ml()?;
    let found = sqlx::query!(
        "select nom_table, cle, avant, apres, issue from fusion_ligne
         where ml_id = $1 and fusion_id = $2 order by rang desc",
        ml.get(),
        fusion,
    )
    .fetch_all(tx.conn())
    .await?;
    let object = |value: Value| into_row(value).unwrap_or_default();
    Ok(found
        .into_iter()
        .map(|line| Trace {
            table: line.nom_table,
            cle: object(line.cle),
            avant: object(line.avant),
            apres: object(line.apres),
            issue: line.issue,
        })
        .collect())
}

/// A fusion, kept for this transaction.
#[derive(Debug)]
pub(super) struct Ecrite {
    pub(super) garde: Uuid,
    pub(super) absorbe: Uuid,
    pub(super) defaite: bool,
}

/// Adds the fusion.
pub(super) async fn insert_fusion(
    tx: &mut Tx,
    id: Uuid,
    garde: Uuid,
    absorbe: Uuid,
    motif: &str,
) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    let par = tx.agent_id().map(kernel::AgentId::uuid);
    sqlx::query!(
        "insert into fusion (ml_id, id, garde_id, absorbe_id, motif, faite_le, faite_par)
         values ($1, $2, $3, $4, $5, $6, $7)",
        ml.get(),
        id,
        garde,
        absorbe,
        motif,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The fusion `id`.
pub(super) async fn fusion(tx: &mut Tx, id: Uuid) -> Result<Option<Ecrite>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Ecrite,
        r#"select garde_id as garde, absorbe_id as absorbe, defaite_le is not null as "defaite!"
           from fusion where ml_id = $1 and id = $2 for update"#,
        ml.get(),
        id,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Says that the fusion `id` holds no more.
pub(super) async fn end_fusion(tx: &mut Tx, id: Uuid) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    let par = tx.agent_id().map(kernel::AgentId::uuid);
    sqlx::query!(
        "update fusion set defaite_le = $3, defaite_par = $4 where ml_id = $1 and id = $2",
        ml.get(),
        id,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
