//! What Jalon asks of the outside world, as traits. The adapters live in `outbound` and
//! `documents`; `server` wires them. Never called inside a transaction.

use std::fmt::Debug;

/// A mail to one person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Courriel {
    /// The address.
    pub a: String,
    /// The subject, without personal data.
    pub objet: String,
    /// The body, plain text.
    pub texte: String,
}

/// Sends mail.
pub trait Mailer: Debug + Send + Sync {
    /// Sends `courriel`; an error means it may be tried again.
    fn envoyer<'a>(
        &'a self,
        courriel: &'a Courriel,
    ) -> std::pin::Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;
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
