//! Keys, foreign keys and indexes, taken off before a load and put back after it, word for word as the
//! catalogue had them. Foreign keys are added without check, then validated: two tables at once, and
//! under the eyes of an owner whom row-level security does not blind.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::{Context as _, Result, ensure};
use sqlx::{PgConnection, PgPool};
use tokio::task::JoinSet;

use super::queries::{self, Objet};

/// Tables rebuilt at once: one for each core of the smallest machine.
const ENSEMBLE: usize = 2;
/// The role that loads.
const CHARGEMENT: &str = "jalon_chargement";

/// What was taken off, and how the catalogue was before.
#[derive(Debug)]
pub(crate) struct Depose {
    tables: Vec<&'static str>,
    avant: Vec<Objet>,
    forcees: Vec<String>,
}

/// Takes off everything but the checks of one row, in one transaction of the owner.
pub(crate) async fn deposer(owner: &PgPool, tables: Vec<&'static str>) -> Result<Depose> {
    let mut tx = owner.begin().await.context("le propriétaire de la base")?;
    let avant = queries::objets(&mut tx, &tables).await?;
    let forcees = queries::forcees(&mut tx, &tables).await?;
    for nature in ["f", "u", "x", "p"] {
        for objet in avant.iter().filter(|objet| objet.nature == nature) {
            let sql = format!(
                "alter table {} drop constraint {}",
                objet.table,
                quoted(&objet.nom)
            );
            queries::executer(&mut tx, sql).await?;
        }
    }
    for objet in avant.iter().filter(|objet| objet.nature == "i") {
        queries::executer(&mut tx, format!("drop index {}", quoted(&objet.nom))).await?;
    }
    for table in &forcees {
        queries::executer(
            &mut tx,
            format!("alter table {table} no force row level security"),
        )
        .await?;
    }
    let all = tables.join(", ");
    queries::executer(&mut tx, format!("grant truncate on {all} to {CHARGEMENT}")).await?;
    tx.commit().await?;
    Ok(Depose {
        tables,
        avant,
        forcees,
    })
}

impl Depose {
    /// Puts everything back, every key checked against every row. `lignes` orders the work: the
    /// largest tables first.
    ///
    /// # Errors
    /// A key that the rows do not respect, or a catalogue that is not the same as before.
    pub(crate) async fn reposer(self, owner: &PgPool, lignes: &BTreeMap<&str, u64>) -> Result<()> {
        let size = |table: &str| lignes.get(table).copied().unwrap_or(0);
        let mut tables = self.tables.clone();
        tables.sort_by_key(|table| size(table));
        self.parallel(owner, &tables, Self::index).await?;
        self.etrangeres(owner).await?;
        self.parallel(owner, &tables, Self::valider).await?;
        let mut conn = owner.acquire().await?;
        for table in &self.forcees {
            queries::executer(
                &mut conn,
                format!("alter table {table} force row level security"),
            )
            .await?;
        }
        let all = self.tables.join(", ");
        queries::executer(
            &mut conn,
            format!("revoke truncate on {all} from {CHARGEMENT}"),
        )
        .await?;
        let apres = queries::objets(&mut conn, &self.tables).await?;
        ensure!(
            apres == self.avant,
            "le catalogue n’est pas revenu tel qu’il était"
        );
        let forcees = queries::forcees(&mut conn, &self.tables).await?;
        ensure!(forcees == self.forcees, "les cloisons ne sont pas revenues");
        Ok(())
    }

    /// Statements of each table on its own connection, [`ENSEMBLE`] tables at once, from the end.
    async fn parallel(
        &self,
        owner: &PgPool,
        tables: &[&'static str],
        statements: fn(&Self, &str) -> Vec<String>,
    ) -> Result<()> {
        let work = tables.iter().map(|table| statements(self, table)).collect();
        let work: Arc<Mutex<Vec<Vec<String>>>> = Arc::new(Mutex::new(work));
        let mut running = JoinSet::new();
        for _ in 0..ENSEMBLE {
            let (work, owner) = (Arc::clone(&work), owner.clone());
            running.spawn(async move {
                let mut conn = owner.acquire().await?;
                regler(&mut conn).await?;
                loop {
                    let next = work.lock().unwrap_or_else(PoisonError::into_inner).pop();
                    let Some(statements) = next else {
                        return anyhow::Ok(());
                    };
                    for sql in statements {
                        queries::executer(&mut conn, sql).await?;
                    }
                }
            });
        }
        while let Some(done) = running.join_next().await {
            done.context("une connexion s’est arrêtée")??;
        }
        Ok(())
    }

    /// The keys and indexes of a table, then what the planner must know of it.
    fn index(&self, table: &str) -> Vec<String> {
        let mine = self.avant.iter().filter(|objet| objet.table == table);
        let mut statements: Vec<String> = mine
            .filter_map(|objet| match objet.nature.as_str() {
                "p" | "u" | "x" => Some(added(objet)),
                "i" => Some(objet.definition.clone()),
                _ => None,
            })
            .collect();
        statements.push(format!("analyze {table}"));
        statements
    }

    /// Adds the foreign keys without looking at the rows, which takes no time.
    async fn etrangeres(&self, owner: &PgPool) -> Result<()> {
        let mut tx = owner.begin().await?;
        for objet in self.avant.iter().filter(|objet| objet.nature == "f") {
            let sql = format!("{} not valid", added(objet));
            queries::executer(&mut tx, sql).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Checks every row of a table against its foreign keys.
    fn valider(&self, table: &str) -> Vec<String> {
        let held = |objet: &&Objet| objet.nature == "f" && self.held_by(objet, table);
        self.avant
            .iter()
            .filter(held)
            .map(|objet| {
                let name = quoted(&objet.nom);
                format!("alter table {} validate constraint {name}", objet.table)
            })
            .collect()
    }

    /// The key is of that table, or, for a table that was not loaded, of the first of ours.
    fn held_by(&self, objet: &Objet, table: &str) -> bool {
        if self.tables.contains(&objet.table.as_str()) {
            objet.table == table
        } else {
            self.tables.first() == Some(&table)
        }
    }
}

/// Room to sort, and no index built by more than its own connection: two are at work already.
async fn regler(conn: &mut PgConnection) -> Result<()> {
    let sql = "set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 0;
               set synchronous_commit = off; set work_mem = '256MB'";
    queries::executer(conn, sql.to_owned()).await
}

fn added(objet: &Objet) -> String {
    format!(
        "alter table {} add constraint {} {}",
        objet.table,
        quoted(&objet.nom),
        objet.definition
    )
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
