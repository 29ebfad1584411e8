//! The account that runs PostgreSQL, and commands run as it.

use std::env;
use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::Path;
use std::process::{Command, Stdio};

use nix::unistd::{Uid, User};

use crate::Erreur;

/// Accounts tried in order when root starts a new cluster.
const CANDIDATS: [&str; 2] = ["postgres", "nobody"];

/// The account that runs PostgreSQL: oneself, or another one when oneself is root.
#[derive(Debug, Clone)]
pub(crate) struct Compte {
    nom: String,
    /// User and group to become; nothing when the account is already ours.
    change: Option<(u32, u32)>,
}

impl Compte {
    /// Oneself; as root the owner of existing data, else the first candidate account.
    pub(crate) fn pour(donnees: &Path) -> Result<Self, Erreur> {
        let moi = Uid::effective();
        if !moi.is_root() {
            let compte = User::from_uid(moi).ok().flatten();
            let compte = compte.ok_or(Erreur::CompteSansNom { uid: moi.as_raw() })?;
            return Ok(Self {
                nom: compte.name,
                change: None,
            });
        }
        let proprietaire = fs::metadata(donnees).ok().map(|m| Uid::from_raw(m.uid()));
        let proprietaire = proprietaire.and_then(|uid| User::from_uid(uid).ok().flatten());
        let candidats = CANDIDATS
            .iter()
            .filter_map(|nom| User::from_name(nom).ok().flatten());
        let compte = proprietaire
            .into_iter()
            .chain(candidats)
            .find(|compte| !compte.uid.is_root())
            .ok_or(Erreur::CompteAbsent)?;
        let change = Some((compte.uid.as_raw(), compte.gid.as_raw()));
        Ok(Self {
            nom: compte.name,
            change,
        })
    }

    /// The account's name.
    pub(crate) fn nom(&self) -> &str {
        &self.nom
    }

    /// Whether it is another account than the one that runs us.
    pub(crate) fn est_autre(&self) -> bool {
        self.change.is_some()
    }

    /// A command run as the account, interrupted when the thread that starts it ends.
    pub(crate) fn commande(&self, programme: &Path) -> Command {
        let mut commande = commande_sobre(Path::new("setpriv"));
        if let Some((uid, gid)) = self.change {
            commande
                .arg(format!("--reuid={uid}"))
                .arg(format!("--regid={gid}"));
            commande.arg("--init-groups");
        }
        // Changing user clears the signal: setpriv sets it after, just before the program.
        commande.args(["--pdeathsig", "INT", "--"]).arg(programme);
        commande
    }

    /// Gives a file or folder that we have just made to the account.
    pub(crate) fn donner(&self, chemin: &Path) -> io::Result<()> {
        self.change
            .map_or(Ok(()), |(uid, gid)| chown(chemin, Some(uid), Some(gid)))
    }

    /// Asks `test` as the account: `-x` can it pass through, `-w` can it write.
    ///
    /// Always true for oneself: the attempt that follows says it better.
    pub(crate) fn peut(&self, droit: &str, chemin: &Path) -> Result<bool, Erreur> {
        if !self.est_autre() {
            return Ok(true);
        }
        let mut essai = self.commande(Path::new("test"));
        let etat = essai
            .arg(droit)
            .arg(chemin)
            .status()
            .map_err(Erreur::lancement("setpriv"))?;
        Ok(etat.success())
    }
}

/// A command that inherits nothing of ours that could change its ways or leak a secret.
pub(crate) fn commande_sobre(programme: &Path) -> Command {
    let mut commande = Command::new(programme);
    commande
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .current_dir("/")
        .stdin(Stdio::null());
    let gardees = env::vars_os()
        .filter(|(nom, _)| nom == "PATH" || nom.to_str().is_some_and(|nom| nom.starts_with("LD_")));
    commande.envs(gardees);
    commande
}
