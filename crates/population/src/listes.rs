//! The words of the coded lists, read once from the database: codes stay the database's business.

use std::collections::HashMap;

use anyhow::Result;
use sqlx::PgConnection;

use crate::queries;

/// Labels by list and code, and the delays in force.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listes {
    libelles: HashMap<String, HashMap<String, String>>,
    delais: HashMap<String, i64>,
}

impl Listes {
    /// Reads every list, and the parameters in days.
    pub(crate) async fn charger(conn: &mut PgConnection) -> Result<Self> {
        let rows = queries::nomenclatures(conn).await?;
        let delais = queries::delais(conn).await?;
        let mut all = Self::default();
        for (liste, code, libelle) in rows {
            all.libelles.entry(liste).or_default().insert(code, libelle);
        }
        all.delais = delais.into_iter().collect();
        Ok(all)
    }

    /// The label, or the code itself when the list does not have it.
    pub(crate) fn libelle(&self, liste: &str, code: &str) -> String {
        let label = self.libelles.get(liste).and_then(|codes| codes.get(code));
        label.cloned().unwrap_or_else(|| code.to_owned())
    }

    /// A parameter in days; a month when the database does not have it.
    pub(crate) fn delai(&self, code: &str) -> i64 {
        self.delais.get(code).copied().unwrap_or(30)
    }
}
