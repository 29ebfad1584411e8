//! `jalon importer dossiers`: takes over the dossiers of another program, by lots, and writes the
//! lines to look at beside the file.

use std::{
    io::{IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context as _, Result};
use jeunes::imports::{self, Champ, Correspondance, Options, Rapport};
use kernel::MlId;
use platform::{Db, Tx};
use reseau::imports::lecture::Table;

use crate::{cli::say, failure::phrase, importer};

/// Lines between two words on the progress.
const PAS: u64 = 1000;

/// What is asked.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Arguments {
    /// Tableau des dossiers : CSV, ou classeur XLSX ou ODS
    #[arg(value_name = "FICHIER")]
    fichier: PathBuf,
    /// Code de la mission locale, par exemple 13201S00
    #[arg(long, value_name = "CODE")]
    ml: String,
    /// Dit ce qui serait repris, sans rien garder
    #[arg(long)]
    essai: bool,
    /// Nom sous lequel retrouver, et garder, la correspondance des colonnes
    #[arg(long, value_name = "NOM", default_value = "import")]
    correspondance: String,
    /// Colonne d'une donnée, par exemple prenom=Prénom ; vide, la donnée est laissée de côté
    #[arg(long = "colonne", value_name = "DONNÉE=COLONNE")]
    colonnes: Vec<String>,
    /// Fichier CSV des lignes à revoir, à côté du tableau par défaut
    #[arg(long, value_name = "FICHIER")]
    rejets: Option<PathBuf>,
}

/// Imports the file and prints the report.
pub(crate) async fn run(db: &Db, arguments: &Arguments) -> Result<()> {
    let bytes = importer::read(&arguments.fichier).await?;
    let table = Table::read(&bytes)?;
    let ml = reseau::structures::ml_of_code(&mut Tx::operateur(db).await?, &arguments.ml)
        .await?
        .ok_or_else(|| {
            phrase(format!(
                "Aucune mission locale n’a le code « {} ».",
                arguments.ml
            ))
        })?;
    let correspondance = correspondance(db, ml, &table, arguments).await?;
    for (champ, column) in correspondance.iter() {
        say(format!("{} : colonne « {column} »", champ.label()));
    }
    let start = Instant::now();
    let options = Options {
        source: arguments.correspondance.clone(),
        correspondance,
        essai: arguments.essai,
    };
    let rapport = imports::import(db, ml, &table, &options, progress).await?;
    if arguments.essai {
        say("Essai, rien n’est gardé.");
    } else {
        let mut tx = Tx::systeme(db, ml).await?;
        let (nom, saved) = (&arguments.correspondance, &options.correspondance);
        imports::save_correspondance(&mut tx, nom, saved).await?;
        tx.commit().await?;
    }
    say(rapport.to_string().trim_end());
    write_lines(&rapport, &rejects(arguments))?;
    say(format!("En {:.1} s.", start.elapsed().as_secs_f64()));
    Ok(())
}

/// What was saved under the name, else what the headings say; then what the command says.
async fn correspondance(
    db: &Db,
    ml: MlId,
    table: &Table,
    arguments: &Arguments,
) -> Result<Correspondance> {
    let mut tx = Tx::systeme(db, ml).await?;
    let saved = imports::load_correspondance(&mut tx, &arguments.correspondance).await?;
    let mut found = saved.unwrap_or_else(|| Correspondance::guess(table.entetes()));
    for said in &arguments.colonnes {
        let (code, column) = said.split_once('=').unwrap_or((said, ""));
        let champ = Champ::from_code(code.trim()).ok_or_else(|| {
            let codes: Vec<&str> = Champ::all().map(Champ::code).collect();
            phrase(format!(
                "Donnée inconnue : « {code} ». Celles qui se reprennent : {}.",
                codes.join(", ")
            ))
        })?;
        found.set(champ, column);
    }
    Ok(found)
}

/// A word from time to time, when someone looks.
fn progress(lines: u64) {
    if lines.is_multiple_of(PAS) && std::io::stderr().is_terminal() {
        let _ = writeln!(std::io::stderr(), "{lines} lignes lues");
    }
}

/// Where the lines to look at go.
fn rejects(arguments: &Arguments) -> PathBuf {
    arguments.rejets.clone().unwrap_or_else(|| {
        let mut name = arguments.fichier.file_stem().unwrap_or_default().to_owned();
        name.push("-a-revoir.csv");
        arguments.fichier.with_file_name(name)
    })
}

fn write_lines(rapport: &Rapport, path: &Path) -> Result<()> {
    let lines: Vec<Vec<String>> = rapport
        .a_revoir()
        .into_iter()
        .map(|(kind, line)| {
            vec![
                line.ligne.to_string(),
                kind.to_owned(),
                line.colonne.clone(),
                line.raison.clone(),
            ]
        })
        .collect();
    if lines.is_empty() {
        return Ok(());
    }
    let headings = ["Ligne", "Suite donnée", "Colonne", "Raison"].map(str::to_owned);
    let bytes = documents::csv(&headings, &lines).context("the lines to look at")?;
    std::fs::write(path, bytes).map_err(|_| {
        phrase(format!(
            "Le fichier {} ne peut pas être écrit.",
            path.display()
        ))
    })?;
    say(format!("Lignes à revoir : {}", path.display()));
    Ok(())
}
