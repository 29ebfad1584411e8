//! `jalon importer …`: reads a file, imports it in one transaction, prints the report. With
//! `--essai`, the same is done and nothing is kept.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::Result;
use platform::{Db, Error, Tx};
use reseau::{
    geographie::{self, Territoires},
    imports::{self, Rapport},
};

/// What the file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Objet {
    /// Communes: the official geo API's list, or a CSV of centres.
    Communes,
    /// Missions locales.
    MissionsLocales,
    /// Sites.
    Sites,
    /// Zones d'intervention.
    Zones {
        /// The missions locales of the file lose the communes that it does not name.
        remplacer: bool,
    },
}

/// The command, as typed.
#[derive(Debug, Clone)]
pub(crate) struct Importation {
    /// What the file holds.
    pub(crate) objet: Objet,
    /// The file.
    pub(crate) fichier: PathBuf,
    /// Say what would change, and change nothing.
    pub(crate) essai: bool,
}

/// Imports the file and prints the report.
pub(crate) async fn run(db: &Db, importation: &Importation) -> Result<Rapport> {
    let bytes = read(&importation.fichier).await?;
    let start = Instant::now();
    let mut tx = Tx::operateur(db).await?;
    let rapport = match importation.objet {
        Objet::Communes => geographie::import_communes(&mut tx, &bytes).await?,
        Objet::MissionsLocales => imports::import_missions_locales(&mut tx, &bytes).await?,
        Objet::Sites => imports::import_sites(&mut tx, &bytes).await?,
        Objet::Zones { remplacer } => imports::import_zones(&mut tx, &bytes, remplacer).await?,
    };
    if importation.essai {
        drop(tx);
        print!("Essai, rien n’est gardé. ");
    } else {
        tx.commit().await?;
    }
    print!("{rapport}");
    println!("En {:.1} s.", start.elapsed().as_secs_f64());
    Ok(rapport)
}

/// Imports régions, départements, EPCI and communes from the files embedded with the assets.
pub(crate) async fn territoires(db: &Db, fichiers: Territoires<'_>) -> Result<Vec<Rapport>> {
    let mut tx = Tx::operateur(db).await?;
    let rapports = geographie::import_territoires(&mut tx, fichiers).await?;
    tx.commit().await?;
    Ok(rapports)
}

/// The bytes of a file, or why it cannot be read.
pub(crate) async fn read(path: &Path) -> Result<Vec<u8>, Error> {
    tokio::fs::read(path).await.map_err(|error| {
        let raison = match error.kind() {
            std::io::ErrorKind::NotFound => "il n’existe pas",
            std::io::ErrorKind::PermissionDenied => "sa lecture est refusée",
            _ => "il ne peut pas être lu",
        };
        Error::invalid(
            "fichier",
            format!("Le fichier {} : {raison}.", path.display()),
        )
    })
}
