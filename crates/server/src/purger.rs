//! `jalon purger`: removes, as the owner, what has been kept long enough. The application itself
//! cannot remove a line of the audit.

use anyhow::{Context as _, Result};
use kernel::{Clock, actor::FUSEAU_NATIONAL};
use secrecy::ExposeSecret as _;
use sqlx::Connection as _;

use crate::{cli::say, config, database, queries};

/// What is asked.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Options {
    /// Compte ce qui serait effacé, sans rien effacer
    #[arg(long)]
    essai: bool,
}

/// Purges in one transaction and prints the counts.
pub(crate) async fn run(options: Options) -> Result<()> {
    let variable = "DATABASE_URL_OWNER";
    let url = config::database_url(variable, "jalon_owner")?;
    let mut conn = database::connect(url.expose_secret(), variable).await?;
    database::check_version(database::version(&mut conn).await?)?;
    let clock = Clock::System;
    let (now, today) = (clock.now(), clock.today(FUSEAU_NATIONAL));
    let kept_since = queries::kept_since(&mut conn, "audit_conservation_mois", today, now).await?;
    let mut tx = conn.begin().await?;
    let audit = queries::AUDIT.map(|(name, statement)| (name, statement, kept_since));
    let expired = queries::EXPIRED.map(|(name, statement)| (name, statement, now));
    for (name, statement, instant) in audit.into_iter().chain(expired) {
        let rows = queries::purge(&mut tx, statement, instant)
            .await
            .context(name)?;
        say(format!("{name} : {rows}"));
    }
    if options.essai {
        tx.rollback().await?;
        say("Essai : rien n’est effacé.");
    } else {
        tx.commit().await?;
    }
    conn.close().await?;
    Ok(())
}
