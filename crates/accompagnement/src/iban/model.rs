//! The shapes of a bank account.

use chrono::NaiveDate;
use kernel::AgentId;
use uuid::Uuid;

use super::rules;
use crate::commun::coded;

/// An IBAN that was checked, without spaces. Printing it for a developer shows its end only.
#[derive(Clone, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub struct Iban(String);

impl Iban {
    /// Reads what was typed, spaces and small letters included.
    ///
    /// # Errors
    /// A sentence that says what to look at again.
    pub fn parse(typed: &str) -> Result<Self, &'static str> {
        rules::iban(typed).map(Self)
    }

    /// Whole, without spaces, for who may.
    pub fn clair(&self) -> &str {
        &self.0
    }

    /// Whole, in groups of four.
    pub fn lisible(&self) -> String {
        let groups = self.0.as_bytes().chunks(4);
        let groups: Vec<String> = groups
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect();
        groups.join("\u{a0}")
    }

    /// The country and the last four characters.
    pub fn masque(&self) -> String {
        let (pays, fin) = (
            self.0.get(..2),
            self.0.get(self.0.len().saturating_sub(4)..),
        );
        format!(
            "{} •••• {}",
            pays.unwrap_or_default(),
            fin.unwrap_or_default()
        )
    }
}

impl std::fmt::Debug for Iban {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Iban({})", self.masque())
    }
}

coded! {
    /// Whose account it is.
    Titulaire {
        Jeune = "jeune", "Elle-même ou lui-même";
        Tiers = "tiers", "Une autre personne, avec son accord";
    }
}

/// Where an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EtatCompte {
    /// Entered, not confirmed.
    AConfirmer,
    /// Effective.
    Confirme,
    /// Was effective.
    Remplace,
    /// Never confirmed.
    Ecarte,
}

/// An account as a form posts it.
#[derive(Debug, Clone)]
pub struct NouveauCompte {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// The number, as typed.
    pub iban: String,
    /// The bank, or an empty string.
    pub bic: String,
    /// Whose account it is.
    pub titulaire: Titulaire,
    /// The name of the other person.
    pub titulaire_nom: String,
    /// The day that person agreed.
    pub accord_le: Option<NaiveDate>,
}

/// An account of the dossier.
#[derive(Debug, Clone)]
pub struct Compte {
    /// Its identifier.
    pub id: Uuid,
    /// The number.
    pub iban: Iban,
    /// The bank, or an empty string.
    pub bic: String,
    /// Whose account it is.
    pub titulaire: Titulaire,
    /// The name of the other person.
    pub titulaire_nom: String,
    /// The day that person agreed.
    pub accord_le: Option<NaiveDate>,
    /// When it was entered.
    pub saisie_le: NaiveDate,
    /// Who entered it.
    pub saisie_par: AgentId,
    /// Their name.
    pub saisie_par_nom: String,
    /// When it was confirmed.
    pub confirmee_le: Option<NaiveDate>,
    /// The name of who confirmed it.
    pub confirmee_par_nom: String,
    /// When another took its place, or it was put aside.
    pub remplacee_le: Option<NaiveDate>,
}

impl Compte {
    /// Where it stands.
    pub const fn etat(&self) -> EtatCompte {
        match (self.confirmee_le, self.remplacee_le) {
            (None, None) => EtatCompte::AConfirmer,
            (Some(_), None) => EtatCompte::Confirme,
            (Some(_), Some(_)) => EtatCompte::Remplace,
            (None, Some(_)) => EtatCompte::Ecarte,
        }
    }
}
