//! The shapes of a contact.

use chrono::NaiveDate;
use kernel::{ContactId, phone};

/// The kind of a means of contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MoyenContact {
    /// A phone.
    Telephone,
    /// A mail.
    Courriel,
    /// Another one, in words.
    Autre,
}

impl MoyenContact {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Telephone, Self::Courriel, Self::Autre];

    /// The code in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Telephone => "telephone",
            Self::Courriel => "courriel",
            Self::Autre => "autre",
        }
    }

    /// The kind whose code is `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|m| m.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Telephone => "Téléphone",
            Self::Courriel => "Courriel",
            Self::Autre => "Autre moyen",
        }
    }
}

/// An answer that may not have been given yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Reponse {
    /// Yes.
    Oui,
    /// No.
    Non,
    /// Nobody answered yet: `rules` says what is safe then.
    #[default]
    Inconnu,
}

impl Reponse {
    /// Every answer, in the order of a form.
    pub const ALL: &[Self] = &[Self::Oui, Self::Non, Self::Inconnu];

    /// The code in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Oui => "oui",
            Self::Non => "non",
            Self::Inconnu => "inconnu",
        }
    }

    /// The answer whose code is `code`; anything else is no answer.
    pub fn from_code(code: &str) -> Self {
        let known = Self::ALL.iter().copied().find(|r| r.code() == code);
        known.unwrap_or_default()
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Oui => "Oui",
            Self::Non => "Non",
            Self::Inconnu => "Pas de réponse",
        }
    }
}

/// How a means of contact may be used, as the young person said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consignes {
    /// A message may be left or sent.
    pub message: Reponse,
    /// « Mission locale » may be said.
    pub dire_ml: Reponse,
    /// Never to be used: why (list `motif_jamais`), or an empty string. Those who do not accompany
    /// read [`SANS_PRECISION`] instead of the reason.
    pub jamais: String,
    /// 1 is tried first, up to 5; 0 says nothing: her own means then come right after the first,
    /// those of others at the end.
    pub preference: i32,
}

/// The reason that tells nothing.
pub const SANS_PRECISION: &str = "sans_precision";

/// A means of contact, as the dossier holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its identifier.
    pub id: ContactId,
    /// Its kind.
    pub moyen: MoyenContact,
    /// The number as E.164, the address in lower case, or the words.
    pub valeur: String,
    /// Whose it is (list `lien_personne`).
    pub titulaire: String,
    /// A few words, or an empty string.
    pub precisions: String,
    /// How it may be used.
    pub consignes: Consignes,
    /// The first day it was true.
    pub vrai_du: NaiveDate,
    /// The last day, when it no longer is.
    pub vrai_au: Option<NaiveDate>,
    /// Posted back to correct or end it.
    pub version: i32,
}

impl Contact {
    /// The value as people read it: a French number in pairs.
    pub fn valeur_affichee(&self) -> String {
        match self.moyen {
            MoyenContact::Telephone => phone::display(&self.valeur),
            MoyenContact::Courriel | MoyenContact::Autre => self.valeur.clone(),
        }
    }
}

/// A means of contact to add, as typed.
#[derive(Debug, Clone)]
pub struct NouveauContact {
    /// Chosen by the form: a second post adds nothing.
    pub id: ContactId,
    /// Its kind.
    pub moyen: MoyenContact,
    /// What was typed.
    pub valeur: String,
    /// Whose it is (list `lien_personne`).
    pub titulaire: String,
    /// A few words, or an empty string.
    pub precisions: String,
    /// How it may be used.
    pub consignes: Consignes,
    /// Since when it is true.
    pub vrai_du: NaiveDate,
}

/// Where a person lived before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdressePassee {
    /// No stable home.
    pub sans_domicile_stable: bool,
    /// Number and street, or an empty string.
    pub adresse: String,
    /// Postal code, or an empty string.
    pub code_postal: String,
    /// Name of the commune, or an empty string.
    pub commune: String,
    /// The day she came, when it is known.
    pub du: Option<NaiveDate>,
    /// The day she left.
    pub au: NaiveDate,
}
