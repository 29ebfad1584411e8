//! Comparators: how much two values of one column agree, as a level. Pure and symmetric.

use super::super::phonetique;

/// How much two values agree. The order is that of the weights: the first levels are for the
/// same person, the last one against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Accord {
    /// One of the two is unknown: says nothing.
    Inconnu = 0,
    /// The same.
    Egal = 1,
    /// One typo, or heard the same, or the same words otherwise cut or ordered.
    Proche = 2,
    /// Two typos, cut short, or a part of the other.
    Partiel = 3,
    /// Something else.
    Different = 4,
}

/// The number of levels.
pub const NIVEAUX: usize = 5;

/// A value made ready to be compared: folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Valeur {
    /// One byte per letter; letters of other scripts are spread over 128–255.
    octets: Box<[u8]>,
    /// Which letters are in it.
    signature: u64,
    /// The same words, in alphabetical order and without spaces.
    range: Box<[u8]>,
    /// How it sounds.
    son: Box<str>,
    /// It is made of several words.
    compose: bool,
}

/// Letters kept of a value.
const LONGUEUR: usize = 48;

fn letters(text: &str) -> Box<[u8]> {
    text.chars()
        .take(LONGUEUR)
        .map(|c| match u8::try_from(c) {
            Ok(byte) if byte < 128 => byte,
            _ => 128 | u8::try_from(u32::from(c) & 127).unwrap_or(0),
        })
        .collect()
}

impl Valeur {
    /// Of a text already folded (`kernel::text::fold`).
    pub fn new(folded: &str) -> Self {
        let octets = letters(folded);
        let mut words: Vec<&str> = folded.split(' ').collect();
        let compose = words.len() > 1;
        let son = words.iter().map(|w| phonetique::key(w)).collect::<String>();
        words.sort_unstable();
        let signature = octets
            .iter()
            .filter(|b| **b != b' ')
            .fold(0, |bits, b| bits | (1_u64 << (b & 63)));
        Self {
            signature,
            range: letters(&words.concat()),
            son: son.into(),
            compose,
            octets,
        }
    }

    /// Nothing is known.
    pub fn est_vide(&self) -> bool {
        self.octets.is_empty()
    }

    /// How it sounds, to bring candidates together.
    pub fn son(&self) -> &str {
        &self.son
    }

    /// Its letters, one byte each.
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    fn words(&self) -> impl Iterator<Item = &[u8]> {
        self.octets.split(|b| *b == b' ')
    }
}

/// Names of persons and places.
pub fn nom(a: &Valeur, b: &Valeur) -> Accord {
    if a.est_vide() || b.est_vide() {
        return Accord::Inconnu;
    }
    if a.octets == b.octets {
        return Accord::Egal;
    }
    if a.range == b.range || same_without_spaces(a, b) {
        return Accord::Proche;
    }
    let (short, long) = by_length(&a.octets, &b.octets);
    let apart = edits(a, b, 2);
    let heard = a.son == b.son && a.son.len() > 1;
    if (apart == 1 && short.len() > 2) || (heard && apart <= 3 && short.len() > 2) {
        return Accord::Proche;
    }
    let cut = short.len() >= 3 && long.starts_with(short);
    if (apart == 1) || (apart == 2 && short.len() >= 4) || heard || cut || one_in_the_other(a, b) {
        return Accord::Partiel;
    }
    Accord::Different
}

/// Addresses: longer, so that more letters may differ.
pub fn adresse(a: &Valeur, b: &Valeur) -> Accord {
    if a.est_vide() || b.est_vide() {
        return Accord::Inconnu;
    }
    if a.octets == b.octets {
        return Accord::Egal;
    }
    if a.range == b.range || same_without_spaces(a, b) {
        return Accord::Proche;
    }
    let long = a.octets.len().max(b.octets.len());
    let apart = edits(a, b, 1 + long / 4);
    if apart <= 1 + long / 10 {
        return Accord::Proche;
    }
    let (short, longer) = by_length(&a.octets, &b.octets);
    if apart <= 1 + long / 4
        || (short.len() >= 4 && longer.starts_with(short))
        || one_in_the_other(a, b)
    {
        return Accord::Partiel;
    }
    Accord::Different
}

/// Codes and numbers: postcodes, house numbers, phones.
pub fn code(a: &Valeur, b: &Valeur) -> Accord {
    if a.est_vide() || b.est_vide() {
        return Accord::Inconnu;
    }
    if a.octets == b.octets {
        return Accord::Egal;
    }
    let long = a.octets.len().max(b.octets.len());
    match edits(a, b, 2) {
        1 if long >= 3 => Accord::Proche,
        1 => Accord::Partiel,
        2 if long >= 4 => Accord::Partiel,
        _ => Accord::Different,
    }
}

/// Mails: the same or not; nearly the same says nothing, since homonyms have such mails.
pub fn courriel(a: &Valeur, b: &Valeur) -> Accord {
    match code(a, b) {
        Accord::Proche | Accord::Partiel => Accord::Inconnu,
        other => other,
    }
}

/// Dates written with eight digits, year first; anything else is compared as a code.
pub fn date(a: &Valeur, b: &Valeur) -> Accord {
    if a.est_vide() || b.est_vide() {
        return Accord::Inconnu;
    }
    if a.octets == b.octets {
        return Accord::Egal;
    }
    if a.octets.len() != 8 || b.octets.len() != 8 {
        return match edits(a, b, 1) {
            1 => Accord::Proche,
            _ => Accord::Different,
        };
    }
    let ((ya, ma, da), (yb, mb, db)) = (parts(&a.octets), parts(&b.octets));
    if (ya == yb && ma == db && da == mb) || osa(&a.octets, &b.octets, 1) == 1 {
        return Accord::Proche;
    }
    let same = usize::from(ya == yb) + usize::from(ma == mb) + usize::from(da == db);
    if same == 2 || osa(&a.octets, &b.octets, 2) == 2 {
        return Accord::Partiel;
    }
    Accord::Different
}

fn parts(day: &[u8]) -> (&[u8], &[u8], &[u8]) {
    (&day[..4], &day[4..6], &day[6..])
}

fn same_without_spaces(a: &Valeur, b: &Valeur) -> bool {
    (a.compose || b.compose)
        && a.octets
            .iter()
            .filter(|x| **x != b' ')
            .eq(b.octets.iter().filter(|x| **x != b' '))
}

/// Every word of the shorter one, typos apart, is a word of the longer one.
fn one_in_the_other(a: &Valeur, b: &Valeur) -> bool {
    if !(a.compose || b.compose) {
        return false;
    }
    let (short, long) = if a.words().count() <= b.words().count() {
        (a, b)
    } else {
        (b, a)
    };
    short.words().any(|w| w.len() > 2)
        && short.words().all(|w| {
            long.words()
                .any(|o| w == o || (w.len() > 4 && osa(w, o, 1) <= 1))
        })
}

fn by_length<'a>(a: &'a [u8], b: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    if a.len() <= b.len() { (a, b) } else { (b, a) }
}

/// Typos between two values; anything above `max` is `max + 1`.
fn edits(a: &Valeur, b: &Valeur, max: usize) -> usize {
    // One typo changes the presence of two letters at most.
    if (a.signature ^ b.signature).count_ones() as usize > 2 * max {
        return max + 1;
    }
    osa(&a.octets, &b.octets, max)
}

/// Insertions, deletions, substitutions and neighbours swapped; above `max`, `max + 1`.
pub fn osa(a: &[u8], b: &[u8], max: usize) -> usize {
    let (a, b) = strip(a, b);
    let (n, m) = (a.len().min(LONGUEUR), b.len().min(LONGUEUR));
    if n.abs_diff(m) > max {
        return max + 1;
    }
    if n == 0 || m == 0 {
        return n.max(m);
    }
    let mut rows = [[0_usize; LONGUEUR + 1]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate().take(m + 1) {
        *cell = j;
    }
    for i in 1..=n {
        let (now, before, older) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[now][0] = i;
        let mut least = i;
        for j in 1..=m {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut cell = (rows[before][j - 1] + cost)
                .min(rows[before][j] + 1)
                .min(rows[now][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cell = cell.min(rows[older][j - 2] + 1);
            }
            rows[now][j] = cell;
            least = least.min(cell);
        }
        if least > max {
            return max + 1;
        }
    }
    rows[n % 3][m].min(max + 1)
}

/// Without the beginning and the end that are the same.
fn strip<'a>(mut a: &'a [u8], mut b: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    (a, b) = (&a[head..], &b[head..]);
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    (&a[..a.len() - tail], &b[..b.len() - tail])
}

#[cfg(test)]
#[path = "comparateurs_tests.rs"]
mod tests;
