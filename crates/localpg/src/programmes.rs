//! Where PostgreSQL's programs are.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Erreur;

/// Where Debian puts each major version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The folder of PostgreSQL's programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programmes {
    bindir: PathBuf,
}

impl Programmes {
    /// Looks in `PG_BINDIR`, else in the newest `/usr/lib/postgresql/*/bin`, else in `PATH`.
    ///
    /// A `PG_BINDIR` without the programs is an error: it is never silently replaced.
    pub fn trouver() -> Result<Self, Erreur> {
        if let Some(bindir) = impose() {
            return Self::dans(bindir);
        }
        Self::plus_recent(Path::new(DEBIAN))
            .or_else(|| env::var_os("PATH").and_then(|path| Self::du_path(&path)))
            .ok_or(Erreur::ProgrammesAbsents)
    }

    /// The programs of that folder.
    pub fn dans(bindir: impl Into<PathBuf>) -> Result<Self, Erreur> {
        let bindir = bindir.into();
        if complet(&bindir) {
            Ok(Self { bindir })
        } else {
            Err(Erreur::ProgrammesAbsentsDe(bindir))
        }
    }

    /// The programs that made existing data: these, or Debian's of the right major version when
    /// several are installed and `PG_BINDIR` imposes none.
    pub(crate) fn pour_version(self, majeure: &str, dossier: &Path) -> Result<Self, Erreur> {
        let attendue = self.version_majeure()?;
        if majeure == attendue.to_string() {
            return Ok(self);
        }
        let autre = Path::new(DEBIAN).join(majeure).join("bin");
        if impose().is_none() && majeure.parse::<u32>().is_ok() && complet(&autre) {
            return Ok(Self { bindir: autre });
        }
        let trouvee = majeure.to_owned();
        Err(Erreur::AutreVersion {
            dossier: dossier.to_path_buf(),
            trouvee,
            attendue,
        })
    }

    /// The folder itself.
    pub fn bindir(&self) -> &Path {
        &self.bindir
    }

    /// The server.
    pub fn postgres(&self) -> PathBuf {
        self.bindir.join("postgres")
    }

    /// The program that makes an empty cluster.
    pub fn initdb(&self) -> PathBuf {
        self.bindir.join("initdb")
    }

    /// The load generator.
    pub fn pgbench(&self) -> PathBuf {
        self.bindir.join("pgbench")
    }

    /// The command-line client.
    pub fn psql(&self) -> PathBuf {
        self.bindir.join("psql")
    }

    /// The major version, asked of the server program.
    pub fn version_majeure(&self) -> Result<u32, Erreur> {
        let postgres = self.postgres();
        let sortie = Command::new(&postgres)
            .arg("--version")
            .output()
            .map_err(Erreur::lancement(&postgres))?;
        lire_version(&String::from_utf8_lossy(&sortie.stdout))
            .ok_or_else(|| Erreur::ProgrammesAbsentsDe(self.bindir.clone()))
    }

    /// The complete folder of the highest version under Debian's.
    fn plus_recent(racine: &Path) -> Option<Self> {
        let versions = fs::read_dir(racine).ok()?.filter_map(|entree| {
            let chemin = entree.ok()?.path();
            let numero: u32 = chemin.file_name()?.to_str()?.parse().ok()?;
            let bindir = chemin.join("bin");
            complet(&bindir).then_some((numero, bindir))
        });
        versions.max().map(|(_, bindir)| Self { bindir })
    }

    /// The first folder of `PATH` that has the programs.
    fn du_path(path: &OsStr) -> Option<Self> {
        let mut dossiers = env::split_paths(path).filter(|dossier| dossier.is_absolute());
        dossiers
            .find(|dossier| complet(dossier))
            .map(|bindir| Self { bindir })
    }
}

/// What `PG_BINDIR` imposes.
fn impose() -> Option<PathBuf> {
    env::var_os("PG_BINDIR")
        .filter(|bindir| !bindir.is_empty())
        .map(PathBuf::from)
}

/// Whether the folder has what a cluster needs (client packages alone leave the server out).
fn complet(bindir: &Path) -> bool {
    ["postgres", "initdb", "psql"]
        .iter()
        .all(|programme| bindir.join(programme).is_file())
}

/// Reads `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`, also `18beta1`.
fn lire_version(ligne: &str) -> Option<u32> {
    let (_, suite) = ligne.split_once("(PostgreSQL) ")?;
    let fin = suite
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(suite.len());
    suite[..fin].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faux(racine: &Path, dossier: &str, programmes: &[&str]) -> PathBuf {
        let bindir = racine.join(dossier);
        fs::create_dir_all(&bindir).unwrap();
        for programme in programmes {
            fs::write(bindir.join(programme), "").unwrap();
        }
        bindir
    }

    #[test]
    fn versions_are_read() {
        let debian = "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n";
        assert_eq!(lire_version(debian), Some(15));
        assert_eq!(lire_version("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(lire_version("autre chose"), None);
    }

    #[test]
    fn newest_complete_version_is_chosen_by_number() {
        let racine = tempfile::tempdir().unwrap();
        let tous = ["postgres", "initdb", "psql"];
        faux(racine.path(), "9/bin", &tous);
        let attendu = faux(racine.path(), "15/bin", &tous);
        faux(racine.path(), "17/bin", &["psql"]);
        let choix = Programmes::plus_recent(racine.path()).unwrap();
        assert_eq!(choix.bindir(), attendu);
    }

    #[test]
    fn path_is_searched_in_order() {
        let racine = tempfile::tempdir().unwrap();
        let client = faux(racine.path(), "client", &["psql"]);
        let serveur = faux(racine.path(), "serveur", &["postgres", "initdb", "psql"]);
        let path = env::join_paths([&client, &serveur]).unwrap();
        assert_eq!(Programmes::du_path(&path).unwrap().bindir(), serveur);
        assert_eq!(Programmes::du_path(client.as_os_str()), None);
    }
}
