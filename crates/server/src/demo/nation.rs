//! `jalon population`: a fictional nation, or a part of it, made once in a folder that `jalon demo`
//! can serve.

use std::{fs, path::PathBuf};

use anyhow::Result;

use super::{
    base::{self, Demande, Nation},
    lieu::Lieu,
};
use crate::cli::{self, say};

/// What is asked.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Options {
    /// Nombre de jeunes fictifs
    #[arg(long, value_name = "N", default_value_t = 1_500_000)]
    jeunes: u32,
    /// Nombre de missions locales (à la taille moyenne de la nation par défaut)
    #[arg(long, value_name = "N")]
    missions_locales: Option<u32>,
    /// Graine du hasard
    #[arg(long, value_name = "N", default_value_t = 1)]
    graine: u64,
    /// Dossier des données (par défaut « nation », dans JALON_DATA ou le dossier habituel)
    #[arg(long, value_name = "DOSSIER")]
    dossier: Option<PathBuf>,
}

/// Makes the nation, or finds it made.
pub(crate) fn run(options: &Options) -> Result<()> {
    let folder = options.dossier.clone();
    let folder = folder.unwrap_or_else(|| localpg::dossier_par_defaut().join("nation"));
    let lieu = Lieu::ouvrir(&folder)?;
    let demande = Demande {
        jeunes: Some(options.jeunes),
        graine: Some(options.graine),
        nation: Some(Nation {
            missions_locales: options.missions_locales,
        }),
    };
    let made = cli::runtime()?.block_on(base::prepare(&lieu, &demande));
    let folder = lieu.dossier().display().to_string();
    lieu.fermer()?;
    made?;
    if let Some(memory) = peak_memory() {
        say(format!("Mémoire du programme : {memory} Mio au plus."));
    }
    say(format!("À servir par : jalon demo --dossier {folder}"));
    Ok(())
}

/// The most memory this program held, in mebibytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1024)
}
