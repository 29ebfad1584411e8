//! A file of fictional French people, some of them there twice, badly typed. Names are made of
//! syllables, drawn as unevenly as real ones; brothers, sisters and twins share a name, a commune
//! and often a phone. The damage knows nothing of the comparators.

use chrono::NaiveDate;
use platform::audit::Empreintes;

use super::{Bilan, cles::bilan_des_cles, score};
use crate::identite::{
    cles::{Cles, Parties, cles},
    moteur::{Fichier, apparier},
};

/// Someone of the file.
#[derive(Debug, Clone, Default)]
struct Personne {
    prenom: String,
    nom: String,
    naissance: String,
    commune: String,
    telephone: String,
    courriel: String,
}

/// A file and the pairs that are one person.
#[derive(Debug)]
pub struct Fictifs {
    fichier: Fichier,
    cles: Vec<Cles>,
    vraies: Vec<(usize, usize)>,
}

impl Fictifs {
    /// Matches the file and counts.
    pub fn bilan(self) -> Bilan {
        score(&apparier(&self.fichier), self.vraies)
    }

    /// What the national keys alone find: a hint for each pair whose keys agree enough.
    pub fn bilan_des_cles(&self) -> Bilan {
        bilan_des_cles(&self.cles, &self.vraies)
    }
}

/// `nombre` people, and one damaged copy of one in ten of them; the same `graine` gives the same file.
pub fn fictifs(nombre: usize, graine: u64) -> Fictifs {
    let mut chance = Chance(graine ^ 0x5DEE_CE66_D1CE_4E5B);
    let mut fichier = Fichier::de_personnes();
    let empreintes = Empreintes::new("a key for fictional people only".into());
    let keys = |p: &Personne| {
        let parties = Parties {
            nom: &p.nom,
            prenom: &p.prenom,
            naissance: NaiveDate::parse_from_str(&p.naissance, "%Y%m%d").ok(),
            telephone: &p.telephone,
            courriel: &p.courriel,
        };
        cles(&empreintes, &parties)
    };
    let mut cles = Vec::new();
    let mut vraies = Vec::new();
    let mut before = Personne::default();
    for rank in 0..nombre {
        let mut someone = personne(&mut chance);
        if rank > 0 && chance.one_in(25) {
            kin(&mut chance, &before, &mut someone);
        }
        let place = fichier.len();
        add(&mut fichier, &someone);
        cles.push(keys(&someone));
        if chance.one_in(10) {
            vraies.push((place, fichier.len()));
            let copy = damaged(&mut chance, &someone);
            add(&mut fichier, &copy);
            cles.push(keys(&copy));
        }
        before = someone;
    }
    Fictifs {
        fichier,
        cles,
        vraies,
    }
}

fn add(fichier: &mut Fichier, p: &Personne) {
    fichier.ajouter(&[
        &p.prenom,
        &p.nom,
        &p.naissance,
        &p.commune,
        &p.telephone,
        &p.courriel,
    ]);
}

fn personne(chance: &mut Chance) -> Personne {
    let (prenom, nom) = (chance.zipf(2_500), chance.zipf(90_000));
    let prenom = if chance.one_in(25) {
        format!("{}-{}", word(prenom, 2, 7), word(chance.zipf(300), 2, 7))
    } else {
        word(prenom, 2, 7)
    };
    let nom = if chance.one_in(14) {
        format!("{}-{}", word(nom, 3, 1), word(chance.zipf(90_000), 3, 1))
    } else {
        word(nom, 3, 1)
    };
    let telephone = if chance.below(100) < 82 {
        phone(chance)
    } else {
        String::new()
    };
    let courriel = if chance.below(100) < 55 {
        format!("{prenom}.{nom}{}@exemple.invalid", chance.below(10_000))
    } else {
        String::new()
    };
    Personne {
        naissance: birth(chance),
        commune: word(chance.zipf(9_000), 3, 13),
        prenom,
        nom,
        telephone,
        courriel,
    }
}

/// Makes `someone` a brother or a sister of the one before; one in thirty is a twin.
fn kin(chance: &mut Chance, before: &Personne, someone: &mut Personne) {
    before.nom.clone_into(&mut someone.nom);
    before.commune.clone_into(&mut someone.commune);
    if chance.one_in(2) {
        before.telephone.clone_into(&mut someone.telephone);
    }
    if chance.one_in(30) {
        before.naissance.clone_into(&mut someone.naissance);
    }
}

fn birth(chance: &mut Chance) -> String {
    let (year, month) = (2001 + chance.below(10), 1 + chance.below(12));
    let last = match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    format!("{year:04}{month:02}{:02}", 1 + chance.below(last))
}

fn phone(chance: &mut Chance) -> String {
    format!("06{:08}", chance.below(100_000_000))
}

/// The same person typed again: one to three things went wrong.
fn damaged(chance: &mut Chance, known: &Personne) -> Personne {
    let mut copy = known.clone();
    for _ in 0..=chance.below(3) {
        match chance.below(12) {
            0 | 1 => typo(chance, &mut copy.nom),
            2 | 3 => typo(chance, &mut copy.prenom),
            4 => std::mem::swap(&mut copy.nom, &mut copy.prenom),
            5 | 6 => moved(chance, &mut copy),
            7 => {
                copy.telephone = if chance.one_in(2) {
                    phone(chance)
                } else {
                    String::new()
                }
            }
            8 => copy.courriel.clear(),
            9 => digit(chance, &mut copy.naissance),
            10 => day_and_month(&mut copy.naissance),
            _ => cut(&mut copy),
        }
    }
    copy
}

fn moved(chance: &mut Chance, copy: &mut Personne) {
    copy.commune = word(chance.zipf(9_000), 3, 13);
    if chance.one_in(3) {
        copy.telephone = phone(chance);
    }
}

/// A letter missing, doubled, wrong, or two neighbours swapped.
fn typo(chance: &mut Chance, text: &mut String) {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 3 {
        return;
    }
    let at = chance.below(letters.len() - 1);
    match chance.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = char::from(b'a' + u8::try_from(chance.below(26)).unwrap_or(0)),
        _ => letters.swap(at, at + 1),
    }
    *text = letters.into_iter().collect();
}

fn digit(chance: &mut Chance, day: &mut String) {
    let at = [3, 5, 7, 6][chance.below(4)];
    let wrong = chance.below(10).to_string();
    if day.len() == 8 {
        day.replace_range(at..=at, &wrong);
    }
}

fn day_and_month(day: &mut String) {
    if day.len() == 8 && day[6..] <= *"12" {
        *day = format!("{}{}{}", &day[..4], &day[6..], &day[4..6]);
    }
}

/// A compound name said in part; otherwise nothing is known of how to reach the person.
fn cut(copy: &mut Personne) {
    if let Some((first, _)) = copy.prenom.split_once('-') {
        copy.prenom = first.to_owned();
    } else if let Some((first, _)) = copy.nom.split_once('-') {
        copy.nom = first.to_owned();
    } else {
        copy.telephone.clear();
        copy.courriel.clear();
    }
}

const DEBUTS: [&str; 24] = [
    "b", "br", "c", "ch", "d", "f", "g", "gr", "j", "l", "m", "n", "p", "pr", "qu", "r", "s", "t",
    "tr", "v", "vr", "z", "cl", "fl",
];
const VOYELLES: [&str; 12] = [
    "a", "e", "i", "o", "u", "ou", "ai", "an", "on", "é", "in", "eau",
];
const FINS: [&str; 10] = ["", "r", "l", "n", "t", "c", "rd", "x", "lle", "sse"];

/// The word of rank `rank`: the same one each time, another for each `kind`.
fn word(rank: usize, syllables: usize, kind: u64) -> String {
    let mut chance = Chance((rank as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (kind << 40));
    chance.next();
    let count = syllables - usize::from(chance.one_in(3));
    let mut made = String::new();
    for _ in 0..count.max(2) {
        made.push_str(DEBUTS[chance.below(DEBUTS.len())]);
        made.push_str(VOYELLES[chance.below(VOYELLES.len())]);
    }
    made.push_str(FINS[chance.below(FINS.len())]);
    made
}

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end as u64).max(1)).unwrap_or(0)
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    /// A rank among `count`: the first ones are common, most are rare, as names are.
    fn zipf(&mut self, count: usize) -> usize {
        let uniform = f64::from(u32::try_from(self.next() >> 32).unwrap_or(0)) / 4_294_967_296.0;
        let (flat, end) = (
            40.0_f64,
            f64::from(u32::try_from(count).unwrap_or(u32::MAX)),
        );
        // The inverse of a density in 1 / (rank + flat).
        let rank = flat * ((1.0 + end / flat).powf(uniform) - 1.0);
        format!("{:.0}", rank.floor()).parse().unwrap_or(0)
    }
}
