//! The shapes of a note.

use chrono::{DateTime, Utc};
use kernel::{AgentId, EntretienId, NoteId};

/// A note, as far as the reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteVue {
    /// Its identifier.
    pub id: NoteId,
    /// Who wrote it.
    pub auteur: AgentId,
    /// Her name.
    pub auteur_nom: String,
    /// When.
    pub ecrite_le: DateTime<Utc>,
    /// The interview it was written in.
    pub entretien: Option<EntretienId>,
    /// What it says; `None`: a reason must be given.
    pub texte: Option<String>,
}

/// A note as a form writes it.
#[derive(Debug, Clone)]
pub struct NouvelleNote {
    /// Chosen by the form: a second post finds it.
    pub id: NoteId,
    /// What it says.
    pub texte: String,
    /// The interview it is about.
    pub entretien: Option<EntretienId>,
}
