//! `jalon importer rome`: finds in a folder the files of the ROME as France Travail gives them.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::Result;
use jeunes::metiers::{self, FichiersRome};
use platform::{Db, Tx};
use reseau::imports::lecture::Table;

use crate::{cli::say, failure::phrase, importer};

/// What is asked.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Arguments {
    /// Dossier des fichiers : référentiel des codes ROME et appellations, compressés ou non
    #[arg(value_name = "DOSSIER")]
    dossier: PathBuf,
    /// Dit ce qui changerait, sans rien changer
    #[arg(long)]
    essai: bool,
}

/// Imports the most complete files of the folder, in one transaction, and prints the report.
pub(crate) async fn run(db: &Db, arguments: &Arguments) -> Result<()> {
    let start = Instant::now();
    let names = names(&arguments.dossier)?;
    let code = |name: &str| name.contains("code_rome") || name.starts_with("romes");
    let (metiers_nom, metiers) = best(&arguments.dossier, &names, code, "libelle_rome").await?;
    let said = |name: &str| name.contains("appellation");
    let (nom, appellations) = best(&arguments.dossier, &names, said, "libelle").await?;
    let fichiers = FichiersRome {
        metiers: &metiers,
        appellations: &appellations,
        source: &format!("ROME, France Travail : {metiers_nom}, {nom}"),
    };
    let mut tx = Tx::operateur(db).await?;
    let rapport = metiers::import(&mut tx, fichiers).await?;
    if arguments.essai {
        say("Essai, rien n’est gardé.");
    } else {
        tx.commit().await?;
    }
    say(format!("Fichiers : {metiers_nom}, {nom}"));
    say(rapport);
    say(format!("En {:.1} s.", start.elapsed().as_secs_f64()));
    Ok(())
}

/// The names of the files of the folder, in order.
fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(folder).map_err(|_| {
        phrase(format!(
            "Le dossier {} ne peut pas être lu.",
            folder.display()
        ))
    })?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    Ok(names)
}

/// The file whose name is `wanted` that has a column beginning with `column` and the most lines.
async fn best(
    folder: &Path,
    names: &[String],
    wanted: impl Fn(&str) -> bool,
    column: &str,
) -> Result<(String, Vec<u8>)> {
    let mut found: Option<(usize, String, Vec<u8>)> = None;
    for name in names.iter().filter(|name| wanted(name)) {
        let bytes = importer::read(&folder.join(name)).await?;
        let Ok(table) = Table::read(&bytes) else {
            continue;
        };
        let good = table.entetes().any(|heading| heading.starts_with(column));
        let lines = table.lignes().count();
        if good && found.as_ref().is_none_or(|(most, ..)| lines > *most) {
            found = Some((lines, name.clone(), bytes));
        }
    }
    let (_, name, bytes) = found.ok_or_else(|| {
        let file = if column == "libelle" {
            "d’appellations"
        } else {
            "des codes ROME"
        };
        phrase(format!(
            "Le dossier {} ne contient pas de fichier {file} du ROME.",
            folder.display()
        ))
    })?;
    Ok((name, bytes))
}
