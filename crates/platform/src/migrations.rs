//! The migrations, embedded: applied by `jalon migrate` as `jalon_owner`, never silently at start.

use sqlx::{PgPool, migrate::Migrator};

/// Every landed migration, oldest first. A landed one is never edited.
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// Brings the database up to date, queue included, as `jalon_owner`. Running it again changes
/// nothing.
pub async fn migrate(owner: &PgPool) -> anyhow::Result<()> {
    MIGRATOR.run(owner).await?;
    crate::jobs::install(owner).await
}

/// The version of the newest migration this program knows.
pub fn newest() -> i64 {
    MIGRATOR.iter().map(|m| m.version).max().unwrap_or(0)
}

/// The newest migration applied to the database; `None` when it has never been migrated.
pub async fn applied(pool: &PgPool) -> anyhow::Result<Option<i64>> {
    let known = sqlx::query_scalar!(
        r#"select to_regclass('public._sqlx_migrations') is not null as "known!""#
    )
    .fetch_one(pool)
    .await?;
    if !known {
        return Ok(None);
    }
    let newest: Option<i64> = sqlx::query_scalar("select max(version) from _sqlx_migrations")
        .fetch_one(pool)
        .await?;
    Ok(newest)
}
