//! What can go wrong, said to the person who typed the command.

use std::io;
use std::path::{Path, PathBuf};

/// A failure of the private cluster; its text is a French sentence that says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Erreur {
    /// No PostgreSQL server programs on this machine.
    #[error(
        "PostgreSQL n'est pas installé sur cette machine : tapez « apt-get install postgresql », \
         puis recommencez."
    )]
    ProgrammesAbsents,
    /// `PG_BINDIR`, or the caller, names a folder without the server programs.
    #[error(
        "Les programmes de PostgreSQL ne sont pas dans le dossier « {} » : corrigez ou effacez \
         la variable PG_BINDIR, ou tapez « apt-get install postgresql ».",
        .0.display()
    )]
    ProgrammesAbsentsDe(PathBuf),
    /// A program that was found cannot be run.
    #[error(
        "Le programme « {} » ne peut pas être lancé ({}) : tapez \
         « apt-get install --reinstall postgresql util-linux », puis recommencez.",
        programme.display(), raison(source)
    )]
    Lancement {
        /// The program.
        programme: PathBuf,
        /// Why the system refused.
        source: io::Error,
    },
    /// Root, and no other account to run PostgreSQL.
    #[error(
        "PostgreSQL refuse de tourner sous root et cette machine n'a ni compte « postgres » ni \
         compte « nobody » : tapez « useradd --system postgres », puis recommencez."
    )]
    CompteAbsent,
    /// An ordinary user that has no name on this machine.
    #[error(
        "PostgreSQL demande un compte qui porte un nom et l'utilisateur {uid} n'en a pas sur \
         cette machine : recommencez sous un compte déclaré dans /etc/passwd."
    )]
    CompteSansNom {
        /// The user's number.
        uid: u32,
    },
    /// The account that runs PostgreSQL cannot get into the folder.
    #[error(
        "Le dossier « {} » est fermé au compte « {compte} » qui fait tourner PostgreSQL : \
         ouvrez-le à ce compte, ou choisissez un autre dossier avec la variable JALON_DATA.",
        dossier.display()
    )]
    DossierFerme {
        /// The folder.
        dossier: PathBuf,
        /// The account that runs PostgreSQL.
        compte: String,
    },
    /// A file or folder cannot be made, for another reason than rights.
    #[error(
        "Impossible d'écrire « {} » ({}) : réparez ce dossier, ou choisissez-en un autre avec la \
         variable JALON_DATA.",
        chemin.display(), raison(source)
    )]
    Ecriture {
        /// What was being written.
        chemin: PathBuf,
        /// Why the system refused.
        source: io::Error,
    },
    /// The data was made by another major version of PostgreSQL.
    #[error(
        "Les données du dossier « {} » ont été faites par PostgreSQL {trouvee} et cette machine a \
         PostgreSQL {attendue} : tapez « apt-get install postgresql-{trouvee} », ou choisissez un \
         autre dossier avec la variable JALON_DATA.",
        dossier.display()
    )]
    AutreVersion {
        /// The folder.
        dossier: PathBuf,
        /// The version that made the data.
        trouvee: String,
        /// The version of the programs.
        attendue: u32,
    },
    /// Another process already runs PostgreSQL on this folder.
    #[error(
        "Jalon tourne déjà sur le dossier « {} »{} : arrêtez-le, ou choisissez un autre dossier \
         avec la variable JALON_DATA.",
        dossier.display(),
        pid.map(|pid| format!(" (processus {pid})")).unwrap_or_default()
    )]
    DejaEnMarche {
        /// The folder.
        dossier: PathBuf,
        /// The other process, when it is known.
        pid: Option<u32>,
    },
    /// No folder short enough for the socket.
    #[error(
        "Le chemin du dossier « {} » est trop long pour y joindre PostgreSQL : choisissez un \
         dossier au chemin plus court avec la variable JALON_DATA.",
        .0.display()
    )]
    SocketTropLong(PathBuf),
    /// The name of a setting is not one.
    #[error(
        "« {0} » n'est pas un nom de réglage de PostgreSQL : corrigez-le (lettres, chiffres, \
         points et soulignés)."
    )]
    ReglageInvalide(String),
    /// `initdb` failed.
    #[error(
        "PostgreSQL n'a pas pu préparer ses données dans « {} » : corrigez ce que disent ces \
         lignes, puis recommencez.\n{sortie}",
        dossier.display()
    )]
    Preparation {
        /// The folder.
        dossier: PathBuf,
        /// What `initdb` said.
        sortie: String,
    },
    /// The server stopped, or was not ready in time.
    #[error(
        "PostgreSQL n'a pas démarré : corrigez ce que disent les dernières lignes de son journal \
         « {} », puis recommencez.\n{dernieres_lignes}",
        journal.display()
    )]
    Demarrage {
        /// The server's log.
        journal: PathBuf,
        /// The end of what this start wrote in it.
        dernieres_lignes: String,
    },
    /// The server had to be stopped by force.
    #[error(
        "PostgreSQL ne s'est pas arrêté proprement : rien n'est à faire, il se réparera au \
         prochain démarrage (journal : « {} »).",
        journal.display()
    )]
    Arret {
        /// The server's log.
        journal: PathBuf,
    },
    /// SQL given to `psql` failed.
    #[error(
        "La base « {base} » a refusé une commande SQL : corrigez-la d'après ces lignes.\n{sortie}"
    )]
    Sql {
        /// The database.
        base: String,
        /// What `psql` said.
        sortie: String,
    },
}

impl Erreur {
    /// Turns a refusal of the file system into the sentence that fits it.
    pub(crate) fn ecriture<'a>(
        chemin: &'a Path,
        compte: &'a str,
    ) -> impl FnOnce(io::Error) -> Self + 'a {
        move |source| match source.kind() {
            io::ErrorKind::PermissionDenied => Self::DossierFerme {
                dossier: chemin.to_path_buf(),
                compte: compte.to_owned(),
            },
            _ => Self::Ecriture {
                chemin: chemin.to_path_buf(),
                source,
            },
        }
    }

    /// Turns a failure to start a program into its sentence.
    pub(crate) fn lancement(programme: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let programme = programme.into();
        move |source| Self::Lancement { programme, source }
    }
}

/// The system's reason in French for the usual ones.
fn raison(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::NotFound => "introuvable".to_owned(),
        io::ErrorKind::PermissionDenied => "accès refusé".to_owned(),
        io::ErrorKind::StorageFull => "disque plein".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "disque en lecture seule".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "un fichier occupe la place d'un dossier".to_owned()
        }
        io::ErrorKind::DirectoryNotEmpty => "le dossier contient déjà autre chose".to_owned(),
        _ => source.to_string(),
    }
}
