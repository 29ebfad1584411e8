//! The statements of a departure.

use serde_json::Value;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::Ligne;
use crate::{
    Result, Tx,
    rattachement::model::{Fusion, TableDuDossier},
};

/// Adds `rows` of another mission locale to this one, under their own keys; a row that someone who
/// comes back had left here takes its new values. Returns how many came.
pub(in crate::rattachement) async fn arrive(
    tx: &mut Tx,
    table: &TableDuDossier,
    rows: &[Ligne],
) -> Result<usize> {
    let Some(first) = rows.first() else {
        return Ok(0);
    };
    let ml = tx.ml()?;
    let (name, key) = (table.name, table.cle.join(", "));
    let columns: Vec<&str> = first.keys().map(String::as_str).collect();
    let known = if table.fusion == Fusion::Fige {
        "nothing".to_owned()
    } else {
        let changed = columns.iter().filter(|c| **c != "ml_id");
        let changed: Vec<String> = changed.map(|c| format!("{c} = excluded.{c}")).collect();
        format!("update set {}", changed.join(", "))
    };
    let columns = columns.join(", ");
    let sql = format!(
        "insert into {name} ({columns})
         select {columns} from jsonb_populate_recordset(null::{name}, $1)
         on conflict (ml_id, {key}) do {known}"
    );
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            let mut row = row.clone();
            row.insert("ml_id".to_owned(), Value::from(ml.get()));
            for column in table.detache {
                row.insert((*column).to_owned(), Value::Null);
            }
            Value::Object(row)
        })
        .collect();
    let done = sqlx::query(AssertSqlSafe(sql))
        .bind(Value::Array(rows))
        .execute(tx.conn())
        .await?;
    Ok(usize::try_from(done.rows_affected()).unwrap_or(usize::MAX))
}

/// Removes the row whose key is `cle`.
pub(in crate::rattachement) async fn delete_row(
    tx: &mut Tx,
    table: &TableDuDossier,
    cle: &Ligne,
) -> Result<()> {
    let ml = tx.ml()?;
    let (name, same) = (table.name, super::same_key(table));
    let sql = format!(
        "delete from {name} x using jsonb_populate_record(null::{name}, $2) k
         where x.ml_id = $1 and {same}"
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(ml.get())
        .bind(Value::Object(cle.clone()))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Removes the rows of someone who went away, that the application may not change.
pub(in crate::rattachement) async fn remove_frozen(
    tx: &mut Tx,
    table: &TableDuDossier,
    jeune: Uuid,
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "select retirer_fige($1, $2, $3)",
        ml.get(),
        table.name,
        jeune
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
