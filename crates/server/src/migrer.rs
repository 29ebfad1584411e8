//! `jalon migrate`: brings the database to the version of this program, as its owner.

use anyhow::{Context as _, Result};
use secrecy::ExposeSecret as _;
use sqlx::{Connection as _, PgPool};

use crate::{
    cli::say,
    config,
    database::{self, Version},
    queries,
};

/// Applies the missing migrations of the database that `DATABASE_URL_OWNER` names.
pub(crate) async fn run() -> Result<()> {
    let variable = "DATABASE_URL_OWNER";
    let url = config::database_url(variable, "jalon_owner")?;
    let mut conn = database::connect(url.expose_secret(), variable).await?;
    let before = database::version(&mut conn).await?;
    conn.close().await?;
    if before == Version::Autre {
        return database::check_version(before);
    }
    let pool = platform::db::pool(url.expose_secret(), 2).await?;
    apply(&pool).await?;
    pool.close().await;
    say(match before {
        Version::AJour => "La base était déjà à jour.",
        _ => "La base est à jour.",
    });
    Ok(())
}

/// Applies what is missing, and lets the application read which migrations were applied.
pub(crate) async fn apply(owner: &PgPool) -> Result<()> {
    platform::migrations::migrate(owner)
        .await
        .context("the migrations")?;
    queries::show_migrations(owner).await
}
