//! A private cluster, from the folder to the running server.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use crate::attente::attendre;
use crate::compte::{Compte, commande_sobre};
use crate::journal::Journal;
use crate::lieu::{Lieu, donnees, est_pret};
use crate::prise::{PORT, Prise};
use crate::serveur::Serveur;
use crate::{Erreur, Programmes, Reglages};

/// A running private cluster, stopped when dropped or when the process ends.
///
/// Its superuser is `postgres`; roles connect through the socket without a password.
#[derive(Debug)]
pub struct Grappe {
    // Dropped in this order: the server, then its socket, then the lock.
    serveur: Serveur,
    prise: Prise,
    journal: Journal,
    programmes: Programmes,
    lieu: Lieu,
}

impl Grappe {
    /// Starts the cluster of that folder, making it the first time, and waits until it answers.
    pub fn demarrer(reglages: &Reglages) -> Result<Self, Erreur> {
        let options = reglages.pour_postgres()?;
        let programmes = Programmes::trouver()?;
        let compte = Compte::pour(&donnees(&reglages.dossier))?;
        let lieu = Lieu::ouvrir(&reglages.dossier, &compte)?;
        let programmes = preparer(&lieu, programmes, &compte, reglages)?;
        let prise = Prise::creer(lieu.dossier(), &compte)?;
        let mut postgres = compte.commande(&programmes.postgres());
        postgres.arg("-D").arg(lieu.donnees());
        postgres.args(options.iter().flat_map(|option| ["-c", option.as_str()]));
        let (journal, serveur) = lancer(postgres, &lieu, &prise, &compte)?;
        let mut grappe = Self {
            serveur,
            prise,
            journal,
            programmes,
            lieu,
        };
        grappe.attendre_pret(reglages.delai_demarrage)?;
        Ok(grappe)
    }

    /// The address of a database for a role, for libpq and sqlx.
    pub fn url(&self, role: &str, base: &str) -> String {
        self.prise.url(role, base)
    }

    /// The folder of the server's socket, to give as a host.
    pub fn dossier_socket(&self) -> &Path {
        self.prise.dossier()
    }

    /// The port, a part of the socket's name.
    pub fn port(&self) -> u16 {
        PORT
    }

    /// The number of the server's process.
    pub fn pid(&self) -> u32 {
        self.serveur.pid()
    }

    /// The cluster's folder, absolute.
    pub fn dossier(&self) -> &Path {
        self.lieu.dossier()
    }

    /// The server's log.
    pub fn journal(&self) -> &Path {
        self.journal.chemin()
    }

    /// The programs that run this cluster.
    pub fn programmes(&self) -> &Programmes {
        &self.programmes
    }

    /// Runs SQL on a database as the superuser and stops at the first error.
    ///
    /// Returns what `psql` prints: bare values, columns separated by `|`.
    pub fn psql(&self, base: &str, sql: &str) -> Result<String, Erreur> {
        let programme = self.programmes.psql();
        let mut psql = commande_sobre(&programme);
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-f", "-"]);
        psql.arg("-d").arg(self.url("postgres", base));
        let sortie = executer(psql, sql).map_err(Erreur::lancement(programme))?;
        if sortie.status.success() {
            return Ok(String::from_utf8_lossy(&sortie.stdout)
                .trim_end()
                .to_owned());
        }
        let sortie = String::from_utf8_lossy(&sortie.stderr)
            .trim_end()
            .to_owned();
        Err(Erreur::Sql {
            base: base.to_owned(),
            sortie,
        })
    }

    /// Stops the server in good order and waits for it.
    pub fn arreter(mut self) -> Result<(), Erreur> {
        if self.serveur.arreter() {
            return Ok(());
        }
        Err(Erreur::Arret {
            journal: self.journal.chemin().to_path_buf(),
        })
    }

    /// Waits until the server accepts connections; quotes its log if it does not.
    fn attendre_pret(&mut self, limite: Duration) -> Result<(), Erreur> {
        let donnees = self.lieu.donnees();
        let pid = self.pid();
        let pret = attendre(limite, || {
            if est_pret(&donnees, pid) {
                return Some(true);
            }
            self.serveur.est_fini().then_some(false)
        });
        if pret == Some(true) {
            return Ok(());
        }
        Err(demarrage_manque(&self.journal))
    }
}

/// Makes the data the first time, else finds the programs that made it; clears after a crash.
fn preparer(
    lieu: &Lieu,
    programmes: Programmes,
    compte: &Compte,
    reglages: &Reglages,
) -> Result<Programmes, Erreur> {
    let Some(version) = lieu.version(compte)? else {
        lieu.initialiser(&programmes, compte, reglages.regime)?;
        return Ok(programmes);
    };
    let programmes = programmes.pour_version(&version, lieu.dossier())?;
    let donnees = lieu.donnees();
    if !compte.peut("-w", &donnees)? {
        let compte = compte.nom().to_owned();
        return Err(Erreur::DossierFerme {
            dossier: donnees,
            compte,
        });
    }
    lieu.apres_crash(compte)?;
    Ok(programmes)
}

/// Starts the server on its socket, writing to its log.
fn lancer(
    mut postgres: Command,
    lieu: &Lieu,
    prise: &Prise,
    compte: &Compte,
) -> Result<(Journal, Serveur), Erreur> {
    let refus = || Erreur::ecriture(lieu.dossier(), compte.nom());
    let (journal, fichier) = Journal::ouvrir(lieu.dossier()).map_err(refus())?;
    let double = fichier.try_clone().map_err(refus())?;
    // Last, so that no setting can open the server to the network.
    postgres.args(["-c", "listen_addresses=", "-c", "logging_collector=off"]);
    postgres.args([
        "-c",
        "unix_socket_permissions=0700",
        "-p",
        &PORT.to_string(),
    ]);
    postgres.arg("-k").arg(prise.dossier());
    postgres.stdout(double).stderr(fichier);
    // Ctrl-C in a terminal reaches us alone: we decide when the server stops.
    postgres.process_group(0);
    let serveur = Serveur::lancer(postgres).map_err(Erreur::lancement("setpriv"))?;
    Ok((journal, serveur))
}

/// The error of a start, with the end of the log.
fn demarrage_manque(journal: &Journal) -> Erreur {
    let dernieres_lignes = journal.dernieres_lignes();
    Erreur::Demarrage {
        journal: PathBuf::from(journal.chemin()),
        dernieres_lignes,
    }
}

/// Runs a command with that text as input and keeps what it prints.
fn executer(mut commande: Command, entree: &str) -> std::io::Result<Output> {
    commande
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut enfant = commande.spawn()?;
    let tuyau = enfant.stdin.take();
    thread::scope(|portee| {
        // Written beside the reading, or both sides could wait for each other. A command that
        // stops reading has its own message.
        portee.spawn(move || tuyau.map(|mut tuyau| tuyau.write_all(entree.as_bytes())));
        enfant.wait_with_output()
    })
}
