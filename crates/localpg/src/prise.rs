//! The folder of the server's socket.

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::Erreur;
use crate::compte::Compte;
use crate::lieu::refaire;

/// The port, which is only a part of the socket's name.
pub(crate) const PORT: u16 = 5432;

/// The longest path of a socket (`sun_path` less its final zero).
const LIMITE: usize = 107;

/// Folders with short names, writable by all, for when ours is too long.
const COURTS: [&str; 2] = ["/tmp", "/var/tmp"];

/// A folder for the socket, closed to all but the account (and root), removed when dropped.
#[derive(Debug)]
pub(crate) struct Prise {
    dossier: PathBuf,
}

impl Prise {
    /// `socket` in the cluster's folder, or a folder of unpredictable name when that is too long.
    pub(crate) fn creer(dossier: &Path, compte: &Compte) -> Result<Self, Erreur> {
        let ici = dossier.join("socket");
        if tient(&ici) {
            refaire(&ici, compte).map_err(Erreur::ecriture(&ici, compte.nom()))?;
            return Ok(Self { dossier: ici });
        }
        let court = COURTS
            .iter()
            .find_map(|racine| temporaire(racine, compte).ok());
        let prise = court
            .map(|dossier| Self { dossier })
            .filter(|prise| tient(&prise.dossier));
        prise.ok_or_else(|| Erreur::SocketTropLong(dossier.to_path_buf()))
    }

    /// The folder.
    pub(crate) fn dossier(&self) -> &Path {
        &self.dossier
    }

    /// The address of a database for a role, as libpq and sqlx read it.
    pub(crate) fn url(&self, role: &str, base: &str) -> String {
        let hote = encoder(self.dossier.as_os_str());
        let role = encoder(OsStr::new(role));
        let base = encoder(OsStr::new(base));
        // The port is said, or `PGPORT` in the environment would decide.
        format!("postgres://{role}@localhost:{PORT}/{base}?host={hote}")
    }
}

impl Drop for Prise {
    fn drop(&mut self) {
        // Nothing to say if it fails: an empty folder that only its owner can enter.
        fs::remove_dir_all(&self.dossier).ok();
    }
}

/// Whether the socket's full path is short enough.
fn tient(dossier: &Path) -> bool {
    let nom = format!("/.s.PGSQL.{PORT}");
    dossier.as_os_str().len() + nom.len() <= LIMITE
}

/// A new folder of unpredictable name that belongs to the account.
fn temporaire(racine: &str, compte: &Compte) -> io::Result<PathBuf> {
    let mut fabrique = tempfile::Builder::new();
    fabrique
        .prefix("jalon-")
        .permissions(Permissions::from_mode(0o700));
    let dossier = fabrique.tempdir_in(racine)?;
    compte.donner(dossier.path())?;
    Ok(dossier.keep())
}

/// Percent-encodes all but the characters that an address never gives a meaning.
fn encoder(texte: &OsStr) -> String {
    let octets = texte.as_encoded_bytes().iter();
    let morceaux = octets.map(|&octet| {
        if octet.is_ascii_alphanumeric() || b"-._~".contains(&octet) {
            char::from(octet).to_string()
        } else {
            format!("%{octet:02X}")
        }
    });
    morceaux.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_counts_the_socket_name() {
        let nom = "/.s.PGSQL.5432".len();
        assert!(tient(Path::new(&"d".repeat(LIMITE - nom))));
        assert!(!tient(Path::new(&"d".repeat(LIMITE - nom + 1))));
    }

    #[test]
    fn addresses_are_encoded() {
        let prise = Prise {
            dossier: PathBuf::from("/nulle part/é"),
        };
        let url = prise.url("jalon_app", "jalon");
        assert_eq!(
            url,
            "postgres://jalon_app@localhost:5432/jalon?host=%2Fnulle%20part%2F%C3%A9"
        );
    }
}
