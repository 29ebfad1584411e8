//! The server's log.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Above this size the log of earlier runs is set aside.
const TAILLE_MAX: u64 = 10 * 1024 * 1024;

/// How many lines an error quotes.
const LIGNES_CITEES: usize = 15;

/// The log of one run, at the end of the file that earlier runs wrote.
#[derive(Debug)]
pub(crate) struct Journal {
    chemin: PathBuf,
    debut: u64,
}

impl Journal {
    /// Opens the log for adding; the file goes to the server, the value remembers where it began.
    pub(crate) fn ouvrir(dossier: &Path) -> io::Result<(Self, File)> {
        let chemin = dossier.join("postgresql.log");
        if fs::metadata(&chemin).is_ok_and(|fichier| fichier.len() > TAILLE_MAX) {
            fs::rename(&chemin, dossier.join("postgresql.log.1"))?;
        }
        let fichier = OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&chemin)?;
        let debut = fichier.metadata()?.len();
        Ok((Self { chemin, debut }, fichier))
    }

    /// The file.
    pub(crate) fn chemin(&self) -> &Path {
        &self.chemin
    }

    /// The last lines of this run.
    pub(crate) fn dernieres_lignes(&self) -> String {
        let mut octets = Vec::new();
        let lecture = File::open(&self.chemin).and_then(|mut fichier| {
            fichier.seek(SeekFrom::Start(self.debut))?;
            fichier.read_to_end(&mut octets)
        });
        if lecture.is_err() || octets.is_empty() {
            return "(le journal est vide)".to_owned();
        }
        let texte = String::from_utf8_lossy(&octets);
        let lignes: Vec<&str> = texte.lines().collect();
        lignes[lignes.len().saturating_sub(LIGNES_CITEES)..].join("\n")
    }
}
