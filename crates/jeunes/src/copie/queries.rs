//! The names that a copy needs.

use std::collections::HashMap;

use platform::{Result, Tx};
use uuid::Uuid;

/// Names of agents and sites by identifier, and of communes by code.
pub(super) async fn names(
    tx: &mut Tx,
    ids: &[Uuid],
    communes: &[String],
) -> Result<HashMap<String, String>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select a.id::text as "cle!", a.prenom || ' ' || a.nom as "nom!" from agent a
           where a.id = any($2)
           union all
           select s.id::text, s.nom from site s where s.ml_id = $1 and s.id = any($2)
           union all
           select c.code, c.nom from commune c where c.code = any($3)"#,
        ml.get(),
        ids,
        communes,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.cle, row.nom)).collect())
}
