//! The shapes of a search.

use kernel::JeuneId;

use crate::dossiers::{EtatDossier, Identite, Naissance};

/// Why someone was found, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Raison {
    /// The number of the dossier.
    Numero,
    /// A phone or a mail.
    Contact,
    /// The birth date.
    Naissance,
    /// Every word typed begins a name.
    Nom,
    /// Every word typed is close to a name.
    NomProche,
}

impl Raison {
    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Numero => "Numéro de dossier",
            Self::Contact => "Téléphone ou courriel",
            Self::Naissance => "Date de naissance",
            Self::Nom => "Nom",
            Self::NomProche => "Nom proche",
        }
    }
}

/// Someone found.
#[derive(Debug, Clone)]
pub struct Trouve {
    /// The dossier.
    pub id: JeuneId,
    /// Its number.
    pub numero: String,
    /// Who.
    pub identite: Identite,
    /// Born when, or declared how old.
    pub naissance: Naissance,
    /// Completed years today.
    pub age: i32,
    /// Name of the commune, or an empty string.
    pub commune: String,
    /// Name of the référent, or an empty string.
    pub referent: String,
    /// State of the dossier.
    pub etat: EtatDossier,
    /// Shown to the actor because she may open it.
    pub protege: bool,
    /// A death is noted; always false for those who do not accompany.
    pub deces: bool,
    /// Why, strongest first; never empty.
    pub raisons: Vec<Raison>,
}

impl Trouve {
    /// `Prénom NOM`, by the names the person uses.
    pub fn nom_affiche(&self) -> String {
        self.identite.nom_affiche()
    }
}
