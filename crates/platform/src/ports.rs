//! What Jalon asks of the outside world, as traits. The adapters live in `outbound` and
//! `documents`; `server` wires them. Never called inside a transaction.

use std::{fmt::Debug, pin::Pin};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

/// A mail to one person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Courriel {
    /// The address.
    pub a: String,
    /// The subject, without personal data.
    pub objet: String,
    /// The body, plain text.
    pub texte: String,
    /// What is joined to it.
    #[serde(default)]
    pub pieces: Vec<Piece>,
}

/// A file joined to a mail.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Piece {
    /// Its name.
    pub nom: String,
    /// Its media type.
    pub type_mime: String,
    /// Its bytes.
    pub contenu: Vec<u8>,
}

/// A text message to one person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Texto {
    /// The number, E.164.
    pub a: String,
    /// The text.
    pub texte: String,
    /// Ours, by which a receipt is recognised, and a second try: it is the same at each one.
    pub reference: String,
}

/// Sends text messages.
pub trait Sms: Debug + Send + Sync {
    /// Sends `texto`, and returns the gateway's own reference, or an empty string. An error means
    /// it may be tried again; it names neither the number nor the words.
    fn envoyer<'a>(
        &'a self,
        texto: &'a Texto,
    ) -> Pin<Box<dyn Future<Output = anyhow::Result<String>> + Send + 'a>>;
}

/// What a message about a rendez-vous tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NatureMessage {
    /// It is booked.
    Confirmation,
    /// It was moved.
    Changement,
    /// It will not be.
    Annulation,
    /// It comes soon.
    Rappel,
    /// The person did not come.
    Absence,
    /// A place is free in a session, and is hers.
    Place,
    /// She may choose a session.
    Choisir,
    /// The session for which she waits has moved.
    Attente,
    /// Something is to be filled in for a month.
    Declarer,
}

/// Where a rendez-vous takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LieuMessage {
    /// On a site.
    Site {
        /// Its name.
        nom: String,
        /// Its postal address, or an empty string.
        adresse: String,
    },
    /// By phone.
    Telephone,
    /// By video.
    Visio,
    /// At the person's home.
    Domicile,
    /// Elsewhere.
    Exterieur,
}

/// A message about a rendez-vous. It knows neither the person, nor the motif, nor the dispositif.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRendezVous {
    /// It is about a session, with others, and not about a rendez-vous.
    pub seance: bool,
    /// What it tells.
    pub nature: NatureMessage,
    /// The number or the address it goes to.
    pub a: String,
    /// The mission locale; `None` when it may not be named: then no place is named either.
    pub structure: Option<String>,
    /// The day, in the mission locale's own calendar.
    pub jour: NaiveDate,
    /// The hour, by its clocks.
    pub heure: NaiveTime,
    /// Where.
    pub lieu: LieuMessage,
    /// Whom to call, or an empty string.
    pub telephone: String,
    /// The page on which the person answers.
    pub lien: Option<String>,
    /// For the person's own calendar.
    pub evenement: Option<EvenementCalendrier>,
}

/// An event for a calendar program (RFC 5545).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvenementCalendrier {
    /// The same for every version of it.
    pub uid: String,
    /// From this instant.
    pub debut: DateTime<Utc>,
    /// Until this one.
    pub fin: DateTime<Utc>,
    /// Its title in a feed; a message to a person writes its own words instead.
    pub resume: String,
    /// Its place in a feed, or an empty string.
    pub lieu: String,
    /// It will not be.
    pub annule: bool,
    /// Grows with each version.
    pub sequence: i32,
    /// When it last changed.
    pub modifie_le: DateTime<Utc>,
}

/// Sends mail.
pub trait Mailer: Debug + Send + Sync {
    /// Sends `courriel`; an error means it may be tried again.
    fn envoyer<'a>(
        &'a self,
        courriel: &'a Courriel,
    ) -> Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;
}

/// What the mail to a new agent says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Invitation {
    /// Her address.
    pub courriel: String,
    /// Her given name.
    pub prenom: String,
    /// The address of the page where she chooses her password.
    pub lien: String,
    /// How long the link holds.
    pub heures: i64,
}

/// Writes the mails Jalon sends.
pub trait Courriers: Debug + Send + Sync {
    /// The mail that carries a first-sign-in link.
    fn invitation(&self, invitation: &Invitation) -> anyhow::Result<Courriel>;

    /// The text message about a rendez-vous, in characters every phone shows (GSM-7), 306 at most
    /// (two messages joined).
    fn sms_rendez_vous(&self, message: &MessageRendezVous) -> anyhow::Result<String>;

    /// The mail about a rendez-vous, with the event for the person's calendar when there is one.
    fn courriel_rendez_vous(&self, message: &MessageRendezVous) -> anyhow::Result<Courriel>;
}

/// A table to export: what a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tableau {
    /// The name of the sheet.
    pub titre: String,
    /// The head of each column.
    pub colonnes: Vec<String>,
    /// The rows, as many cells as columns.
    pub lignes: Vec<Vec<String>>,
}

/// The form of an exported table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatTableau {
    /// Comma separated values, UTF-8 with a byte order mark, guarded against formulas.
    Csv,
    /// A workbook.
    Xlsx,
}

/// What may be printed. The shapes of what each one shows are in the wings, in `imprimes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModeleImprime {
    /// The sheet of an atelier, on which people sign.
    Emargement,
    /// The letter that says when and where one meets.
    Convocation,
    /// A letter of the mission locale: who it is to, what it says, what it frames.
    Lettre,
    /// The plan of action, to sign.
    Plan,
    /// What the dossier says, for the person herself.
    Synthese,
    /// A contract, signed or to sign.
    Contrat,
    /// The decision on a contract, with how to contest it.
    Notification,
    /// What the mission locale attests.
    Attestation,
    /// A CV in one column.
    CvClassique,
    /// A CV in two columns.
    CvModerne,
}

/// A paper to write.
#[derive(Debug, Clone, PartialEq)]
pub struct Imprime {
    /// Which model.
    pub modele: ModeleImprime,
    /// Its title, which the properties of the file show: without personal data.
    pub titre: &'static str,
    /// The mission locale.
    pub structure: String,
    /// The day it is written, in the mission locale's own calendar.
    pub edite_le: NaiveDate,
    /// What it shows: a struct of a wing, as data.
    pub donnees: serde_json::Value,
}

impl Imprime {
    /// A paper of the mission locale of `tx`, of its own day, that shows `donnees`.
    ///
    /// # Errors
    /// When `donnees` is no data.
    pub fn new(
        tx: &crate::Tx,
        (modele, titre): (ModeleImprime, &'static str),
        donnees: &impl serde::Serialize,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            modele,
            titre,
            structure: tx.entete().structure.clone(),
            edite_le: tx.today(),
            donnees: serde_json::to_value(donnees)?,
        })
    }
}

/// Writes files people keep.
pub trait Documents: Debug + Send + Sync {
    /// The bytes of `tableau`.
    fn tableau(&self, tableau: &Tableau, format: FormatTableau) -> anyhow::Result<Vec<u8>>;

    /// The feed of a calendar program, named `nom`.
    fn calendrier(&self, nom: &str, evenements: &[EvenementCalendrier]) -> anyhow::Result<String>;

    /// A paper as a tagged PDF. It takes a moment: not on a thread that answers requests.
    fn pdf(&self, imprime: &Imprime) -> anyhow::Result<Vec<u8>>;
}

/// Where a file is: under a mission locale, by a random identifier that says nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CleBlob {
    /// The mission locale.
    pub ml: kernel::MlId,
    /// Chosen at random when the file is written.
    pub id: uuid::Uuid,
}

/// What a store of files does later.
pub type Attente<'a, T> = Pin<Box<dyn Future<Output = anyhow::Result<T>> + Send + 'a>>;

/// Keeps the files people bring. Written before the row that names them, removed after it is gone:
/// what nothing names is swept by `jalon purger`.
pub trait Blobs: Debug + Send + Sync {
    /// Writes a file whole, or not at all.
    fn ecrire(&self, cle: CleBlob, contenu: Vec<u8>) -> Attente<'_, ()>;

    /// Reads a file; `None` when there is none.
    fn lire(&self, cle: CleBlob) -> Attente<'_, Option<Vec<u8>>>;

    /// Removes a file; one that is gone already is no error.
    fn effacer(&self, cle: CleBlob) -> Attente<'_, ()>;

    /// Every file of a mission locale, with when it was written.
    fn lister(&self, ml: kernel::MlId) -> Attente<'_, Vec<(uuid::Uuid, DateTime<Utc>)>>;
}
