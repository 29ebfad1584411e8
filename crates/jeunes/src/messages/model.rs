//! The shapes of messages.

use chrono::{DateTime, Utc};
use kernel::{AgentId, JeuneId};
use uuid::Uuid;

/// The longest text.
pub const TEXTE_MAX: usize = 300;

/// Which messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boite {
    /// For me.
    Recus,
    /// That I took for others.
    Pris,
}

/// How far a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etape {
    /// Read.
    Lu,
    /// Handled.
    Traite,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its identifier.
    pub id: Uuid,
    /// For whom, in words.
    pub destinataire: String,
    /// About whom: the dossier and `Prénom NOM`.
    pub jeune: Option<(JeuneId, String)>,
    /// Who called or came.
    pub de_la_part_de: String,
    /// About what (list `sujet_message`).
    pub sujet: String,
    /// A few words.
    pub texte: String,
    /// Where to call back, or an empty string.
    pub rappel: String,
    /// When.
    pub pris_le: DateTime<Utc>,
    /// By whom, in words.
    pub pris_par: String,
    /// Read.
    pub lu_le: Option<DateTime<Utc>>,
    /// Handled.
    pub traite_le: Option<DateTime<Utc>>,
}

/// A message, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouveauMessage {
    /// Chosen by the form: a second post adds nothing.
    pub id: Uuid,
    /// For whom.
    pub destinataire: AgentId,
    /// Who called or came.
    pub de_la_part_de: String,
    /// About what (list `sujet_message`).
    pub sujet: String,
    /// A few words.
    pub texte: String,
    /// Where to call back, or an empty string.
    pub rappel: String,
}
