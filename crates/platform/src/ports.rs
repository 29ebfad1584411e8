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
    /// What is attached.
    #[serde(default)]
    pub pieces: Vec<Piece>,
}

/// A file attached to a mail.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Piece {
    /// Its name, with the extension.
    pub nom: String,
    /// What it is: `text/calendar; charset=utf-8`.
    pub type_mime: String,
    /// Its bytes.
    pub contenu: Vec<u8>,
}

/// Sends mail.
pub trait Mailer: Debug + Send + Sync {
    /// Sends `courriel`; an error means it may be tried again.
    fn envoyer<'a>(
        &'a self,
        courriel: &'a Courriel,
    ) -> Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;
}

/// A text message to one phone.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Texto {
    /// The number, as E.164: `+33639980001`.
    pub a: String,
    /// What it says, in the characters that every phone shows (GSM-7).
    pub texte: String,
    /// Our own reference, one per message and the same at each try, so that the gateway can
    /// recognise a second try.
    pub reference: String,
}

/// Sends text messages.
pub trait Sms: Debug + Send + Sync {
    /// Sends `texto`, and returns the gateway's own reference, or nothing when it gives none. An
    /// error means it may be tried again; it names neither the number nor the words.
    fn envoyer<'a>(
        &'a self,
        texto: &'a Texto,
    ) -> Pin<Box<dyn Future<Output = anyhow::Result<String>> + Send + 'a>>;
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

/// Why a message about a rendez-vous leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NatureMessage {
    /// It was just made.
    Confirmation,
    /// Its day, hour or place is another one.
    Changement,
    /// It will not take place.
    Annulation,
    /// It comes soon.
    Rappel,
    /// The person did not come.
    Absence,
    /// A place is free in a session of that day.
    Place,
}

/// Where a rendez-vous takes place, as a message may say it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LieuMessage {
    /// A place people come to.
    Site {
        /// Its name.
        nom: String,
        /// Its address, on one line.
        adresse: String,
    },
    /// By phone.
    Telephone,
    /// By video.
    Visio,
    /// Where the person lives.
    Domicile,
    /// Elsewhere, as agreed.
    Exterieur,
}

/// Something of a calendar, for a file that other programs read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EvenementCalendrier {
    /// Always the same for the same thing.
    pub uid: String,
    /// When it begins.
    pub debut: DateTime<Utc>,
    /// When it ends.
    pub fin: DateTime<Utc>,
    /// What a feed shows of it. A message to a person writes its own words instead.
    pub resume: String,
    /// Where a feed says it is; a message writes its own words here too.
    pub lieu: String,
    /// It will not take place.
    pub annule: bool,
    /// How many times it changed.
    pub sequence: i32,
    /// When it last changed.
    pub modifie_le: DateTime<Utc>,
}

/// What a message about a rendez-vous is made of. It never carries a motif, a dispositif nor the
/// person's name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MessageRendezVous {
    /// Why it leaves.
    pub nature: NatureMessage,
    /// To whom: a phone number or an address of mail.
    pub a: String,
    /// Who writes. Without it one may not say « mission locale » to this person: the message then
    /// says neither who nor where, only when and how to answer.
    pub structure: Option<String>,
    /// The day, in the mission locale's own time zone.
    pub jour: NaiveDate,
    /// The hour there.
    pub heure: NaiveTime,
    /// Where.
    pub lieu: LieuMessage,
    /// The number to call.
    pub telephone: String,
    /// The page where the person answers.
    pub lien: Option<String>,
    /// What her calendar may keep.
    pub evenement: Option<EvenementCalendrier>,
}

/// Writes the messages Jalon sends, and the calendars it gives.
pub trait Courriers: Debug + Send + Sync {
    /// The mail that carries a first-sign-in link.
    fn invitation(&self, invitation: &Invitation) -> anyhow::Result<Courriel>;

    /// The words of a text message: GSM-7 characters only, 306 at most (two messages joined).
    fn sms_rendez_vous(&self, message: &MessageRendezVous) -> anyhow::Result<String>;

    /// The mail, with a file for the calendar when the message has an event.
    fn courriel_rendez_vous(&self, message: &MessageRendezVous) -> anyhow::Result<Courriel>;

    /// A feed that calendar programs read again and again.
    fn calendrier(&self, nom: &str, evenements: &[EvenementCalendrier]) -> anyhow::Result<String>;
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

/// Writes files people keep.
pub trait Documents: Debug + Send + Sync {
    /// The bytes of `tableau`.
    fn tableau(&self, tableau: &Tableau, format: FormatTableau) -> anyhow::Result<Vec<u8>>;
}
