//! The throw-away PostgreSQL of the tests and of `prepare`, where nothing is worth keeping, and the one
//! of the measures, kept from one run to the next.

use std::path::Path;

use anyhow::{Context as _, Result};
use localpg::{Grappe, Regime, Reglages};
use tempfile::TempDir;

/// A running cluster with the four roles.
#[derive(Debug)]
pub(crate) struct Cluster {
    grappe: Grappe,
    /// Gone at the end, when nothing is kept.
    folder: Option<TempDir>,
}

impl Cluster {
    /// Starts it and creates the roles.
    pub(crate) fn start(root: &Path) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("jalon-essais-").tempdir()?;
        let mut settings = Reglages::new(folder.path(), Regime::Jetable);
        settings.max_connexions = 200;
        "256MB".clone_into(&mut settings.memoire_partagee);
        Self::with(root, &settings, Some(folder))
    }

    /// Starts the one of `folder`, made the first time, with the memory of a machine that holds the
    /// nation.
    pub(crate) fn kept(root: &Path, folder: &Path) -> Result<Self> {
        let mut settings = Reglages::new(folder, Regime::Jetable)
            .avec("jit", "off")
            .avec("effective_cache_size", "12GB")
            .avec("random_page_cost", "1.1")
            .avec("max_wal_size", "8GB")
            .avec("checkpoint_timeout", "30min");
        settings.max_connexions = 100;
        settings.delai_demarrage = std::time::Duration::from_mins(5);
        "2GB".clone_into(&mut settings.memoire_partagee);
        Self::with(root, &settings, None)
    }

    fn with(root: &Path, settings: &Reglages, folder: Option<TempDir>) -> Result<Self> {
        let grappe = Grappe::demarrer(settings).context("PostgreSQL ne démarre pas")?;
        let cluster = Self { grappe, folder };
        let there = cluster.psql(
            "postgres",
            "select count(*) from pg_roles where rolname = 'jalon_app'",
        )?;
        if there.trim() == "1" {
            return Ok(cluster);
        }
        let roles = root.join("crates/platform/amorce.sql");
        let roles = std::fs::read_to_string(&roles)
            .with_context(|| format!("lecture de {}", roles.display()))?;
        cluster
            .grappe
            .psql("postgres", &roles)
            .context("création des rôles")?;
        Ok(cluster)
    }

    /// The superuser's address of a database.
    pub(crate) fn url(&self, base: &str) -> String {
        self.grappe.url("postgres", base)
    }

    /// The address of a database for a role.
    pub(crate) fn url_as(&self, role: &str, base: &str) -> String {
        self.grappe.url(role, base)
    }

    /// Runs SQL as the superuser: what `psql` prints.
    pub(crate) fn psql(&self, base: &str, sql: &str) -> Result<String> {
        Ok(self.grappe.psql(base, sql)?)
    }

    /// The server's log.
    pub(crate) fn journal(&self) -> &Path {
        self.grappe.journal()
    }

    /// The load generator of the same version.
    pub(crate) fn pgbench(&self) -> std::path::PathBuf {
        self.grappe.programmes().pgbench()
    }

    /// A database made of all migrations, applied by their owner in the order of their names.
    pub(crate) fn migrate(&self, root: &Path, base: &str) -> Result<()> {
        self.grappe.psql(
            "postgres",
            &format!("create database {base} owner jalon_owner"),
        )?;
        let mut files = Vec::new();
        let folder = root.join("migrations");
        if folder.is_dir() {
            for entry in std::fs::read_dir(&folder)? {
                files.push(entry?.path());
            }
        }
        files.retain(|file| file.extension().is_some_and(|extension| extension == "sql"));
        files.sort();
        for file in files {
            let sql = std::fs::read_to_string(&file)?;
            // On the first line, so that an error names the line of the file itself.
            let sql = format!("set session authorization jalon_owner; {sql}");
            self.grappe
                .psql(base, &sql)
                .with_context(|| format!("migration {}", file.display()))?;
        }
        Ok(())
    }

    /// Stops the server, then removes the folder.
    pub(crate) fn stop(self) -> Result<()> {
        self.grappe.arreter()?;
        match self.folder {
            Some(folder) => folder.close().context("suppression de la grappe"),
            None => Ok(()),
        }
    }
}
