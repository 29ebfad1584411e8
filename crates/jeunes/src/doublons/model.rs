//! The shapes of a doubtful pair.

use chrono::{DateTime, Utc};
use kernel::{AgentId, JeuneId};
use uuid::Uuid;

use crate::{
    dossiers::EtatDossier,
    identite::{Champ, Comparaison, Portrait},
};

/// Where a pair comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origine {
    /// A dossier created in spite of a likely duplicate.
    Creation,
    /// The search in the whole mission locale.
    Recherche,
    /// Someone named the other dossier.
    Signalement,
}

impl Origine {
    /// The code in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Creation => "creation",
            Self::Recherche => "recherche",
            Self::Signalement => "signalement",
        }
    }

    /// The origin whose code is `code`.
    pub fn from_code(code: &str) -> Self {
        match code {
            "creation" => Self::Creation,
            "signalement" => Self::Signalement,
            _ => Self::Recherche,
        }
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Creation => "Créé malgré une ressemblance",
            Self::Recherche => "Trouvé par comparaison",
            Self::Signalement => "Signalé par un collègue",
        }
    }
}

/// One of the two dossiers.
#[derive(Debug, Clone)]
pub struct Cote {
    /// The dossier.
    pub id: JeuneId,
    /// Its number.
    pub numero: String,
    /// Its version, posted back.
    pub version: i32,
    /// Its state.
    pub etat: EtatDossier,
    /// Kept from all but its référent and the direction.
    pub protege: bool,
    /// Who accompanies.
    pub referent: Option<AgentId>,
    /// Her name, or an empty string.
    pub referent_nom: String,
    /// What is compared.
    pub portrait: Portrait,
}

impl Cote {
    /// `Prénom NOM`.
    pub fn nom(&self) -> String {
        self.portrait.identite.nom_affiche()
    }
}

/// A pair, as the queue holds it.
#[derive(Debug, Clone)]
pub struct Paire {
    /// Its identifier.
    pub id: Uuid,
    /// How alike when it was proposed.
    pub score: f64,
    /// Where it comes from.
    pub origine: Origine,
    /// Still to be decided.
    pub a_voir: bool,
    /// Posted back to decide.
    pub version: i32,
    /// One dossier.
    pub premier: JeuneId,
    /// The other.
    pub second: JeuneId,
}

/// A pair with both dossiers, compared as they are now.
#[derive(Debug, Clone)]
pub struct PaireVue {
    /// The pair.
    pub paire: Paire,
    /// One dossier.
    pub premier: Cote,
    /// The other.
    pub second: Cote,
    /// How alike, in words.
    pub comparaison: Comparaison,
    /// Both, line by line.
    pub champs: Vec<Champ>,
}

/// A fusion, in force or undone.
#[derive(Debug, Clone)]
pub struct Fusionnee {
    /// Its identifier.
    pub id: Uuid,
    /// The instant.
    pub faite_le: DateTime<Utc>,
    /// Who did it, or an empty string.
    pub faite_par: String,
    /// Why (list `motif_fusion`).
    pub motif: String,
    /// When it was undone.
    pub defaite_le: Option<DateTime<Utc>>,
    /// The dossier kept.
    pub garde: JeuneId,
    /// Its number.
    pub garde_numero: String,
    /// The name on it.
    pub garde_nom: String,
    /// The number of the absorbed dossier.
    pub absorbe_numero: String,
    /// The name on it.
    pub absorbe_nom: String,
}
