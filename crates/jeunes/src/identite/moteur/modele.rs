//! Fellegi–Sunter: for each column and level, how often a pair of the same person shows it (`m`)
//! and how often two persons taken at random do (`u`). The weight is the logarithm, in bits, of
//! their ratio. `u` comes from random pairs, `m` from expectation–maximisation: no label is used.
//!
//! A third kind of pair is told apart from the two others: members of one household, who share a
//! name, an address, a phone. Their given names agree as those of strangers do, and a few in a
//! hundred of them are twins. Without it, twins would pass for one person.

use std::collections::HashMap;

use super::{
    comparateurs::{Accord, NIVEAUX},
    fichier::{Colonne, Fichier, Nature},
};

/// The levels of a pair, three bits per column.
pub(super) type Motif = u64;

/// Columns at most.
pub(super) const COLONNES: usize = 16;

/// The level of a column in a pattern.
pub(super) const fn niveau(motif: Motif, column: usize) -> usize {
    (motif >> (3 * column) & 7) as usize
}

/// Weights by column and level.
#[derive(Debug, Clone)]
pub struct Modele {
    /// Share of pairs of the same person.
    pub lambda: f64,
    /// By column, by level.
    pub m: Vec<[f64; NIVEAUX]>,
    /// By column, by level.
    pub u: Vec<[f64; NIVEAUX]>,
    /// Share of pairs of one household.
    pub eta: f64,
    /// By column, by level: pairs of one household.
    pub foyer: Vec<[f64; NIVEAUX]>,
}

/// What is believed of any file before it is read: seven values in ten are the same.
const M_DEPART: [f64; NIVEAUX] = [0.0, 0.75, 0.14, 0.06, 0.05];
/// Random pairs drawn to estimate `u`.
const HASARD: usize = 150_000;
/// Rounds of estimation.
const TOURS: usize = 12;
/// The weight of what is believed beforehand, in pairs.
const FOI: f64 = 20.0;
/// Of two brothers or sisters: twins, or born on days that are written nearly alike.
const JUMEAUX: [f64; NIVEAUX] = [0.0, 0.03, 0.01, 0.06, 0.90];
/// What two of one household share, believed beforehand.
const FOYER: [f64; NIVEAUX] = [0.0, 0.70, 0.08, 0.04, 0.18];

impl Modele {
    /// Estimates the weights on the patterns of candidate pairs; pairs that are no candidates are
    /// of different persons.
    pub(super) fn estimate(
        fichier: &Fichier,
        motifs: &HashMap<Motif, u32>,
        compare: impl Fn(usize, usize) -> Motif,
    ) -> Self {
        let width = fichier.colonnes.len();
        let records = float(fichier.len());
        let all = (records * (records - 1.0) / 2.0).max(1.0);
        let u = random(fichier, compare);
        let lambda = (0.3 * records / all).min(0.25);
        let mut model = Self {
            lambda,
            m: vec![M_DEPART; width],
            eta: lambda / 10.0,
            foyer: fichier.colonnes.iter().zip(&u).map(household).collect(),
            u,
        };
        for _ in 0..TOURS {
            model.maximise(fichier, motifs, all);
        }
        model
    }

    fn maximise(&mut self, fichier: &Fichier, motifs: &HashMap<Motif, u32>, all: f64) {
        let width = self.m.len();
        let mut same = vec![M_DEPART.map(|share| share * FOI); width];
        let mut home = vec![FOYER.map(|share| share * FOI); width];
        let (mut pairs_same, mut pairs_home) = (0.5, 0.5);
        let strangers = 1.0 - self.lambda - self.eta;
        for (motif, pairs) in motifs {
            let one = self.lambda / strangers * self.bits(&self.m, *motif).exp2();
            let kin = self.eta / strangers * self.bits(&self.foyer, *motif).exp2();
            let total = 1.0 + one + kin;
            let (one, kin) = (
                one / total * f64::from(*pairs),
                kin / total * f64::from(*pairs),
            );
            pairs_same += one;
            pairs_home += kin;
            for column in 0..width {
                let level = niveau(*motif, column);
                same[column][level] += one;
                home[column][level] += kin;
            }
        }
        for column in 0..width {
            shares(&mut self.m[column], &same[column]);
            let colonne = &fichier.colonnes[column];
            if !colonne.propre && colonne.nature != Nature::Date {
                shares(&mut self.foyer[column], &home[column]);
            }
        }
        self.lambda = (pairs_same / all).clamp(1e-15, 0.25);
        self.eta = (pairs_home / all).clamp(1e-15, 0.25);
    }

    /// The weight of a level, without the commonness of the value.
    pub fn poids(&self, column: usize, accord: Accord) -> f64 {
        match accord {
            Accord::Inconnu => 0.0,
            known => (self.m[column][known as usize] / self.u[column][known as usize]).log2(),
        }
    }

    fn bits(&self, of: &[[f64; NIVEAUX]], motif: Motif) -> f64 {
        let mut ratio = 1.0;
        for (column, shares) in of.iter().enumerate() {
            let level = niveau(motif, column);
            if level != 0 {
                ratio *= shares[level] / self.u[column][level];
            }
        }
        ratio.log2()
    }

    /// The weight of a pair, in bits: equal values count by how rare the value itself is, and the
    /// chance that they are two of one household is taken away.
    pub(super) fn pair(&self, fichier: &Fichier, motif: Motif, a: usize, b: usize) -> f64 {
        let (left, right) = (fichier.fiche(a), fichier.fiche(b));
        let (mut one, mut kin) = (1.0, 1.0);
        for column in 0..self.m.len() {
            let (level, value) = (niveau(motif, column), left[column]);
            if level == 0 {
                continue;
            }
            let by_chance = if level == 1 && value == right[column] {
                fichier.share(column, value)
            } else {
                self.u[column][level]
            };
            one *= self.m[column][level] / by_chance;
            kin *= if fichier.colonnes[column].propre {
                1.0
            } else {
                self.foyer[column][level] / by_chance
            };
        }
        (one / (1.0 + self.eta * kin)).log2()
    }

    /// The bits that make a pair as likely as not to be one person: it follows the size of the file.
    pub fn seuil(&self) -> f64 {
        ((1.0 - self.lambda) / self.lambda).log2()
    }
}

/// What is believed of a column for two of one household.
fn household((colonne, u): (&Colonne, &[f64; NIVEAUX])) -> [f64; NIVEAUX] {
    match colonne.nature {
        _ if colonne.propre => *u,
        Nature::Date => JUMEAUX,
        _ => FOYER,
    }
}

/// Counts made shares of what is known.
fn shares(shares: &mut [f64; NIVEAUX], counts: &[f64; NIVEAUX]) {
    let known: f64 = counts[1..].iter().sum();
    for (share, count) in shares.iter_mut().zip(counts).skip(1) {
        *share = count / known;
    }
}

/// `u` of each level: equal values exactly, from how common each one is; the rest from random pairs.
fn random(fichier: &Fichier, compare: impl Fn(usize, usize) -> Motif) -> Vec<[f64; NIVEAUX]> {
    let width = fichier.colonnes.len();
    let records = fichier.len() as u64;
    let mut counts = vec![[0.0, 0.5, 0.5, 0.5, 0.5]; width];
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut draw = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % records.max(1)).unwrap_or(0)
    };
    for _ in 0..HASARD {
        let (a, b) = (draw(), draw());
        if a == b {
            continue;
        }
        let motif = compare(a, b);
        for (column, count) in counts.iter_mut().enumerate() {
            count[niveau(motif, column)] += 1.0;
        }
    }
    for (column, count) in counts.iter_mut().enumerate() {
        let known: f64 = count[1..].iter().sum();
        let present: f64 = fichier.effectifs[column]
            .values()
            .map(|n| f64::from(*n))
            .sum();
        let equal: f64 = fichier.effectifs[column]
            .values()
            .map(|n| f64::from(*n) * (f64::from(*n) - 1.0))
            .sum::<f64>()
            / (present * (present - 1.0)).max(1.0);
        for share in &mut count[1..] {
            *share /= known;
        }
        count[1] = equal.max(1.0 / (known + present)).min(0.999);
    }
    counts
}

pub(super) fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
