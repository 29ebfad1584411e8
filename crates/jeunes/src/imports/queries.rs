//! The statements of imports.

use kernel::{AgentId, JeuneId};
use platform::{Result, Tx};
use serde_json::Value;

use super::lieux::Commune;

/// Every commune.
pub(super) async fn communes(tx: &mut Tx) -> Result<Vec<Commune>> {
    Ok(
        sqlx::query_as!(Commune, "select code, nom, codes_postaux from commune")
            .fetch_all(tx.conn())
            .await?,
    )
}

/// The professional mail of `agents`.
pub(super) async fn mails(tx: &mut Tx, agents: &[uuid::Uuid]) -> Result<Vec<(AgentId, String)>> {
    let rows = sqlx::query!(
        r#"select id as "id: AgentId", courriel from agent where id = any($1)"#,
        agents
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.courriel)).collect())
}

/// Which of `cles` have made a dossier already.
pub(super) async fn known(tx: &mut Tx, source: &str, cles: &[String]) -> Result<Vec<String>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        "select cle from ligne_importee where ml_id = $1 and source = $2 and cle = any($3)",
        ml.get(),
        source,
        cles
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Says that the line has made a dossier; false when it had.
pub(super) async fn remember(tx: &mut Tx, source: &str, cle: &str, jeune: JeuneId) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let done = sqlx::query!(
        "insert into ligne_importee (ml_id, source, cle, jeune_id, importee_le)
         values ($1, $2, $3, $4, $5) on conflict do nothing",
        ml.get(),
        source,
        cle,
        jeune.uuid(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The correspondence saved under `nom`.
pub(super) async fn correspondance(tx: &mut Tx, nom: &str) -> Result<Option<Value>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        "select colonnes from correspondance_import where ml_id = $1 and nom = $2",
        ml.get(),
        nom
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Saves a correspondence under `nom`, in the place of the former one.
pub(super) async fn save_correspondance(tx: &mut Tx, nom: &str, colonnes: &Value) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    sqlx::query!(
        "insert into correspondance_import (ml_id, nom, colonnes, modifiee_le)
         values ($1, $2, $3, $4)
         on conflict (ml_id, nom) do update
           set colonnes = excluded.colonnes, modifiee_le = excluded.modifiee_le",
        ml.get(),
        nom,
        colonnes,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
