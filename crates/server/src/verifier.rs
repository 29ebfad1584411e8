//! `jalon verifier`: what Jalon's own engines are worth, measured on files whose truth is known.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::Result;
use jeunes::identite::verification::{self, Bilan};

use crate::{cli::say, failure::phrase};

/// What is verified.
#[derive(Debug, Clone, clap::Subcommand)]
pub(crate) enum Verification {
    /// Le rapprochement des doublons, sur des fichiers dont la vérité est connue
    Doublons(Doublons),
}

/// Which files.
#[derive(Debug, Clone, clap::Args)]
#[group(required = true, multiple = true)]
pub(crate) struct Doublons {
    /// Dossier de NOM.csv et NOM_links.csv ; soc_sec_id n'est pas lu
    #[arg(value_name = "DOSSIER", conflicts_with = "fictifs")]
    dossier: Option<PathBuf>,
    /// Personnes fictives, dont une sur dix a une copie abîmée
    #[arg(long, value_name = "N")]
    fictifs: Option<usize>,
    /// Graine des personnes fictives
    #[arg(long, value_name = "GRAINE", default_value_t = 1)]
    graine: u64,
}

/// Measures and prints; the last line is made to be read by a program.
pub(crate) fn run(verification: Verification) -> Result<()> {
    let Verification::Doublons(options) = verification;
    if let Some(nombre) = options.fictifs {
        let fictifs = verification::fictifs(nombre, options.graine);
        let hints = fictifs.bilan_des_cles();
        say(format!(
            "Clés nationales (indice d’un suivi ailleurs) : {hints}"
        ));
        let start = Instant::now();
        let bilan = fictifs.bilan();
        tell(&bilan, start);
        return Ok(());
    }
    for (name, records, links) in files(&options.dossier.unwrap_or_default())? {
        say(format!("Fichier {name}"));
        let start = Instant::now();
        let records: Vec<Vec<u8>> = records
            .iter()
            .map(|path| read(path))
            .collect::<Result<_>>()?;
        let records: Vec<&[u8]> = records.iter().map(Vec::as_slice).collect();
        let bilan = verification::febrl(&records, &read(&links)?).map_err(|error| {
            phrase(format!(
                "Le fichier « {name} » ne convient pas ({error:#})."
            ))
        })?;
        tell(&bilan, start);
    }
    Ok(())
}

fn tell(bilan: &Bilan, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    say(format!(
        "fiches={} paires_comparees={} paires_trouvees={} paires_vraies={}",
        bilan.fiches, bilan.comparees, bilan.trouvees, bilan.vraies
    ));
    say(format!("{bilan} secondes={seconds:.2}"));
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| {
        phrase(format!(
            "Le fichier « {} » n'est pas lisible ({error}).",
            path.display()
        ))
    })
}

/// Each NAME_links.csv of the folder with its records: NAME.csv, or the two halves NAMEa.csv and
/// NAMEb.csv.
fn files(folder: &Path) -> Result<Vec<(String, Vec<PathBuf>, PathBuf)>> {
    let entries = std::fs::read_dir(folder).map_err(|error| {
        phrase(format!(
            "Le dossier « {} » n'est pas lisible ({error}).",
            folder.display()
        ))
    })?;
    let mut found = Vec::new();
    for entry in entries {
        let links = entry?.path();
        let file = links
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Some(name) = file.strip_suffix("_links.csv") else {
            continue;
        };
        let halves = ["", "a", "b"].map(|half| folder.join(format!("{name}{half}.csv")));
        let records: Vec<PathBuf> = halves.into_iter().filter(|path| path.is_file()).collect();
        if !records.is_empty() {
            found.push((name.to_owned(), records, links.clone()));
        }
    }
    found.sort();
    if found.is_empty() {
        return Err(phrase(format!(
            "Le dossier « {} » ne contient pas de NOM.csv avec son NOM_links.csv.",
            folder.display()
        )));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_beside_their_links() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str| std::fs::write(folder.path().join(name), "").unwrap();
        assert!(files(folder.path()).is_err());
        for name in [
            "x.csv",
            "x_links.csv",
            "ya.csv",
            "yb.csv",
            "y_links.csv",
            "z_links.csv",
        ] {
            put(name);
        }
        let found = files(folder.path()).unwrap();
        let counts: Vec<(&str, usize)> = found.iter().map(|f| (f.0.as_str(), f.1.len())).collect();
        assert_eq!(counts, [("x", 1), ("y", 2)]);
    }
}
