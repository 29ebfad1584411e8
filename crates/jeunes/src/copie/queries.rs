//! The names that a copy needs.

use std::collections::HashMap;

use platform::{Result, Tx};
use uuid::Uuid;

/// Names of agents and sites by identifier, of communes by code, of métiers by [`super::rules::metier`].
pub(super) async fn names(
    tx: &mut Tx,
    ids: &[Uuid],
    communes: &[String],
    metiers: &[String],
) -> Result<HashMap<String, String>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select a.id::text as "cle!", a.prenom || ' ' || a.nom as "nom!" from agent a
           where a.id = any($2)
           union all
           select s.id::text, s.nom from site s where s.ml_id = $1 and s.id = any($2)
           union all
           select c.code, c.nom from commune c where c.code = any($3)
           union all
           select $5 || r.code, r.libelle from rome_appellation r where r.code = any($4)"#,
        ml.get(),
        ids,
        communes,
        metiers,
        super::rules::metier(""),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.cle, row.nom)).collect())
}
