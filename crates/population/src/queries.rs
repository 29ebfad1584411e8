//! What is read before loading; everything else is COPY (`copie`).

use anyhow::{Context as _, Result};
use sqlx::PgConnection;

/// Every entry of the coded lists: list, code, label.
pub(crate) async fn nomenclatures(
    conn: &mut PgConnection,
) -> Result<Vec<(String, String, String)>> {
    sqlx::query_as("select liste, code, libelle from nomenclature")
        .fetch_all(conn)
        .await
        .context("lecture des nomenclatures")
}

/// The parameters in days that are in force.
pub(crate) async fn delais(conn: &mut PgConnection) -> Result<Vec<(String, i64)>> {
    let sql = "select code, valeur_entiere from parametre
               where unite = 'jours' and valide_au is null";
    sqlx::query_as(sql)
        .fetch_all(conn)
        .await
        .context("lecture des paramètres")
}

/// Whether there is a mission locale.
pub(crate) async fn une_mission_locale(conn: &mut PgConnection) -> Result<bool> {
    sqlx::query_scalar("select exists (select from mission_locale)")
        .fetch_one(conn)
        .await
        .context("lecture des missions locales")
}
