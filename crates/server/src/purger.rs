//! `jalon purger`: removes, as the owner, what has been kept long enough. The application itself
//! cannot remove a line of the audit. Then erases the dossiers whose day has passed, one transaction
//! each (`effacement`).

use anyhow::{Context as _, Result};
use kernel::{Clock, actor::FUSEAU_NATIONAL};
use secrecy::{ExposeSecret as _, SecretString};
use sqlx::{Connection as _, PgConnection};

use crate::{cli::say, config, database, effacement, magasin::Stockage, queries, serve};

/// What is asked.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Options {
    /// Compte ce qui serait effacé, sans rien effacer
    #[arg(long)]
    essai: bool,
    /// Seulement les dossiers de cette mission locale, par exemple 13201S00
    #[arg(long, value_name = "CODE")]
    ml: Option<String>,
    /// Seulement ce dossier, par exemple 013-000042-K
    #[arg(long, value_name = "NUMÉRO", conflicts_with = "ml")]
    dossier: Option<String>,
    #[command(flatten)]
    stockage: Stockage,
}

/// Purges and prints the counts.
pub(crate) async fn run(options: Options) -> Result<()> {
    let variable = "DATABASE_URL_OWNER";
    let url = config::database_url(variable, "jalon_owner")?;
    let blobs = options.stockage.magasin()?;
    let mut conn = database::connect(url.expose_secret(), variable).await?;
    database::check_version(database::version(&mut conn).await?)?;
    if options.ml.is_none() && options.dossier.is_none() {
        expired(&mut conn, options.essai).await?;
    }
    conn.close().await?;
    // Row-level security is forced: its owner too sees one mission locale at a time. The purge hashes
    // nothing, so it needs no key.
    let db = serve::open(url.expose_secret(), 1, SecretString::default()).await?;
    let done = match (&options.dossier, &options.ml) {
        (Some(numero), _) => effacement::one(&db, &*blobs, numero, options.essai).await,
        (None, ml) => effacement::all(&db, &*blobs, ml.as_deref(), options.essai).await,
    };
    if done.is_ok() && !options.essai {
        effacement::sweep_keys(&db).await?;
    }
    db.close().await;
    done?;
    if options.essai {
        say("Essai : rien n’est effacé.");
    }
    Ok(())
}

/// What has its own end, in one transaction.
async fn expired(conn: &mut PgConnection, essai: bool) -> Result<()> {
    let clock = Clock::System;
    let (now, today) = (clock.now(), clock.today(FUSEAU_NATIONAL));
    let mut kept = Vec::new();
    for parametre in ["audit_conservation_mois", "exercice_conservation_mois"] {
        kept.push(queries::kept_since(conn, parametre, today, now).await?);
    }
    let mut tx = conn.begin().await?;
    let audit = queries::AUDIT.map(|(name, statement)| (name, statement, kept[0]));
    let requests = [(queries::REQUESTS.0, queries::REQUESTS.1, kept[1])];
    let expired = queries::EXPIRED.map(|(name, statement)| (name, statement, now));
    for (name, statement, instant) in audit.into_iter().chain(requests).chain(expired) {
        let rows = queries::purge(&mut tx, statement, instant)
            .await
            .context(name)?;
        say(format!("{name} : {rows}"));
    }
    if essai {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(())
}
