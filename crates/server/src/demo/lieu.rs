//! Where the demonstration lives: a folder, and a PostgreSQL, its own or the one of `DATABASE_URL`.

use std::{
    fmt::Write as _,
    fs,
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use anyhow::Result;
use kernel::Rng;
use localpg::{Grappe, Regime, Reglages};
use secrecy::{ExposeSecret as _, SecretString};

use crate::{config, failure::phrase};

/// The folder and the server.
#[derive(Debug)]
pub(crate) struct Lieu {
    dossier: PathBuf,
    serveur: Serveur,
}

#[derive(Debug)]
enum Serveur {
    Prive(Box<Grappe>),
    Autre(SecretString),
}

impl Lieu {
    /// Starts the private PostgreSQL of `dossier`, unless `DATABASE_URL` names another one.
    pub(crate) fn ouvrir(dossier: &Path) -> Result<Self> {
        let serveur = match config::secret("DATABASE_URL")? {
            Some(url) => {
                fs::create_dir_all(dossier).map_err(|error| unwritable(dossier, &error))?;
                Serveur::Autre(url)
            }
            None => Serveur::Prive(Box::new(Grappe::demarrer(&settings(dossier))?)),
        };
        let dossier = match &serveur {
            Serveur::Prive(grappe) => grappe.dossier().to_path_buf(),
            Serveur::Autre(_) => dossier.to_path_buf(),
        };
        Ok(Self { dossier, serveur })
    }

    /// The server is ours alone.
    pub(crate) const fn est_prive(&self) -> bool {
        matches!(self.serveur, Serveur::Prive(_))
    }

    /// The address of `base` under `role`.
    pub(crate) fn url(&self, role: &str, base: &str) -> String {
        match &self.serveur {
            Serveur::Prive(grappe) => grappe.url(role, base),
            Serveur::Autre(url) => acting_as(url.expose_secret(), role, base),
        }
    }

    /// The address of `base` for whoever administers the server.
    pub(crate) fn url_admin(&self, base: &str) -> String {
        match &self.serveur {
            Serveur::Prive(grappe) => grappe.url("postgres", base),
            Serveur::Autre(url) => at(url.expose_secret(), base),
        }
    }

    /// The folder.
    pub(crate) fn dossier(&self) -> &Path {
        &self.dossier
    }

    /// Where mails are written.
    pub(crate) fn courriels(&self) -> PathBuf {
        self.dossier.join("courriels")
    }

    /// Where text messages are written.
    pub(crate) fn sms(&self) -> PathBuf {
        self.dossier.join("sms")
    }

    /// Where the files people bring are kept.
    pub(crate) fn pieces(&self) -> PathBuf {
        self.dossier.join("pieces")
    }

    /// The key of the audit's hashes, drawn once.
    pub(crate) fn cle(&self) -> Result<SecretString> {
        let file = self.dossier.join("cle");
        if let Ok(key) = fs::read_to_string(&file)
            && key.len() == 64
        {
            return Ok(key.into());
        }
        let key = Rng::system()
            .token()
            .iter()
            .fold(String::new(), |mut key, byte| {
                let _ = write!(key, "{byte:02x}");
                key
            });
        let written = fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&file)
            .and_then(|mut open| open.write_all(key.as_bytes()));
        written.map_err(|error| unwritable(&file, &error))?;
        Ok(key.into())
    }

    /// Stops the private PostgreSQL and waits for it.
    pub(crate) fn fermer(self) -> Result<()> {
        if let Serveur::Prive(grappe) = self.serveur {
            grappe.arreter()?;
        }
        Ok(())
    }
}

/// Settings of a laptop: small, and without what only replicas and long runs need.
fn settings(dossier: &Path) -> Reglages {
    let mut settings = Reglages::new(dossier, Regime::Durable)
        .avec("wal_level", "minimal")
        .avec("max_wal_senders", "0")
        .avec("synchronous_commit", "off")
        .avec("jit", "off");
    // The load of a nation, then what serves it.
    settings.max_connexions = population::CONNEXIONS + 8;
    settings
}

fn unwritable(path: &Path, error: &std::io::Error) -> anyhow::Error {
    phrase(format!(
        "Impossible d'écrire « {} » ({error}) : choisissez un autre dossier avec --dossier.",
        path.display()
    ))
}

/// The same server and user, another database.
fn at(url: &str, base: &str) -> String {
    let (head, query) = url
        .split_once('?')
        .map_or((url, None), |(head, query)| (head, Some(query)));
    let start = head.find("://").map_or(0, |at| at + 3);
    let end = head
        .get(start..)
        .and_then(|rest| rest.find('/'))
        .map_or(head.len(), |at| start + at);
    let server = head.get(..end).unwrap_or(head);
    match query {
        Some(query) => format!("{server}/{base}?{query}"),
        None => format!("{server}/{base}"),
    }
}

/// The same again, acting as `role` from the first statement: the administrator's password is
/// enough, and row-level security holds as for the role itself.
fn acting_as(url: &str, role: &str, base: &str) -> String {
    let url = at(url, base);
    let link = if url.contains('?') { '&' } else { '?' };
    format!("{url}{link}options[role]={role}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_database_of_the_same_server() {
        assert_eq!(
            at("postgres://u:p@h:5/x?host=/s", "d"),
            "postgres://u:p@h:5/d?host=/s"
        );
        assert_eq!(at("postgres://u@h", "d"), "postgres://u@h/d");
        assert_eq!(
            acting_as("postgres://u@h/x", "jalon_app", "d"),
            "postgres://u@h/d?options[role]=jalon_app"
        );
    }
}
