//! Finding the commune a line means, among all those of France, kept in memory for the file.

use std::collections::HashMap;

use kernel::text::fold;

/// A commune as it is looked for.
#[derive(Debug, Clone)]
pub(super) struct Commune {
    pub code: String,
    pub nom: String,
    pub codes_postaux: Vec<String>,
}

/// Every commune, by code and by name.
#[derive(Debug, Default)]
pub(super) struct Communes {
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    all: Vec<Commune>,
}

impl Communes {
    pub(super) fn new(all: Vec<Commune>) -> Self {
        let mut found = Self::default();
        for (rank, commune) in all.iter().enumerate() {
            found.by_code.insert(commune.code.clone(), rank);
            found
                .by_name
                .entry(plain(&commune.nom))
                .or_default()
                .push(rank);
        }
        found.all = all;
        found
    }

    /// The code of the commune said by its code, or by its name and postal code; a name alone when
    /// only one commune has it; a postal code alone when it serves only one commune.
    pub(super) fn find(&self, said: &str, postal: &str) -> Option<&str> {
        if let Some(rank) = self.by_code.get(&said.trim().to_uppercase()) {
            return Some(&self.all[*rank].code);
        }
        let served = |rank: &&usize| self.all[**rank].codes_postaux.iter().any(|p| p == postal);
        let named = self
            .by_name
            .get(&plain(said))
            .map_or(&[][..], Vec::as_slice);
        let near: Vec<&usize> = named.iter().filter(served).collect();
        match (named, near.as_slice()) {
            (_, [rank]) => Some(&self.all[**rank].code),
            ([rank], []) if postal.is_empty() => Some(&self.all[*rank].code),
            _ => None,
        }
    }
}

/// A name without its usual variations: « St » for « Saint », a cedex, an arrondissement's number
/// kept.
fn plain(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(' ').filter(|w| !w.is_empty());
    let mut kept: Vec<&str> = Vec::new();
    for word in words {
        match word {
            "cedex" => break,
            "st" => kept.push("saint"),
            "ste" => kept.push("sainte"),
            other => kept.push(other),
        }
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commune_is_found_as_people_write_it() {
        let commune = |code: &str, nom: &str, postal: &str| Commune {
            code: code.to_owned(),
            nom: nom.to_owned(),
            codes_postaux: vec![postal.to_owned()],
        };
        let all = Communes::new(vec![
            commune("00001", "Saint-Fictif-sur-Brume", "00100"),
            commune("00002", "Valfaux", "00200"),
            commune("00003", "Valfaux", "00300"),
        ]);
        assert_eq!(all.find("00002", ""), Some("00002"));
        assert_eq!(all.find("ST FICTIF SUR BRUME CEDEX 9", ""), Some("00001"));
        assert_eq!(all.find("valfaux", "00300"), Some("00003"));
        assert_eq!(all.find("valfaux", ""), None, "two have this name");
        assert_eq!(all.find("valfaux", "99999"), None);
        assert_eq!(all.find("", ""), None);
    }
}
