//! What the engine is worth on files whose truth is known: the truth is used to count, never to
//! decide.

mod cles;
mod fictifs;

use std::{collections::HashMap, fmt};

use anyhow::{Context as _, ensure};

use super::moteur::{Appariement, Colonne, Fichier, Nature, apparier};

pub use fictifs::{Fictifs, fictifs};

/// Pairs found against pairs that are true.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bilan {
    /// Records of the file.
    pub fiches: usize,
    /// Candidate pairs compared.
    pub comparees: usize,
    /// Pairs said to be one person.
    pub trouvees: usize,
    /// Of which true.
    pub justes: usize,
    /// True pairs.
    pub vraies: usize,
}

impl Bilan {
    /// Share of the pairs found that are true.
    pub fn precision(&self) -> f64 {
        ratio(self.justes, self.trouvees)
    }

    /// Share of the true pairs that are found.
    pub fn rappel(&self) -> f64 {
        ratio(self.justes, self.vraies)
    }

    /// Harmonic mean of both.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.justes, self.trouvees + self.vraies)
    }
}

impl fmt::Display for Bilan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (precision, rappel, f1) = (self.precision(), self.rappel(), self.f1());
        write!(f, "precision={precision:.5} rappel={rappel:.5} f1={f1:.5}")
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let float = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 {
        1.0
    } else {
        float(part) / float(whole)
    }
}

/// The columns read of a file in the layout of FEBRL; `soc_sec_id` is left out.
const COLONNES: [&str; 9] = [
    "given_name",
    "surname",
    "street_number",
    "address_1",
    "address_2",
    "suburb",
    "postcode",
    "state",
    "date_of_birth",
];

/// Matches the records of `fichiers` (one or several CSV with the same header, taken together) and
/// counts against `liens`, the CSV of the pairs that are one person.
///
/// # Errors
/// A column is missing, a line is not CSV, or a link names a record that is not there.
pub fn febrl(fichiers: &[&[u8]], liens: &[u8]) -> anyhow::Result<Bilan> {
    let mut places = HashMap::new();
    let mut fichier = Fichier::new(vec![
        Colonne::new(Nature::Nom).echangee(1).propre(),
        Colonne::new(Nature::Nom).echangee(0),
        Colonne::new(Nature::Code).courante(),
        Colonne::new(Nature::Adresse).echangee(4),
        Colonne::new(Nature::Adresse).echangee(3),
        Colonne::new(Nature::Nom),
        Colonne::new(Nature::Code),
        Colonne::new(Nature::Code).courante(),
        Colonne::new(Nature::Date),
    ]);
    for bytes in fichiers {
        read(bytes, &mut fichier, &mut places)?;
    }
    let mut truth = Vec::new();
    let mut reader = reader(liens);
    for line in reader.byte_records() {
        let line = line.context("the links are not CSV")?;
        let id = |at: usize| String::from_utf8_lossy(line.get(at).unwrap_or_default());
        let place = |at: usize| {
            let id = id(at);
            places
                .get(id.trim())
                .copied()
                .with_context(|| format!("no record {id}"))
        };
        truth.push((place(0)?, place(1)?));
    }
    Ok(score(&apparier(&fichier), truth))
}

fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(bytes)
}

fn read(
    bytes: &[u8],
    fichier: &mut Fichier,
    places: &mut HashMap<String, usize>,
) -> anyhow::Result<()> {
    let mut reader = reader(bytes);
    let header = reader
        .byte_headers()
        .context("the records are not CSV")?
        .clone();
    let named = |name: &str| header.iter().position(|column| column == name.as_bytes());
    let id = named("rec_id").context("no column rec_id")?;
    let mut columns = [0; COLONNES.len()];
    for (at, name) in columns.iter_mut().zip(COLONNES) {
        *at = named(name).with_context(|| format!("no column {name}"))?;
    }
    for line in reader.byte_records() {
        let line = line.context("the records are not CSV")?;
        let text = |at: usize| String::from_utf8_lossy(line.get(at).unwrap_or_default());
        let mut values = columns.map(|at| text(at).into_owned());
        // A suburb typed in the place of the postcode, and the other way round.
        if mostly_digits(&values[5]) && !mostly_digits(&values[6]) {
            values.swap(5, 6);
        }
        fichier.ajouter(&values.each_ref().map(String::as_str));
        let double = places.insert(text(id).into_owned(), fichier.len() - 1);
        ensure!(double.is_none(), "the record {} is there twice", text(id));
    }
    Ok(())
}

fn mostly_digits(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() * 2 > text.len()
}

/// Counts pairs, of whole groups, against the truth.
fn score(found: &Appariement, truth: Vec<(usize, usize)>) -> Bilan {
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    for person in &found.personnes {
        *sizes.entry(*person).or_default() += 1;
    }
    let mut truth: Vec<(usize, usize)> = truth
        .into_iter()
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    truth.sort_unstable();
    truth.dedup();
    Bilan {
        fiches: found.personnes.len(),
        comparees: found.comparees,
        trouvees: sizes.values().map(|n| n * (n - 1) / 2).sum(),
        justes: truth
            .iter()
            .filter(|(a, b)| found.personnes[*a] == found.personnes[*b])
            .count(),
        vraies: truth.len(),
    }
}

#[cfg(test)]
mod tests;
