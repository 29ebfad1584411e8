//! Which pairs are worth comparing. Keys are one column, or two of them, names by their sound and
//! also whichever stands where: a pair that agrees on any two columns that are rare together is a
//! candidate, so no typo in a single field, and no two names swapped, can lose it.

use super::fichier::{Fichier, Nature};

/// Pairs compared for one key, per record: beyond, the largest blocks are left to other keys.
const PAIRES_PAR_FICHE: usize = 12;
/// The largest block ever compared.
const BLOC: usize = 400;

/// Sends each candidate pair once, lower record first, to `each`.
pub(super) fn pairs(fichier: &Fichier, mut each: impl FnMut(usize, usize)) {
    let keys = keys(fichier);
    let width = keys.width;
    let kept: Vec<Vec<u32>> = (0..width).map(|k| keys.members(k)).collect();
    let alive = keys.alive(&kept);
    for (k, members) in kept.iter().enumerate() {
        for block in members.chunk_by(|a, b| keys.at(*a, k) == keys.at(*b, k)) {
            for (rank, a) in block.iter().enumerate() {
                for b in &block[rank + 1..] {
                    let seen = (0..k).any(|before| {
                        let key = keys.at(*a, before);
                        key == keys.at(*b, before) && alive[*a as usize] >> before & 1 == 1
                    });
                    if !seen {
                        let (a, b) = (*a.min(b) as usize, *a.max(b) as usize);
                        each(a, b);
                    }
                }
            }
        }
    }
}

struct Keys {
    width: usize,
    rows: Vec<u32>,
}

impl Keys {
    fn at(&self, record: u32, key: usize) -> u32 {
        self.rows[record as usize * self.width + key]
    }

    /// The records of blocks that are compared, block after block.
    fn members(&self, key: usize) -> Vec<u32> {
        let count = self.rows.len() / self.width.max(1);
        let mut all: Vec<(u32, u32)> = (0..u32::try_from(count).unwrap_or(u32::MAX))
            .map(|record| (self.at(record, key), record))
            .filter(|(hash, _)| *hash != 0)
            .collect();
        all.sort_unstable();
        let mut sizes = [0_usize; BLOC + 1];
        for block in all.chunk_by(|a, b| a.0 == b.0) {
            if block.len() <= BLOC {
                sizes[block.len()] += block.len() * (block.len() - 1) / 2;
            }
        }
        let mut spent = 0;
        let mut largest = 0;
        for (size, pairs) in sizes.iter().enumerate() {
            spent += pairs;
            if spent > count * PAIRES_PAR_FICHE {
                break;
            }
            largest = size;
        }
        all.chunk_by(|a, b| a.0 == b.0)
            .filter(|block| block.len() > 1 && block.len() <= largest)
            .flat_map(|block| block.iter().map(|(_, record)| *record))
            .collect()
    }

    /// Per record, a bit for each key whose block is compared.
    fn alive(&self, kept: &[Vec<u32>]) -> Vec<u64> {
        let mut alive = vec![0_u64; self.rows.len() / self.width.max(1)];
        for (key, members) in kept.iter().enumerate() {
            for record in members {
                alive[*record as usize] |= 1 << key;
            }
        }
        alive
    }
}

/// The keys of every record.
fn keys(fichier: &Fichier) -> Keys {
    let atoms: Vec<u64> = fichier.valeurs.iter().map(|v| hash(v.octets())).collect();
    let sounds: Vec<u64> = fichier
        .valeurs
        .iter()
        .map(|v| hash(v.son().as_bytes()))
        .collect();
    let used: Vec<usize> = (0..fichier.colonnes.len())
        .filter(|c| fichier.colonnes[*c].cle)
        .collect();
    let swaps: Vec<(usize, usize)> = fichier
        .colonnes
        .iter()
        .enumerate()
        .filter_map(|(at, c)| {
            c.echange
                .filter(|other| at < *other)
                .map(|other| (at, other))
        })
        .collect();
    let mut rows = Vec::new();
    let mut width = 0;
    for record in 0..fichier.len() {
        let fiche = fichier.fiche(record);
        let atom = |column: usize| match (fiche[column], fichier.colonnes[column].nature) {
            (0, _) => 0,
            (value, Nature::Nom) => sounds[value as usize],
            (value, _) => atoms[value as usize],
        };
        let mut row = Vec::with_capacity(64);
        for (rank, a) in used.iter().enumerate() {
            row.push(mix(atom(*a), *a as u64 + 1));
            for b in &used[rank + 1..] {
                row.push(pair(atom(*a), atom(*b), (*a * 64 + *b) as u64));
            }
        }
        for (a, b) in &swaps {
            let (x, y) = (atom(*a).min(atom(*b)), atom(*a).max(atom(*b)));
            row.push(pair(x, y, (*a * 64 + *b + 4096) as u64));
            // Names swapped and one of them damaged: the other one, with any rare column.
            for other in used
                .iter()
                .filter(|c| fichier.colonnes[**c].nature == Nature::Date)
            {
                row.push(pair(x, atom(*other), (*a + 5000) as u64));
                row.push(pair(y, atom(*other), (*a + 6000) as u64));
            }
        }
        row.truncate(64);
        width = row.len();
        rows.extend(row);
    }
    Keys { width, rows }
}

fn pair(a: u64, b: u64, salt: u64) -> u32 {
    if a == 0 || b == 0 {
        0
    } else {
        mix(a.rotate_left(17) ^ b.wrapping_mul(31), salt)
    }
}

/// 0 stays « no key ».
fn mix(atom: u64, salt: u64) -> u32 {
    if atom == 0 {
        return 0;
    }
    let mut x = atom ^ salt.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    u32::try_from((x ^ (x >> 31)) >> 32).unwrap_or(1).max(1)
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |h, b| {
        (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::fichier::Colonne, *};

    fn french() -> Fichier {
        Fichier::new(vec![
            Colonne::new(Nature::Nom).echangee(1).propre(),
            Colonne::new(Nature::Nom).echangee(0),
            Colonne::new(Nature::Date),
            Colonne::new(Nature::Nom),
            Colonne::new(Nature::Code),
        ])
    }

    fn met(one: &[&str], other: &[&str]) -> usize {
        let mut fichier = french();
        fichier.ajouter(one);
        fichier.ajouter(other);
        let mut count = 0;
        pairs(&fichier, |_, _| count += 1);
        count
    }

    proptest! {
        #[test]
        fn one_typo_in_any_single_field_loses_no_pair(prenom in "[a-z]{3,9}", nom in "[a-z]{3,9}",
            day in "20[01][0-9]0[1-9]1[0-9]", commune in "[a-z]{4,9}", phone in "06[0-9]{8}",
            field in 0_usize..5, wrong in "[a-z]{2,12}") {
            let known = [prenom.as_str(), &nom, &day, &commune, &phone];
            let mut typed = known;
            typed[field] = &wrong;
            prop_assert_eq!(met(&known, &typed), 1);
            typed[field] = "";
            prop_assert_eq!(met(&known, &typed), 1);
            prop_assert_eq!(met(&known, &known), 1);
        }

        #[test]
        fn names_swapped_and_one_of_them_damaged_lose_no_pair(prenom in "[a-z]{3,9}",
            nom in "[a-z]{3,9}") {
            let known = [prenom.as_str(), &nom, "20070312", "brest", ""];
            let swapped = [nom.as_str(), &prenom, "20070312", "lyon", ""];
            prop_assert_eq!(met(&known, &swapped), 1);
        }
    }
}
