//! Reading a file as people give it: compressed or not, UTF-8 or Windows-1252 (also both in one
//! file, glued from two exports), any delimiter, or a spreadsheet (see [`super::tableur`]).

use std::{collections::HashMap, io::Read as _};

use flate2::read::GzDecoder;
use kernel::text::fold;
use platform::{Error, Result};

use super::tableur;

/// A file never weighs more, once decompressed.
const POIDS_MAX: u64 = 256 * 1024 * 1024;

/// What the 32 bytes 0x80–0x9F mean in Windows-1252; five of them mean nothing.
const CP1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a file.
///
/// # Errors
/// `Invalid` on `fichier` when it cannot be decompressed or is too heavy.
pub fn text(bytes: &[u8]) -> Result<String> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(decode(bytes));
    }
    let mut plain = Vec::new();
    GzDecoder::new(bytes)
        .take(POIDS_MAX + 1)
        .read_to_end(&mut plain)
        .map_err(|_| Error::invalid("fichier", "Le fichier compressé est abîmé."))?;
    if plain.len() as u64 > POIDS_MAX {
        return Err(Error::invalid("fichier", "Le fichier est trop lourd."));
    }
    Ok(decode(&plain))
}

/// Each line in UTF-8 when it is valid, else in Windows-1252.
fn decode(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.extend(line.iter().copied().map(cp1252)),
        }
    }
    text
}

fn cp1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => CP1252[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

/// A table with a header line.
#[derive(Debug)]
pub struct Table {
    entetes: Vec<String>,
    colonnes: HashMap<String, usize>,
    lignes: Vec<Brute>,
}

#[derive(Debug)]
struct Brute {
    numero: u64,
    cellules: std::result::Result<csv::StringRecord, String>,
}

/// One line, by the names of the columns.
#[derive(Debug, Clone, Copy)]
pub struct Ligne<'a> {
    table: &'a Table,
    /// Its number in the file; the header is line 1.
    pub numero: u64,
    cellules: &'a csv::StringRecord,
}

impl Table {
    /// Reads the table of a file.
    ///
    /// # Errors
    /// `Invalid` on `fichier` for an empty or damaged file.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        if tableur::is_one(bytes) {
            let (colonnes, lignes) = tableur::rows(bytes)?;
            return Ok(Self::of_rows(&colonnes, lignes));
        }
        Self::parse(&text(bytes)?)
    }

    /// A table from cells already apart: the headings, then each line with its number.
    fn of_rows(colonnes: &[String], lignes: Vec<(u64, Vec<String>)>) -> Self {
        let colonnes = colonnes.iter().enumerate();
        let lignes = lignes.into_iter().map(|(numero, cellules)| Brute {
            numero,
            cellules: Ok(csv::StringRecord::from(cellules)),
        });
        Self {
            entetes: colonnes.clone().map(|(_, nom)| nom.clone()).collect(),
            colonnes: colonnes.map(|(rang, nom)| (fold(nom), rang)).collect(),
            lignes: lignes.collect(),
        }
    }

    /// Reads a table from its text.
    ///
    /// # Errors
    /// `Invalid` on `fichier` for an empty file.
    pub fn parse(text: &str) -> Result<Self> {
        let header = text.lines().next().unwrap_or_default();
        if header.trim().is_empty() {
            return Err(Error::invalid(
                "fichier",
                "Le fichier est vide, ou sa première ligne ne nomme pas les colonnes.",
            ));
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(header))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let entetes: Vec<String> = reader
            .headers()
            .map_err(|error| Error::invalid("fichier", format!("En-tête illisible : {error}.")))?
            .iter()
            .map(str::to_owned)
            .collect();
        let named = entetes.iter().enumerate();
        let colonnes = named.map(|(rang, nom)| (fold(nom), rang)).collect();
        let mut lignes = Vec::new();
        let mut derniere = 1;
        for record in reader.into_records() {
            let (position, cellules) = match record {
                Ok(record) => (record.position().cloned(), Ok(record)),
                Err(error) => (error.position().cloned(), Err(unreadable(&error))),
            };
            derniere = position.map_or(derniere + 1, |position| number(text, &position));
            lignes.push(Brute {
                numero: derniere,
                cellules,
            });
        }
        Ok(Self {
            entetes,
            colonnes,
            lignes,
        })
    }

    /// The headings, as written.
    pub fn entetes(&self) -> impl Iterator<Item = &str> {
        self.entetes.iter().map(String::as_str)
    }

    /// Whether there is a column of that name.
    pub fn has(&self, colonne: &str) -> bool {
        self.colonnes.contains_key(&fold(colonne))
    }

    /// Refuses a file without these columns.
    ///
    /// # Errors
    /// `Invalid` on `fichier`, naming the missing ones.
    pub fn require(&self, colonnes: &[&str]) -> Result<()> {
        let missing: Vec<&str> = colonnes.iter().copied().filter(|c| !self.has(c)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let sentence = if let [one] = missing.as_slice() {
            format!("Il manque la colonne « {one} ».")
        } else {
            format!("Il manque les colonnes « {} ».", missing.join(" », « "))
        };
        Err(Error::invalid("fichier", sentence))
    }

    /// Every line, or the number and reason of one that cannot be read.
    pub fn lignes(&self) -> impl Iterator<Item = std::result::Result<Ligne<'_>, (u64, String)>> {
        self.lignes.iter().map(|brute| match &brute.cellules {
            Ok(cellules) => Ok(Ligne {
                table: self,
                numero: brute.numero,
                cellules,
            }),
            Err(raison) => Err((brute.numero, raison.clone())),
        })
    }
}

impl<'a> Ligne<'a> {
    /// The cell under `colonne`, trimmed; empty when there is none.
    pub fn get(&self, colonne: &str) -> &'a str {
        self.table
            .colonnes
            .get(&fold(colonne))
            .and_then(|rang| self.cellules.get(*rang))
            .unwrap_or_default()
    }
}

/// The number of the line where a record begins, blank lines before it passed.
fn number(text: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let blank = text
        .as_bytes()
        .get(start..)
        .unwrap_or_default()
        .iter()
        .take_while(|b| matches!(b, b'\r' | b'\n'));
    position.line() + blank.filter(|b| **b == b'\n').count() as u64
}

fn unreadable(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("{len} cellules au lieu de {expected_len}")
        }
        _ => format!("ligne illisible ({error})"),
    }
}

/// The delimiter that the header holds most often.
fn delimiter(header: &str) -> u8 {
    [b',', b';', b'\t', b'|']
        .into_iter()
        .rev()
        .max_by_key(|d| header.bytes().filter(|b| b == d).count())
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;

    use super::*;

    fn first(bytes: &[u8], colonne: &str) -> String {
        let table = Table::read(bytes).expect("a table");
        let ligne = table.lignes().next().expect("a line").expect("a good line");
        ligne.get(colonne).to_owned()
    }

    #[test]
    fn reads_the_encodings_and_delimiters_people_have() {
        assert_eq!(first("nom;code\nÉvry;1\n".as_bytes(), "Nom"), "Évry");
        assert_eq!(
            first("\u{feff}nom,code\n\"Évry, centre\",1\n".as_bytes(), "nom"),
            "Évry, centre"
        );
        assert_eq!(
            first(b"nom\tcode\r\nl\x92\xc9glise \x80\t1\r\n", "nom"),
            "l’Église €"
        );
        let glued = [&b"nom;code\n"[..], "Évry;1\n".as_bytes(), b"\xc9vreux;2\n"].concat();
        let glued = Table::read(&glued).expect("a table");
        let names: Vec<_> = glued
            .lignes()
            .map(|l| l.expect("a line").get("nom"))
            .collect();
        assert_eq!(names, ["Évry", "Évreux"]);
        let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
        gz.write_all("Code INSEE|nom\n01001|x\n".as_bytes())
            .expect("a write");
        assert_eq!(first(&gz.finish().expect("a file"), "code insee"), "01001");
    }

    #[test]
    fn names_missing_columns_and_refuses_nothing_else() {
        let table = Table::parse("a;b\n1;2\n").expect("a table");
        let Err(Error::Invalid(errors)) = table.require(&["a", "c", "d"]) else {
            panic!("the columns are missing");
        };
        assert_eq!(
            errors.get("fichier"),
            "Il manque les colonnes « c », « d »."
        );
        assert!(table.require(&["A", "b"]).is_ok());
        assert!(Table::parse("").is_err());
    }

    #[test]
    fn a_wrong_line_keeps_its_number() {
        let table = Table::parse("a,b\n1,2\n1,2,3\n\n\"x\ny\",2\n3,4\n").expect("a table");
        let read: Vec<_> = table.lignes().map(|l| l.map(|l| l.numero)).collect();
        assert_eq!(
            read,
            [
                Ok(2),
                Err((3, "3 cellules au lieu de 2".to_owned())),
                Ok(5),
                Ok(7)
            ]
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(table) = Table::read(&bytes) {
                prop_assert!(table.lignes().count() <= bytes.len());
            }
        }
    }
}
