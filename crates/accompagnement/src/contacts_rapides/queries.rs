//! The statements of quick contacts.

use kernel::{EvenementId, JeuneId};
use platform::{Result, Tx};

/// Whether the frise already has this contact. A second post at the same instant waits here for the
/// first one.
pub(super) async fn exists(tx: &mut Tx, jeune: JeuneId, id: EvenementId) -> Result<bool> {
    let ml = tx.ml()?;
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended($1, 0)) as verrou",
        format!("contact/{id}"),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from evenement where ml_id = $1 and jeune_id = $2 and objet = 'contact'
               and objet_id = $3) as "exists!""#,
        ml.get(),
        jeune.uuid(),
        id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}
