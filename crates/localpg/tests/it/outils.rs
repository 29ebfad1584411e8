//! A folder for each test, and the test binary run again as another process.

use std::env;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use localpg::{Grappe, Regime, Reglages};
use tempfile::TempDir;

/// Says to a test run again that it is the second process, and its folder.
const SECOND: &str = "LOCALPG_SECOND";

/// A temporary folder that the database's account can pass through.
pub(crate) fn dossier() -> TempDir {
    let dossier = tempfile::tempdir().unwrap();
    fs::set_permissions(dossier.path(), Permissions::from_mode(0o711)).unwrap();
    dossier
}

pub(crate) fn reglages(dossier: &Path) -> Reglages {
    let mut reglages = Reglages::new(dossier.join("jalon"), Regime::Jetable);
    reglages.max_connexions = 10;
    reglages.memoire_partagee = "8MB".to_owned();
    reglages
}

pub(crate) fn demarrer(dossier: &Path) -> Grappe {
    Grappe::demarrer(&reglages(dossier)).unwrap_or_else(|erreur| panic!("{erreur}"))
}

/// Whether the tests run as root (who owns what it has just made).
pub(crate) fn root() -> bool {
    dossier().path().metadata().unwrap().uid() == 0
}

/// Waits for an event that another process brings about.
pub(crate) fn bientot(quoi: &str, mut vrai: impl FnMut() -> bool) {
    let debut = Instant::now();
    while !vrai() {
        assert!(
            debut.elapsed() < Duration::from_secs(5),
            "toujours pas après 5 s : {quoi}"
        );
        std::thread::yield_now();
    }
}

/// Whether the process exists and is more than an entry that nobody has collected.
pub(crate) fn vit(pid: u32) -> bool {
    let etat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    etat.rsplit_once(") ")
        .is_some_and(|(_, suite)| !suite.starts_with('Z'))
}

/// The same test in a second process; killed when dropped.
pub(crate) struct Second(pub(crate) Child);

impl Second {
    /// Runs the test again, prepared by `avec`, and reads what it says first.
    pub(crate) fn lancer(
        test: &str,
        dossier: &Path,
        avec: impl Fn(&mut Command),
    ) -> (Self, String) {
        let mut commande = Command::new(env::current_exe().unwrap());
        commande
            .args(["--exact", test, "--nocapture"])
            .env(SECOND, dossier);
        commande.stdin(Stdio::piped()).stdout(Stdio::piped());
        avec(&mut commande);
        let mut second = Self(commande.spawn().unwrap());
        let sortie = BufReader::new(second.0.stdout.take().unwrap());
        let mut lignes = sortie.lines().map_while(Result::ok);
        let dit = lignes.find_map(|ligne| Some(ligne.split_once("DIT ")?.1.to_owned()));
        (second, dit.expect("le second processus n'a rien dit"))
    }

    /// In the second process: its folder.
    pub(crate) fn dossier() -> Option<std::path::PathBuf> {
        env::var_os(SECOND).map(Into::into)
    }

    /// In the second process: speaks to the first.
    pub(crate) fn dire(quoi: impl std::fmt::Display) {
        println!("\nDIT {quoi}");
    }

    /// In the second process: stays until the first one ends or kills it.
    pub(crate) fn rester() {
        std::io::stdin().lines().for_each(drop);
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}
