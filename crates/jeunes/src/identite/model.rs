//! The shapes of a comparison.

use kernel::JeuneId;

use crate::dossiers::{EtatDossier, Identite, Naissance};

/// What is compared of a person.
#[derive(Debug, Clone)]
pub struct Portrait {
    /// Names.
    pub identite: Identite,
    /// Birth.
    pub naissance: Naissance,
    /// INSEE code of the commune.
    pub commune: Option<String>,
    /// Name of the commune, or an empty string when only the code is known.
    pub commune_nom: String,
    /// Phones as E.164 and mails in lower case.
    pub contacts: Vec<String>,
}

/// How alike two persons are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparaison {
    /// The sum of the weights, in bits: one more, twice as likely the same person.
    pub score: f64,
    /// What agrees, in words.
    pub concorde: Vec<String>,
    /// What differs, in words.
    pub differe: Vec<String>,
    /// What each part weighs, for those whose work is to decide.
    pub poids: Vec<Poids>,
}

/// What one part of a comparison weighs.
#[derive(Debug, Clone, PartialEq)]
pub struct Poids {
    /// The French label of the part.
    pub libelle: &'static str,
    /// What was found, in words.
    pub mots: &'static str,
    /// Bits: above zero for the same person, below against.
    pub bits: f64,
}

/// Among whom two persons are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Population {
    /// Dossiers of the mission locale.
    pub effectif: i64,
    /// How many of them bear the name typed, when it is known.
    pub homonymes: Option<i64>,
}

impl Default for Population {
    fn default() -> Self {
        Self {
            effectif: 3_000,
            homonymes: None,
        }
    }
}

/// One line of the side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Champ {
    /// The French label.
    pub libelle: &'static str,
    /// What was typed.
    pub nouveau: String,
    /// What the dossier holds.
    pub existant: String,
}

/// A likely duplicate that the actor may see.
#[derive(Debug, Clone)]
pub struct DoublonVisible {
    /// The dossier.
    pub id: JeuneId,
    /// Its number.
    pub numero: String,
    /// `Prénom NOM`.
    pub nom: String,
    /// Its state.
    pub etat: EtatDossier,
    /// Name of the référent, or an empty string.
    pub referent: String,
    /// How alike.
    pub comparaison: Comparaison,
    /// Both, line by line.
    pub champs: Vec<Champ>,
}

/// A likely duplicate.
#[derive(Debug, Clone)]
pub enum Doublon {
    /// With what agrees and differs.
    Visible(Box<DoublonVisible>),
    /// A protected dossier, very much alike: « contactez la direction », and nothing else.
    Protege,
}
