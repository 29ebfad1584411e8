//! What the national keys are worth: every record asks, and each hint is right or wrong.

use std::collections::{HashMap, HashSet};

use super::Bilan;
use crate::identite::cles::Cles;

/// Counts the pairs whose keys agree enough against the true ones. As in the database, a pair is
/// looked at when it shares the given name with the birth, or the whole identity.
pub(super) fn bilan_des_cles(cles: &[Cles], vraies: &[(usize, usize)]) -> Bilan {
    let mut seen: HashSet<(usize, usize)> = HashSet::new();
    let mut found: HashSet<(usize, usize)> = HashSet::new();
    let parts: [fn(&Cles) -> Option<i64>; 2] = [|c| c.prenom_naissance, |c| c.identite];
    for part in parts {
        let mut groups: HashMap<i64, Vec<usize>> = HashMap::new();
        for (at, keys) in cles.iter().enumerate() {
            if let Some(key) = part(keys) {
                groups.entry(key).or_default().push(at);
            }
        }
        for group in groups.values() {
            for (rank, a) in group.iter().enumerate() {
                for b in &group[rank + 1..] {
                    seen.insert((*a, *b));
                    if cles[*a].agree(&cles[*b]) {
                        found.insert((*a, *b));
                    }
                }
            }
        }
    }
    Bilan {
        fiches: cles.len(),
        comparees: seen.len(),
        trouvees: found.len(),
        justes: vraies.iter().filter(|pair| found.contains(pair)).count(),
        vraies: vraies.len(),
    }
}
