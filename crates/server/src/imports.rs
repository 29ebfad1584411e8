//! What `jalon importer` takes: which file holds what. The imports themselves are in `importer`.

use std::path::PathBuf;

use anyhow::Result;
use platform::Db;
use reseau::{geographie::Territoires, imports::Rapport};
use rust_embed::Embed;
use secrecy::ExposeSecret as _;
use sqlx::Connection as _;

use crate::{
    cli::say,
    config, database, dossiers,
    failure::phrase,
    formations,
    importer::{self, Importation, Objet},
    rome, serve,
};

/// Connections of a command.
const CONNEXIONS: u32 = 2;

/// What is imported.
#[derive(Debug, Clone, clap::Subcommand)]
pub(crate) enum Import {
    /// Régions, départements, EPCI et communes embarqués dans ce programme
    Decoupage,
    /// Communes : liste JSON de l'API Géo officielle, ou CSV de centres
    Communes(Fichier),
    /// Missions locales
    MissionsLocales(Fichier),
    /// Sites : sièges, antennes, permanences, relais
    Sites(Fichier),
    /// Zones d'intervention, par commune
    Zones {
        #[command(flatten)]
        fichier: Fichier,
        /// Retire aux missions locales du fichier les communes qu'il ne leur donne pas
        #[arg(long)]
        remplacer: bool,
    },
    /// Métiers du ROME, depuis les fichiers ouverts de France Travail
    Rome(rome::Arguments),
    /// Dossiers d'un autre logiciel, dans une mission locale
    Dossiers(dossiers::Arguments),
    /// Catalogue régional de formations, dans une mission locale
    Formations(formations::Arguments),
}

/// A file to import.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Fichier {
    /// Fichier, compressé ou non
    #[arg(value_name = "FICHIER")]
    fichier: PathBuf,
    /// Dit ce qui changerait, sans rien changer
    #[arg(long)]
    essai: bool,
}

/// Imports into the database that `DATABASE_URL` names.
pub(crate) async fn run(import: Import) -> Result<()> {
    let db = application().await?;
    let done = match import {
        Import::Decoupage => embedded(&db).await,
        Import::Communes(file) => one(&db, Objet::Communes, file).await,
        Import::MissionsLocales(file) => one(&db, Objet::MissionsLocales, file).await,
        Import::Sites(file) => one(&db, Objet::Sites, file).await,
        Import::Zones { fichier, remplacer } => one(&db, Objet::Zones { remplacer }, fichier).await,
        Import::Rome(arguments) => rome::run(&db, &arguments).await,
        Import::Dossiers(arguments) => dossiers::run(&db, &arguments).await,
        Import::Formations(arguments) => formations::run(&db, &arguments).await,
    };
    db.close().await;
    done
}

async fn embedded(db: &Db) -> Result<()> {
    let rapports = decoupage(db).await?.ok_or_else(|| {
        phrase(
            "Ce programme a été construit sans les communes : tapez « make assets », \
             reconstruisez-le, puis recommencez.",
        )
    })?;
    for rapport in rapports {
        say(rapport.to_string().trim_end());
    }
    Ok(())
}

async fn one(db: &Db, objet: Objet, file: Fichier) -> Result<()> {
    let Fichier { fichier, essai } = file;
    importer::run(
        db,
        &Importation {
            objet,
            fichier,
            essai,
        },
    )
    .await?;
    Ok(())
}

/// Publishes the counts of every mission locale for the national table.
pub(crate) async fn publish() -> Result<()> {
    let db = application().await?;
    let done = reseau::comptages::publish_all(&db).await;
    db.close().await;
    say(format!(
        "Comptages publiés pour {} missions locales.",
        done?
    ));
    Ok(())
}

/// The database under the application's role, checked as `serve` does.
async fn application() -> Result<Db> {
    let url = config::database_url("DATABASE_URL", "jalon_app")?;
    let cle = config::key()?;
    let mut conn = database::connect(url.expose_secret(), "DATABASE_URL").await?;
    database::check_version(database::version(&mut conn).await?)?;
    conn.close().await?;
    serve::open(url.expose_secret(), CONNEXIONS, cle).await
}

/// The places of France, as `make assets` made them.
#[derive(Embed)]
#[folder = "../../assets/dist"]
#[include = "*.json.gz"]
#[allow_missing = true]
struct Decoupage;

/// Imports the embedded places; `None` when this program has none.
pub(crate) async fn decoupage(db: &Db) -> Result<Option<Vec<Rapport>>> {
    let files = ["regions", "departements", "epci", "communes"];
    let found = files.map(|name| Decoupage::get(&format!("{name}.json.gz")));
    let [
        Some(regions),
        Some(departements),
        Some(epci),
        Some(communes),
    ] = found
    else {
        return Ok(None);
    };
    let fichiers = Territoires {
        regions: &regions.data,
        departements: &departements.data,
        epci: &epci.data,
        communes: &communes.data,
    };
    importer::territoires(db, fichiers).await.map(Some)
}
