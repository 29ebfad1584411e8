//! `jalon fusionner-missions-locales`: everything of one mission locale goes to another one, as the
//! owner, in one transaction. A try does it all, counts, and undoes it.

use anyhow::Result;
use kernel::{Clock, Rng, actor::FUSEAU_NATIONAL, new_uuid};
use platform::{
    Error,
    rattachement::{LigneReunion, ReunionMl, reunir_ou_essayer},
};
use secrecy::ExposeSecret as _;
use sqlx::{Connection as _, PgConnection};

use crate::{
    cli::say,
    config, database,
    failure::phrase,
    magasin::{self, Stockage},
    queries,
};

/// What is asked.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Options {
    /// Le code de la mission locale qui s’arrête, par exemple 93031S00
    #[arg(long, value_name = "CODE")]
    de: String,
    /// Le code de celle qui reprend tout, par exemple 93066S00
    #[arg(long, value_name = "CODE")]
    vers: String,
    /// Fait tout, compte, puis annule tout
    #[arg(long)]
    essai: bool,
    #[command(flatten)]
    stockage: Stockage,
}

/// Joins the two, and prints the counts.
pub(crate) async fn run(options: Options) -> Result<()> {
    let variable = "DATABASE_URL_OWNER";
    let url = config::database_url(variable, "jalon_owner")?;
    let blobs = options.stockage.magasin()?;
    let mut conn = database::connect(url.expose_secret(), variable).await?;
    database::check_version(database::version(&mut conn).await?)?;
    let reunion = asked(&mut conn, &options).await?;
    if !options.essai {
        // A copy too many is swept later, one too few would be lost: files go first.
        magasin::copy(&*blobs, reunion.de, reunion.vers).await?;
    }
    let done = join(&mut conn, &reunion, options.essai).await;
    conn.close().await?;
    print(&done?, options.essai);
    if !options.essai {
        magasin::empty(&*blobs, reunion.de).await?;
    }
    Ok(())
}

async fn asked(conn: &mut PgConnection, options: &Options) -> Result<ReunionMl> {
    let clock = Clock::System;
    let mut ids = Vec::new();
    for code in [&options.de, &options.vers] {
        let found = queries::ml_of_code(conn, code.trim()).await?;
        ids.push(
            found
                .ok_or_else(|| phrase(format!("Aucune mission locale n’a le code « {code} ».")))?,
        );
    }
    Ok(ReunionMl {
        de: ids[0],
        vers: ids[1],
        le: clock.today(FUSEAU_NATIONAL),
        maintenant: clock.now(),
        trace: new_uuid(&clock, &Rng::system()),
    })
}

async fn join(
    conn: &mut PgConnection,
    reunion: &ReunionMl,
    essai: bool,
) -> Result<Vec<LigneReunion>> {
    match reunir_ou_essayer(conn, reunion, essai).await {
        Err(Error::Invalid(errors)) => {
            let sentences: Vec<&str> = errors.iter().map(|(_, sentence)| sentence).collect();
            Err(phrase(sentences.join(" ")))
        }
        done => Ok(done?),
    }
}

/// The tables that hold something, before and after.
fn print(lines: &[LigneReunion], essai: bool) {
    say(format!(
        "{:<28} {:>9} {:>9} {:>9} {:>9}",
        "table", "de", "vers", "communes", "après"
    ));
    for line in lines.iter().filter(|line| line.de + line.vers > 0) {
        say(format!(
            "{:<28} {:>9} {:>9} {:>9} {:>9}",
            line.table, line.de, line.vers, line.communes, line.apres
        ));
    }
    let moved: i64 = lines.iter().map(|line| line.de - line.communes).sum();
    say(format!("Lignes passées : {moved}"));
    if essai {
        say("Essai : rien n’est changé.");
    } else {
        say("Les deux missions locales n’en font plus qu’une. Publiez les comptages.");
    }
}
