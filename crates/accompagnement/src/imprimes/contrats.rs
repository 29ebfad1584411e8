//! What a contract, the notification of a sanction and an attestation show.

use serde::{Deserialize, Serialize};

/// A contract: its text, which is what people sign, and who signed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContratImprime {
    /// What is signed.
    pub texte: TexteContrat,
    /// Who signs, in order, with what is known of it.
    pub signataires: Vec<SignataireImprime>,
    /// The SHA-256 of the text that was signed on screen, or an empty string.
    pub empreinte: String,
}

/// The text of a contract. Its serialisation is what is hashed and kept (ADR 23): a field that
/// changes makes another text, so nothing here depends on the day it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TexteContrat {
    /// The version of this shape.
    pub version: u32,
    /// `Contrat d’engagement jeune`.
    pub titre: String,
    /// The mission locale.
    pub structure: String,
    /// `Prénom NOM`.
    pub personne: String,
    /// When she was born, in words.
    pub naissance: String,
    /// The number of the dossier.
    pub numero: String,
    /// Labels and what they say: entry, end, hours, référent.
    pub faits: Vec<(String, String)>,
    /// What she wants to reach, and what is to do.
    pub objectifs: Vec<ObjectifDuContrat>,
    /// What each side takes on, what is owed, the rights.
    pub parties: Vec<PartieContrat>,
    /// The texts of the law.
    pub references: Vec<String>,
}

/// An objectif of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectifDuContrat {
    /// In a few words.
    pub libelle: String,
    /// Who does what, for when.
    pub actions: Vec<String>,
}

/// A part of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartieContrat {
    /// Its title.
    pub titre: String,
    /// Its sentences.
    pub lignes: Vec<String>,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignataireImprime {
    /// As whom.
    pub qui: String,
    /// `Signé à l’écran le…`, or an empty string: there is room to sign.
    pub mention: String,
}

/// The letter that notifies a decision on a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotificationImprimee {
    /// `Prénom NOM`.
    pub personne: String,
    /// Where she receives letters, in lines, or an empty string.
    pub adresse: String,
    /// The contract it is about.
    pub contrat: String,
    /// What it rests on, a line each.
    pub faits: Vec<String>,
    /// When it was proposed, and until when she could answer.
    pub procedure: String,
    /// What she answered, or an empty string.
    pub observations: String,
    /// When, and who came with her, or an empty string.
    pub observations_quand: String,
    /// What is decided.
    pub decision: String,
    /// Why.
    pub motif: String,
    /// When it takes effect.
    pub effet: String,
    /// By whom and when.
    pub decideur: String,
    /// A copy goes to who represents her, in words, or an empty string.
    pub representant: String,
    /// How it can be contested.
    pub recours: Vec<String>,
    /// The texts of the law.
    pub references: Vec<String>,
}

/// An attestation: facts that the mission locale knows, for whoever the person shows it to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// `Attestation de présence`.
    pub titre: String,
    /// `Prénom NOM`.
    pub personne: String,
    /// When she was born, in words.
    pub naissance: String,
    /// What is attested, after the name.
    pub phrase: String,
    /// Labels and what they say.
    pub faits: Vec<(String, String)>,
}
