//! The words of the coded lists, read once from the database: codes stay the database's business.

use std::collections::HashMap;

use anyhow::{Context as _, Result};
use sqlx::PgConnection;

/// Labels and parents by list and code.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listes(HashMap<(String, String), (String, String)>);

impl Listes {
    /// Reads every list.
    pub(crate) async fn charger(conn: &mut PgConnection) -> Result<Self> {
        let rows: Vec<(String, String, String, String)> =
            sqlx::query_as("select liste, code, libelle, parent from nomenclature")
                .fetch_all(conn)
                .await
                .context("lecture des nomenclatures")?;
        let entries = rows
            .into_iter()
            .map(|(liste, code, libelle, parent)| ((liste, code), (libelle, parent)));
        Ok(Self(entries.collect()))
    }

    /// The label, or the code itself when the list does not have it.
    pub(crate) fn libelle(&self, liste: &str, code: &str) -> String {
        let entry = self.0.get(&(liste.to_owned(), code.to_owned()));
        entry.map_or_else(|| code.to_owned(), |(libelle, _)| libelle.clone())
    }
}
