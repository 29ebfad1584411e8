//! The shapes of a signature on screen.

use chrono::{DateTime, Utc};
use kernel::AdhesionId;
use uuid::Uuid;

use crate::{commun::coded, imprimes::TexteContrat};

coded! {
    /// As whom someone signs.
    Qualite {
        Jeune = "jeune", "La personne";
        Conseiller = "conseiller", "Pour la mission locale";
        Representant = "representant", "Qui représente la personne";
    }
}

/// A signature as a form posts it.
#[derive(Debug, Clone)]
pub struct NouvelleSignature {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// The contract.
    pub adhesion: AdhesionId,
    /// As whom.
    pub qualite: Qualite,
    /// Given name and name, typed by who signs; of the conseiller, her account says it.
    pub nom: String,
    /// Who signs says that the text was read.
    pub lu: bool,
    /// The hash of the text that was shown.
    pub empreinte: String,
}

/// A signature on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureEcran {
    /// The document.
    pub document: Uuid,
    /// As whom.
    pub qualite: Qualite,
    /// Given name and name, as typed.
    pub nom: String,
    /// When.
    pub signee_le: DateTime<Utc>,
    /// In front of whom.
    pub devant: String,
}

/// A text as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentSigne {
    /// Its identifier.
    pub id: Uuid,
    /// The text.
    pub texte: TexteContrat,
    /// Its SHA-256.
    pub empreinte: String,
    /// When it was first signed.
    pub fige_le: DateTime<Utc>,
    /// Who signed it.
    pub signatures: Vec<SignatureEcran>,
}

impl DocumentSigne {
    /// Who signed as `qualite`.
    pub fn signature(&self, qualite: Qualite) -> Option<&SignatureEcran> {
        self.signatures.iter().find(|s| s.qualite == qualite)
    }

    /// Everyone expected signed it.
    pub fn est_complet(&self, attendues: &[Qualite]) -> bool {
        attendues.iter().all(|q| self.signature(*q).is_some())
    }
}
