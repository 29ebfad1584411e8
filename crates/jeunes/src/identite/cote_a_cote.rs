//! The side by side of two persons, pure.

use kernel::dates;

use super::model::{Champ, Portrait};
use crate::dossiers::Naissance;

/// Both persons, line by line, for the side by side; only lines that say something.
pub fn side_by_side(new: &Portrait, known: &Portrait) -> Vec<Champ> {
    let birth = |n: Naissance| match n {
        Naissance::Date(day) => dates::short(day),
        Naissance::Declaree { age, le } => {
            format!("{age} ans déclarés le {}", dates::short(le))
        }
    };
    let phones = |all: &[String]| -> String {
        let shown: Vec<String> = all.iter().map(|v| kernel::phone::display(v)).collect();
        shown.join(", ")
    };
    let (a, b) = (&new.identite, &known.identite);
    let lines = [
        (
            "Nom de naissance",
            a.nom_naissance.clone(),
            b.nom_naissance.clone(),
        ),
        ("Nom d’usage", a.nom_usage.clone(), b.nom_usage.clone()),
        ("Prénom", a.prenom.clone(), b.prenom.clone()),
        (
            "Prénom d’usage",
            a.prenom_usage.clone(),
            b.prenom_usage.clone(),
        ),
        ("Naissance", birth(new.naissance), birth(known.naissance)),
        (
            "Commune",
            new.commune_nom.clone(),
            known.commune_nom.clone(),
        ),
        ("Contacts", phones(&new.contacts), phones(&known.contacts)),
    ];
    lines
        .into_iter()
        .filter(|(_, nouveau, existant)| !(nouveau.is_empty() && existant.is_empty()))
        .map(|(libelle, nouveau, existant)| Champ {
            libelle,
            nouveau,
            existant,
        })
        .collect()
}
