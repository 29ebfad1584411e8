//! What the papers of the accompaniment show: a sheet to sign, a letter, a plan, a summary. Words
//! only, already in French; the port `Documents` makes a paper of them. The examples in
//! `crates/documents/exemples` have these shapes, which a test holds.

mod contrats;

use serde::{Deserialize, Serialize};

pub use contrats::{
    Attestation, ContratImprime, NotificationImprimee, ObjectifDuContrat, PartieContrat,
    SignataireImprime, TexteContrat,
};

/// The sheet of a session, on which people sign: names and nothing else about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeuilleEmargement {
    /// The name of what is offered.
    pub nom: String,
    /// `Atelier · Emploi`.
    pub genre: String,
    /// The day and the hours.
    pub quand: String,
    /// The place.
    pub lieu: String,
    /// Who leads it.
    pub animateur: String,
    /// Who holds it with the mission locale, or an empty string.
    pub partenaire: String,
    /// Those who have a place, in the order of the list.
    pub inscrits: Vec<String>,
    /// Empty lines, for those who come without being on the list.
    pub libres: usize,
}

/// The letter that says when and where one meets: neither why, nor in which dispositif.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Convocation {
    /// The address of who writes, in lines, or an empty string.
    pub expediteur: String,
    /// The number to call, or an empty string.
    pub telephone: String,
    /// `Prénom NOM`.
    pub personne: String,
    /// Her given name.
    pub prenom: String,
    /// Where she receives letters, in lines, or an empty string.
    pub adresse: String,
    /// The day.
    pub jour: String,
    /// The hour.
    pub heure: String,
    /// How long.
    pub duree: String,
    /// The place.
    pub lieu: String,
    /// With whom.
    pub avec: String,
    /// What to bring or to know, or an empty string.
    pub consignes: String,
}

/// A letter of the mission locale. It holds no free text of a conseiller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lettre {
    /// The address of who writes, in lines, or an empty string.
    pub expediteur: String,
    /// The number to call, or an empty string.
    pub telephone: String,
    /// Who it is to, in lines.
    pub destinataires: String,
    /// Its title.
    pub titre: String,
    /// How it greets.
    pub bonjour: String,
    /// Paragraphs before the frame.
    pub avant: Vec<String>,
    /// What the frame says first.
    pub encadre: String,
    /// Labels and what they say, in the frame.
    pub faits: Vec<(String, String)>,
    /// Paragraphs after it.
    pub apres: Vec<String>,
    /// Who signs, or an empty string.
    pub signature: String,
}

/// The plan as it stands, to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanImprime {
    /// `Prénom NOM`.
    pub personne: String,
    /// Her référent, or an empty string.
    pub referent: String,
    /// When she last agreed, or an empty string.
    pub accord: String,
    /// `1 action faite sur 4`, or an empty string.
    pub avancement: String,
    /// What she wants to reach.
    pub objectifs: Vec<ObjectifImprime>,
}

/// An objectif of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectifImprime {
    /// In a few words.
    pub libelle: String,
    /// Where it comes from, where it stands, what she answered.
    pub details: Vec<String>,
    /// What is to do and what was done.
    pub actions: Vec<ActionImprimee>,
}

/// An action of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionImprimee {
    /// In a few words.
    pub libelle: String,
    /// Who does it.
    pub qui: String,
    /// Its deadline, or an empty string.
    pub echeance: String,
    /// Where it stands.
    pub etat: String,
}

/// What the dossier says, for the person herself: neither notes nor diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyntheseImprimee {
    /// `Prénom NOM`.
    pub personne: String,
    /// The number of the dossier.
    pub numero: String,
    /// Her référent, or an empty string.
    pub referent: String,
    /// The parts, in order; one that has nothing says so.
    pub parties: Vec<PartieImprimee>,
}

/// A part of a summary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartieImprimee {
    /// Its title.
    pub titre: String,
    /// Labels and what they say.
    pub faits: Vec<(String, String)>,
    /// A list.
    pub lignes: Vec<LigneImprimee>,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LigneImprimee {
    /// What it says.
    pub texte: String,
    /// When, with whom, or an empty string.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use std::{fmt::Debug, fs, path::Path};

    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use super::*;

    /// Each example of a paper has its shape, to the last field.
    fn assert_shape<T: Serialize + DeserializeOwned + Debug>(papier: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../documents/exemples");
        let mut seen = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            if !name.starts_with(&format!("{papier}-")) {
                continue;
            }
            let said: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            let read: T = serde_json::from_value(said.clone())
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(serde_json::to_value(&read).unwrap(), said, "{name}");
            seen += 1;
        }
        assert!(seen >= 3, "{papier}: {seen} examples");
    }

    #[test]
    fn the_examples_of_documents_have_these_shapes() {
        assert_shape::<FeuilleEmargement>("emargement");
        assert_shape::<Convocation>("convocation");
        assert_shape::<Lettre>("lettre");
        assert_shape::<PlanImprime>("plan");
        assert_shape::<SyntheseImprimee>("synthese");
        assert_shape::<ContratImprime>("contrat");
        assert_shape::<NotificationImprimee>("notification");
        assert_shape::<Attestation>("attestation");
    }
}
