//! From pairs to persons: the surest pairs first, and two groups are joined only when what is
//! known of all their members bears it.

use std::collections::HashMap;

use super::{
    blocage,
    comparateurs::{Accord, NIVEAUX},
    fichier::{Fichier, Nature},
    modele::{COLONNES, Modele, Motif},
};

/// What the engine found in a file.
#[derive(Debug)]
pub struct Appariement {
    /// The person of each record: a number, the same for all her records.
    pub personnes: Vec<u32>,
    /// The weights that were estimated.
    pub modele: Modele,
    /// Candidate pairs compared.
    pub comparees: usize,
}

/// Bits beyond even odds that join two records: 99 chances in 100 to be right, before what the
/// rest of the group says.
const MARGE: f64 = 6.63;
/// Bits below even odds under which a pair is not worth keeping.
const GARDE: f64 = 40.0;

/// Says which records are the same person. One rule for any file, no label read. `MARGE` was
/// chosen once, among 10, 7, 5 and 3 bits tried on FEBRL 3 and on one fictional file.
pub fn apparier(fichier: &Fichier) -> Appariement {
    let compare = |a: usize, b: usize| motif(fichier, a, b);
    let mut motifs: HashMap<Motif, u32> = HashMap::new();
    let mut paires: Vec<(u32, u32, Motif)> = Vec::new();
    let mut comparees = 0;
    blocage::pairs(fichier, |a, b| {
        comparees += 1;
        let found = compare(a, b);
        if worth(found, fichier.colonnes.len()) {
            *motifs.entry(found).or_default() += 1;
            paires.push((number(a), number(b), found));
        }
    });
    let modele = Modele::estimate(fichier, &motifs, compare);
    let seuil = modele.seuil();
    let mut scored: Vec<(f64, u32, u32)> = paires
        .into_iter()
        .map(|(a, b, found)| (modele.pair(fichier, found, a as usize, b as usize), a, b))
        .filter(|(bits, ..)| *bits > seuil - GARDE)
        .collect();
    scored.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let personnes = groupes(fichier, &modele, &scored, seuil);
    Appariement {
        personnes,
        modele,
        comparees,
    }
}

/// At least two columns say the same, or nearly.
fn worth(motif: Motif, width: usize) -> bool {
    (0..width)
        .filter(|column| matches!(super::modele::niveau(motif, *column), 1..=3))
        .count()
        >= 2
}

fn groupes(fichier: &Fichier, modele: &Modele, scored: &[(f64, u32, u32)], seuil: f64) -> Vec<u32> {
    let mut chef: Vec<u32> = (0..number(fichier.len())).collect();
    let mut membres: HashMap<u32, Vec<u32>> = HashMap::new();
    for (bits, a, b) in scored {
        let (x, y) = (chef[*a as usize], chef[*b as usize]);
        if x == y {
            continue;
        }
        let left = membres.get(&x).cloned().unwrap_or_else(|| vec![x]);
        let right = membres.get(&y).cloned().unwrap_or_else(|| vec![y]);
        if !joins(fichier, modele, seuil, *bits, &left, &right) {
            continue;
        }
        for record in &right {
            chef[*record as usize] = x;
        }
        membres.remove(&y);
        membres.insert(x, [left, right].concat());
    }
    chef
}

/// The best pair decides, corrected by what the other pairs say.
fn joins(
    fichier: &Fichier,
    modele: &Modele,
    seuil: f64,
    best: f64,
    left: &[u32],
    right: &[u32],
) -> bool {
    let count = left.len() * right.len();
    if count == 1 {
        return best >= seuil + MARGE;
    }
    let mut total = 0.0;
    for a in left {
        for b in right {
            let found = motif(fichier, *a as usize, *b as usize);
            total += modele.pair(fichier, found, *a as usize, *b as usize);
        }
    }
    let mean = total / super::modele::float(count);
    best >= seuil + MARGE && mean >= 0.0
}

/// The levels of every column; columns that may be swapped are read in the order that fits best.
pub(super) fn motif(fichier: &Fichier, a: usize, b: usize) -> Motif {
    let (left, right) = (fichier.fiche(a), fichier.fiche(b));
    let level = |nature: Nature, x: u32, y: u32| -> Accord {
        if x == 0 || y == 0 {
            Accord::Inconnu
        } else if x == y {
            Accord::Egal
        } else {
            nature.compare(&fichier.valeurs[x as usize], &fichier.valeurs[y as usize])
        }
    };
    let mut found: Motif = 0;
    for (at, colonne) in fichier.colonnes.iter().enumerate().take(COLONNES) {
        let straight = level(colonne.nature, left[at], right[at]);
        found |= (straight as Motif) << (3 * at);
    }
    for (at, colonne) in fichier.colonnes.iter().enumerate().take(COLONNES) {
        let Some(other) = colonne.echange.filter(|other| at < *other) else {
            continue;
        };
        let nature = colonne.nature;
        let crossed = (
            level(nature, left[at], right[other]),
            level(nature, left[other], right[at]),
        );
        let now = (
            super::modele::niveau(found, at),
            super::modele::niveau(found, other),
        );
        if value(crossed.0 as usize) + value(crossed.1 as usize) > value(now.0) + value(now.1) + 1 {
            found &= !((7 << (3 * at)) | (7 << (3 * other)));
            found |= (lowered(crossed.0) << (3 * at)) | (lowered(crossed.1) << (3 * other));
        }
    }
    found
}

/// What is found in the other's place counts one level less.
fn lowered(accord: Accord) -> Motif {
    match accord {
        Accord::Egal => Accord::Proche as Motif,
        Accord::Proche => Accord::Partiel as Motif,
        other => other as Motif,
    }
}

const fn value(level: usize) -> i32 {
    const VALEURS: [i32; NIVEAUX] = [0, 4, 3, 1, -3];
    VALEURS[level]
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
