//! `jalon purger`: removes, as the owner, what has been kept long enough. The application itself
//! cannot remove a line of the audit.

use anyhow::{Context as _, Result};
use kernel::{Clock, actor::FUSEAU_NATIONAL};
use secrecy::ExposeSecret as _;
use sqlx::{Connection as _, types::chrono::Utc};

use crate::{config, database};

/// What is asked.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Options {
    /// Compte ce qui serait effacé, sans rien effacer
    #[arg(long)]
    essai: bool,
}

/// What is purged: its French name, and the statement. `$1` is now, `$2` the start of what the
/// audit keeps. Sessions and links stay one day more, so that a form posted late is still kept.
const PURGES: [(&str, &str); 5] = [
    (
        "Traces d’audit des missions locales",
        "delete from audit where survenu_le < $2 and $1 is not null",
    ),
    (
        "Traces d’audit nationales",
        "delete from audit_national where survenu_le < $2 and $1 is not null",
    ),
    (
        "Brouillons expirés",
        "delete from brouillon where expire_le < $1 and $2 is not null",
    ),
    (
        "Sessions finies",
        "delete from session
         where least(expire_le, fermee_le) < $1 - interval '1 day' and $2 is not null",
    ),
    (
        "Liens finis",
        "delete from lien
         where least(expire_le, revoque_le) < $1 - interval '1 day' and $2 is not null",
    ),
];

/// Purges in one transaction and prints the counts.
pub(crate) async fn run(options: Options) -> Result<()> {
    let variable = "DATABASE_URL_OWNER";
    let url = config::database_url(variable, "jalon_owner")?;
    let mut conn = database::connect(url.expose_secret(), variable).await?;
    database::check_version(database::version(&mut conn).await?)?;
    let clock = Clock::System;
    let (now, today) = (clock.now(), clock.today(FUSEAU_NATIONAL));
    let months = database::parameter(&mut conn, "audit_conservation_mois", today).await?;
    let mut tx = conn.begin().await?;
    let kept_since: sqlx::types::chrono::DateTime<Utc> =
        sqlx::query_scalar("select $1 - make_interval(months => $2)")
            .bind(now)
            .bind(i32::try_from(months)?)
            .fetch_one(&mut *tx)
            .await?;
    for (name, statement) in PURGES {
        let done = sqlx::query(statement)
            .bind(now)
            .bind(kept_since)
            .execute(&mut *tx)
            .await
            .with_context(|| format!("purge: {name}"))?;
        println!("{name} : {}", done.rows_affected());
    }
    if options.essai {
        tx.rollback().await?;
        println!("Essai : rien n’est effacé.");
    } else {
        tx.commit().await?;
    }
    conn.close().await?;
    Ok(())
}
