//! The folder of a cluster: made, probed, locked, and filled by `initdb` the first time.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{self, Path, PathBuf};
use std::time::Duration;

use crate::attente::attendre;
use crate::compte::Compte;
use crate::serveur::interrompre;
use crate::{Erreur, Programmes, Regime};

/// How long a server whose parent was killed may take to stop.
const FIN_DU_PRECEDENT: Duration = Duration::from_secs(30);

/// A folder that this process alone uses, for as long as the value lives.
#[derive(Debug)]
pub(crate) struct Lieu {
    dossier: PathBuf,
    /// Holds the lock: the system releases it when the process ends, however it ends.
    _verrou: File,
}

impl Lieu {
    /// Makes the folder if needed, checks that the account reaches it, and locks it.
    pub(crate) fn ouvrir(dossier: &Path, compte: &Compte) -> Result<Self, Erreur> {
        let refus = || Erreur::ecriture(dossier, compte.nom());
        let absolu = path::absolute(dossier).map_err(refus())?;
        sonder(&absolu, compte)?;
        creer(&absolu, compte).map_err(refus())?;
        let dossier = dossier.canonicalize().map_err(refus())?;
        sonder(&dossier, compte)?;
        let verrou = verrouiller(&dossier, compte)?;
        Ok(Self {
            dossier,
            _verrou: verrou,
        })
    }

    /// The folder, absolute and without links.
    pub(crate) fn dossier(&self) -> &Path {
        &self.dossier
    }

    /// PostgreSQL's own data folder.
    pub(crate) fn donnees(&self) -> PathBuf {
        donnees(&self.dossier)
    }

    /// The major version that made the data, when there is data.
    pub(crate) fn version(&self, compte: &Compte) -> Result<Option<String>, Erreur> {
        let donnees = self.donnees();
        match fs::read_to_string(donnees.join("PG_VERSION")) {
            Ok(version) => Ok(Some(version.trim().to_owned())),
            Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Erreur::ecriture(&donnees, compte.nom())(source)),
        }
    }

    /// Runs `initdb` beside, then renames: an interrupted one leaves nothing that looks done.
    pub(crate) fn initialiser(
        &self,
        programmes: &Programmes,
        compte: &Compte,
        regime: Regime,
    ) -> Result<(), Erreur> {
        let nouvelle = self.dossier.join("grappe.nouvelle");
        let refus = || Erreur::ecriture(&nouvelle, compte.nom());
        refaire(&nouvelle, compte).map_err(refus())?;
        let mut initdb = compte.commande(&programmes.initdb());
        initdb.arg("--pgdata").arg(&nouvelle).args([
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            // Only who may enter the socket's folder can connect, and nothing listens elsewhere.
            "--auth-local=trust",
            "--auth-host=reject",
        ]);
        if regime == Regime::Jetable {
            initdb.arg("--no-sync");
        }
        let sortie = initdb.output().map_err(Erreur::lancement("setpriv"))?;
        if !sortie.status.success() {
            let sortie = String::from_utf8_lossy(&sortie.stderr)
                .trim_end()
                .to_owned();
            return Err(Erreur::Preparation {
                dossier: self.dossier.clone(),
                sortie,
            });
        }
        let donnees = self.donnees();
        fs::rename(&nouvelle, &donnees).map_err(Erreur::ecriture(&donnees, compte.nom()))
    }

    /// Stops a server whose parent was killed, and clears what a crash left behind.
    ///
    /// Such a server is already stopping, unless its parent died in the very instant of starting
    /// it. We hold the lock, so nobody else answers for it.
    pub(crate) fn apres_crash(&self, compte: &Compte) -> Result<(), Erreur> {
        let donnees = self.donnees();
        let temoin = donnees.join("postmaster.pid");
        let Some(pid) = lire_pid(&temoin) else {
            return Ok(());
        };
        let parti = || (!est_notre_serveur(pid, &donnees)).then_some(());
        if parti().is_none() {
            interrompre(pid);
        }
        if attendre(FIN_DU_PRECEDENT, parti).is_none() {
            let dossier = self.dossier.clone();
            return Err(Erreur::DejaEnMarche {
                dossier,
                pid: Some(pid),
            });
        }
        // PostgreSQL believes any living process of that number, as after a reboot. Its shared
        // memory, keyed by the folder, still protects the data from a server that would survive.
        match fs::remove_file(&temoin) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                Err(Erreur::ecriture(&temoin, compte.nom())(source))
            }
            _ => Ok(()),
        }
    }
}

/// PostgreSQL's own data folder in ours.
pub(crate) fn donnees(dossier: &Path) -> PathBuf {
    dossier.join("grappe")
}

/// Whether the server of that number says it is ready, as `pg_ctl` asks it.
pub(crate) fn est_pret(donnees: &Path, pid: u32) -> bool {
    let temoin = fs::read_to_string(donnees.join("postmaster.pid")).unwrap_or_default();
    let mut lignes = temoin.lines();
    lignes.next() == Some(pid.to_string().as_str())
        && lignes.nth(6).is_some_and(|etat| etat.trim_end() == "ready")
}

/// Makes an empty folder that belongs to the account and is closed to all others.
pub(crate) fn refaire(dossier: &Path, compte: &Compte) -> io::Result<()> {
    match fs::remove_dir_all(dossier) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => return Err(source),
        _ => {}
    }
    DirBuilder::new().mode(0o700).create(dossier)?;
    compte.donner(dossier)
}

/// Checks that the account can pass through the folder, or the nearest one that exists.
fn sonder(dossier: &Path, compte: &Compte) -> Result<(), Erreur> {
    let existant = dossier.ancestors().find(|ancetre| ancetre.exists());
    let Some(existant) = existant.and_then(|ancetre| ancetre.canonicalize().ok()) else {
        return Ok(());
    };
    // A file in the way gets its own sentence from the attempt to make the folder.
    if !existant.is_dir() || compte.peut("-x", &existant)? {
        return Ok(());
    }
    let compte = compte.nom().to_owned();
    Err(Erreur::DossierFerme {
        dossier: dossier.to_path_buf(),
        compte,
    })
}

/// Makes the missing folders: closed to others, but passable when the account is another one.
fn creer(dossier: &Path, compte: &Compte) -> io::Result<()> {
    if dossier.is_dir() {
        return Ok(());
    }
    if let Some(parent) = dossier.parent() {
        creer(parent, compte)?;
    }
    fs::create_dir(dossier)?;
    let mode = if compte.est_autre() { 0o711 } else { 0o700 };
    fs::set_permissions(dossier, Permissions::from_mode(mode))
}

/// Takes the lock and leaves our number in it for the other one's message.
fn verrouiller(dossier: &Path, compte: &Compte) -> Result<File, Erreur> {
    let chemin = dossier.join("verrou");
    let refus = || Erreur::ecriture(dossier, compte.nom());
    let mut options = OpenOptions::new();
    options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600);
    let mut verrou = options.open(&chemin).map_err(refus())?;
    match verrou.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut pid = String::new();
            verrou.read_to_string(&mut pid).map_err(refus())?;
            let pid = pid.trim().parse().ok();
            return Err(Erreur::DejaEnMarche {
                dossier: dossier.to_path_buf(),
                pid,
            });
        }
        Err(TryLockError::Error(source)) => return Err(refus()(source)),
    }
    verrou.set_len(0).map_err(refus())?;
    verrou.rewind().map_err(refus())?;
    writeln!(verrou, "{}", std::process::id()).map_err(refus())?;
    Ok(verrou)
}

/// The number at the head of `postmaster.pid`.
fn lire_pid(temoin: &Path) -> Option<u32> {
    fs::read_to_string(temoin)
        .ok()?
        .lines()
        .next()?
        .trim()
        .parse()
        .ok()
}

/// Whether that process is a server that we started on this data, known by its command line.
fn est_notre_serveur(pid: u32, donnees: &Path) -> bool {
    let commande = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let donnees = donnees.as_os_str().as_encoded_bytes();
    commande
        .split(|&octet| octet == 0)
        .any(|argument| argument == donnees)
}
