//! How alike two persons are, pure: the linkage engine's comparators and Fellegi–Sunter weights, in
//! bits, for one pair. The shares and thresholds below are set by hand, to be estimated once real
//! files can be; a name weighs by how common it is in the mission locale.

use std::cmp::Reverse;

use chrono::{Datelike as _, NaiveDate};
use kernel::text;

use super::{
    model::{Comparaison, Poids, Population, Portrait},
    moteur::comparateurs::{self, Accord, Valeur},
};
use crate::dossiers::{Identite, Naissance};

pub use super::cote_a_cote::side_by_side;

/// `m` and `u` of each level: the share of pairs of one person, and of two persons taken at random,
/// that show it. From « the same » to « different ».
type Parts = [(f64, f64); 4];

const NOM: Parts = [
    (0.80, 0.0012),
    (0.12, 0.0012),
    (0.055, 0.004),
    (0.025, 0.994),
];
const PRENOM: Parts = [(0.80, 0.008), (0.12, 0.004), (0.06, 0.008), (0.02, 0.98)];
const NAISSANCE: Parts = [(0.88, 0.000_3), (0.09, 0.005), (0.01, 0.03), (0.02, 0.965)];
const CONTACT: Parts = [(0.5, 0.000_3), (0.0, 0.0), (0.0, 0.0), (0.5, 0.999)];
const COMMUNE: Parts = [(0.75, 0.08), (0.0, 0.0), (0.0, 0.0), (0.25, 0.92)];
const AGE: Parts = [(0.95, 0.2), (0.04, 0.1), (0.0, 0.0), (0.01, 0.7)];
/// Bits taken away when given name and name stand in each other's place.
const INVERSION: f64 = 3.0;
/// The least and the largest share of a mission locale that bears one name.
const RARE: (f64, f64) = (0.000_05, 0.02);
/// The mission locale below which the threshold no longer goes down.
const PETITE: i64 = 500;

/// From here on a pair is shown as a likely duplicate: one chance in a few. With twice the people,
/// twice as many could look alike by chance: one bit more.
pub fn seuil(population: &Population) -> f64 {
    log2(population.effectif.max(PETITE)) + 2.2
}

/// From here on, a protected dossier may be hinted at: nearly certain.
pub fn seuil_fort(population: &Population) -> f64 {
    seuil(population) + 10.8
}

fn log2(count: i64) -> f64 {
    float(count).log2()
}

fn float(count: i64) -> f64 {
    f64::from(i32::try_from(count).unwrap_or(i32::MAX))
}

/// Compares `new` with what a dossier holds, in a mission locale of ordinary size and with names of
/// ordinary commonness.
///
/// This is the seam of the linkage engine for every other slice (queue of doubtful pairs, merge,
/// import): the signature is stable, the result symmetric in score. `today` is the mission locale's
/// own day, for ages that were only declared. Whoever knows the population calls [`compare_in`].
pub fn compare(new: &Portrait, known: &Portrait, today: NaiveDate) -> Comparaison {
    compare_in(new, known, today, &Population::default())
}

/// The same, in a given population.
pub fn compare_in(
    new: &Portrait,
    known: &Portrait,
    today: NaiveDate,
    population: &Population,
) -> Comparaison {
    let mut poids = names(&new.identite, &known.identite, population);
    poids.extend(birth(new.naissance, known.naissance, today));
    poids.extend(contact(&new.contacts, &known.contacts));
    poids.extend(commune(new, known));
    let said = |agrees: bool| -> Vec<String> {
        let kept = poids.iter().filter(|p| (p.bits >= 0.0) == agrees);
        kept.map(|p| format!("{} : {}", p.libelle, p.mots))
            .collect()
    };
    let (concorde, differe) = (said(true), said(false));
    let mut score: f64 = poids.iter().map(|p| p.bits).sum();
    score += twins(&poids);
    Comparaison {
        score,
        concorde,
        differe,
        poids,
    }
}

/// Two given names that have nothing in common, with everything else the same, are twins.
fn twins(poids: &[Poids]) -> f64 {
    let other = poids.iter().any(|p| p.libelle == "Prénom" && p.bits < 0.0);
    let found: f64 = poids
        .iter()
        .filter(|p| p.libelle != "Prénom" && p.bits > 0.0)
        .map(|p| p.bits)
        .sum();
    if other { -(found - 16.0).max(0.0) } else { 0.0 }
}

fn weigh(libelle: &'static str, parts: &Parts, accord: Accord, mots: &'static str) -> Poids {
    let (m, u) = match accord {
        Accord::Inconnu => (1.0, 1.0),
        known => parts[known as usize - 1],
    };
    Poids {
        libelle,
        mots,
        bits: (m / u).log2(),
    }
}

/// Name and given name, each by the best of its forms, also the one in the other's place.
fn names(new: &Identite, known: &Identite, population: &Population) -> Vec<Poids> {
    let (nom, prenom) = (
        forms(&new.nom_naissance, &new.nom_usage),
        forms(&new.prenom, &new.prenom_usage),
    );
    let (nom2, prenom2) = (
        forms(&known.nom_naissance, &known.nom_usage),
        forms(&known.prenom, &known.prenom_usage),
    );
    let nom_parts = commonness(population);
    let weights = |crossed: bool| {
        let (others, given) = if crossed {
            (&prenom2, &nom2)
        } else {
            (&nom2, &prenom2)
        };
        let (a, b) = (best(&nom, others), best(&prenom, given));
        [
            weigh("Nom", &nom_parts, a, name_words(a, crossed)),
            weigh("Prénom", &PRENOM, b, name_words(b, crossed)),
        ]
    };
    let (straight, mut crossed) = (weights(false), weights(true));
    crossed[0].bits -= INVERSION;
    let sum = |of: &[Poids; 2]| of[0].bits + of[1].bits;
    let chosen = if sum(&crossed) > sum(&straight) && crossed.iter().all(|p| p.bits > 0.0) {
        crossed
    } else {
        straight
    };
    chosen.into_iter().filter(|p| !p.mots.is_empty()).collect()
}

/// The weights of a name as common as it is here.
fn commonness(population: &Population) -> Parts {
    let mut parts = NOM;
    if let Some(bearers) = population.homonymes {
        let share = (float(bearers) + 1.0) / (float(population.effectif) + 1_000.0);
        parts[0].1 = share.clamp(RARE.0, RARE.1);
    }
    parts
}

const fn name_words(accord: Accord, crossed: bool) -> &'static str {
    match (accord, crossed) {
        (Accord::Egal, false) => "le même",
        (Accord::Egal, true) => "le même, nom et prénom inversés",
        (Accord::Proche, false) => "presque le même",
        (Accord::Proche, true) => "presque le même, nom et prénom inversés",
        (Accord::Partiel, false) => "le même en partie",
        (Accord::Partiel, true) => "le même en partie, nom et prénom inversés",
        (Accord::Different, _) => "différent",
        (Accord::Inconnu, _) => "",
    }
}

fn forms(first: &str, second: &str) -> Vec<Valeur> {
    [first, second]
        .iter()
        .map(|name| Valeur::new(&text::fold(name)))
        .filter(|value| !value.est_vide())
        .collect()
}

/// The level of the two closest forms.
fn best(a: &[Valeur], b: &[Valeur]) -> Accord {
    a.iter()
        .flat_map(|x| b.iter().map(|y| comparateurs::nom(x, y)))
        .min()
        .unwrap_or(Accord::Inconnu)
}

fn birth(new: Naissance, known: Naissance, today: NaiveDate) -> Option<Poids> {
    let (Naissance::Date(a), Naissance::Date(b)) = (new, known) else {
        let libelle = "Âge";
        return match (new.age(today) - known.age(today)).abs() {
            0 | 1 => Some(weigh(libelle, &AGE, Accord::Egal, "compatible")),
            2 => None,
            _ => Some(weigh(libelle, &AGE, Accord::Different, "différent")),
        };
    };
    let digits = |day: NaiveDate| Valeur::new(&day.format("%Y%m%d").to_string());
    let accord = comparateurs::date(&digits(a), &digits(b));
    let turned = a.year() == b.year() && a.month() == b.day() && a.day() == b.month();
    let mots = match accord {
        Accord::Egal => "même date",
        Accord::Proche if turned => "jour et mois inversés",
        Accord::Proche => "un seul chiffre diffère",
        Accord::Partiel => "dates proches mais différentes",
        _ => "dates différentes",
    };
    Some(weigh("Naissance", &NAISSANCE, accord, mots))
}

fn contact(new: &[String], known: &[String]) -> Option<Poids> {
    let libelle = "Contact";
    if new.iter().any(|value| known.contains(value)) {
        let mots = "même téléphone ou même courriel";
        Some(weigh(libelle, &CONTACT, Accord::Egal, mots))
    } else if new.is_empty() || known.is_empty() {
        None
    } else {
        Some(weigh(
            libelle,
            &CONTACT,
            Accord::Different,
            "aucun en commun",
        ))
    }
}

fn commune(new: &Portrait, known: &Portrait) -> Option<Poids> {
    match (&new.commune, &known.commune) {
        (Some(a), Some(b)) if a == b => Some(weigh("Commune", &COMMUNE, Accord::Egal, "la même")),
        (Some(_), Some(_)) => Some(weigh("Commune", &COMMUNE, Accord::Different, "différente")),
        _ => None,
    }
}

/// The parts of a comparison, what weighs most first.
pub fn by_weight(comparaison: &Comparaison) -> Vec<&Poids> {
    let mut all: Vec<&Poids> = comparaison.poids.iter().collect();
    all.sort_by(|a, b| b.bits.abs().total_cmp(&a.bits.abs()));
    all.sort_by_key(|p| Reverse(p.bits >= 0.0));
    all
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
