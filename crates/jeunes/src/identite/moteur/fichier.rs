//! A whole file of persons: columns of a known nature, each value kept once.

use std::collections::HashMap;

use kernel::text;

use super::comparateurs::{self, Accord, Valeur};

/// What a column holds, hence how it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nature {
    /// A name of a person or of a place.
    Nom,
    /// A line of an address.
    Adresse,
    /// A postcode, a house number, a phone.
    Code,
    /// A mail: made of the names, so that homonyms have mails nearly alike.
    Courriel,
    /// A date, eight digits, year first.
    Date,
}

impl Nature {
    /// How two values of this nature agree.
    pub fn compare(self, a: &Valeur, b: &Valeur) -> Accord {
        match self {
            Self::Nom => comparateurs::nom(a, b),
            Self::Adresse => comparateurs::adresse(a, b),
            Self::Code => comparateurs::code(a, b),
            Self::Courriel => comparateurs::courriel(a, b),
            Self::Date => comparateurs::date(a, b),
        }
    }
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Colonne {
    /// What it holds.
    pub nature: Nature,
    /// The column whose value is sometimes typed in its place. Both name each other.
    pub echange: Option<usize>,
    /// Tells apart the members of one household: the given name.
    pub propre: bool,
    /// Rare enough, with another one, to bring candidates together.
    pub cle: bool,
}

/// Records, column by column; values are numbers into one lexicon.
#[derive(Debug)]
pub struct Fichier {
    pub(super) colonnes: Vec<Colonne>,
    pub(super) valeurs: Vec<Valeur>,
    pub(super) fiches: Vec<u32>,
    /// Per column, the number of records that carry each value.
    pub(super) effectifs: Vec<HashMap<u32, u32>>,
    places: HashMap<String, u32>,
}

impl Colonne {
    /// A column that brings candidates together and is never swapped.
    pub const fn new(nature: Nature) -> Self {
        Self {
            nature,
            echange: None,
            propre: false,
            cle: true,
        }
    }

    /// Sometimes typed in the place of column `autre`, which must say the same of this one.
    #[must_use]
    pub const fn echangee(mut self, autre: usize) -> Self {
        self.echange = Some(autre);
        self
    }

    /// Tells apart the members of one household.
    #[must_use]
    pub const fn propre(mut self) -> Self {
        self.propre = true;
        self
    }

    /// Too common to bring candidates together.
    #[must_use]
    pub const fn courante(mut self) -> Self {
        self.cle = false;
        self
    }
}

impl Fichier {
    /// An empty file.
    pub fn new(colonnes: Vec<Colonne>) -> Self {
        let mut places = HashMap::new();
        places.insert(String::new(), 0);
        Self {
            effectifs: vec![HashMap::new(); colonnes.len()],
            colonnes,
            valeurs: vec![Valeur::new("")],
            fiches: Vec::new(),
            places,
        }
    }

    /// An empty file of people, as dossiers hold them: given name, name, birth date, commune (INSEE
    /// code), phone, mail. The files that measure the engine are the same.
    pub fn de_personnes() -> Self {
        Self::new(vec![
            Colonne::new(Nature::Nom).echangee(1).propre(),
            Colonne::new(Nature::Nom).echangee(0),
            Colonne::new(Nature::Date),
            Colonne::new(Nature::Code),
            Colonne::new(Nature::Code),
            Colonne::new(Nature::Courriel),
        ])
    }

    /// Adds one record, one text per column; an empty text is unknown.
    pub fn ajouter(&mut self, textes: &[&str]) {
        for (at, colonne) in self.colonnes.iter().enumerate() {
            let typed = textes.get(at).copied().unwrap_or_default();
            let folded = match colonne.nature {
                Nature::Date => typed.chars().filter(char::is_ascii_digit).collect(),
                Nature::Code | Nature::Courriel => text::fold(typed).replace(' ', ""),
                Nature::Nom | Nature::Adresse => text::fold(typed),
            };
            let place = if let Some(place) = self.places.get(&folded) {
                *place
            } else {
                let place = u32::try_from(self.valeurs.len()).unwrap_or(u32::MAX);
                self.valeurs.push(Valeur::new(&folded));
                self.places.insert(folded, place);
                place
            };
            self.fiches.push(place);
            if place != 0 {
                *self.effectifs[at].entry(place).or_default() += 1;
            }
        }
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.fiches.len() / self.colonnes.len().max(1)
    }

    /// No record.
    pub fn is_empty(&self) -> bool {
        self.fiches.is_empty()
    }

    /// The values of a record.
    pub(super) fn fiche(&self, at: usize) -> &[u32] {
        let width = self.colonnes.len();
        &self.fiches[at * width..(at + 1) * width]
    }

    /// The share of the records that carry `value` in `column`.
    pub(super) fn share(&self, column: usize, value: u32) -> f64 {
        let count = self.effectifs[column].get(&value).copied().unwrap_or(1);
        f64::from(count) / f64::from(u32::try_from(self.len().max(1)).unwrap_or(u32::MAX))
    }
}
