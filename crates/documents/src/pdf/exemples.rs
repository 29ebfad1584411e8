//! The examples of `exemples/`: each wing checks that they have the shape of its own papers.

use std::{fs, path::Path};

use serde_json::Value;

use super::Modele;

/// An example, with its model and its name.
pub(super) struct Exemple {
    pub(super) modele: Modele,
    pub(super) nom: String,
    pub(super) donnees: Value,
}

/// All of them, by name.
pub(super) fn all() -> Vec<Exemple> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("exemples");
    let mut all: Vec<Exemple> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| read(&entry.unwrap().path()))
        .collect();
    all.sort_by(|a, b| a.nom.cmp(&b.nom));
    all
}

/// The one named `nom`.
pub(super) fn named(nom: &str) -> Exemple {
    all().into_iter().find(|one| one.nom == nom).unwrap()
}

fn read(path: &Path) -> Exemple {
    let nom = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let of = |modele: &Modele| nom.starts_with(&format!("{}-", prefix(*modele)));
    Exemple {
        modele: Modele::ALL.into_iter().find(of).unwrap(),
        donnees: serde_json::from_slice(&fs::read(path).unwrap()).unwrap(),
        nom,
    }
}

pub(super) const fn prefix(modele: Modele) -> &'static str {
    match modele {
        Modele::Emargement => "emargement",
        Modele::Convocation => "convocation",
        Modele::Lettre => "lettre",
        Modele::Plan => "plan",
        Modele::Synthese => "synthese",
        Modele::Contrat => "contrat",
        Modele::Notification => "notification",
        Modele::Attestation => "attestation",
        Modele::CvClassique => "cv-classique",
        Modele::CvModerne => "cv-moderne",
    }
}
