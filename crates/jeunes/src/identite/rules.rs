//! How alike two persons are, pure. A sum of weights chosen by hand until the linkage engine brings
//! its own: names count most, then the birth date, then a contact, then the commune.

use chrono::{Datelike as _, NaiveDate};
use kernel::{dates, text};

use super::{
    model::{Champ, Comparaison, Portrait},
    phonetique,
};
use crate::dossiers::{Identite, Naissance};

/// From here on, a person is shown as a likely duplicate. Two equal names and nothing against them
/// (6) pass; close names alone (4) need a birth date that is near, or a contact.
pub const SEUIL: f64 = 5.0;
/// From here on, a protected dossier may be hinted at: equal names and equal birth date (10).
pub const SEUIL_FORT: f64 = 9.5;

/// One part of the comparison.
struct Part {
    weight: f64,
    libelle: &'static str,
    words: Option<(bool, String)>,
}

/// Compares `new` with what a dossier holds. The seam of the linkage engine.
pub fn compare(new: &Portrait, known: &Portrait, today: NaiveDate) -> Comparaison {
    let mut result = Comparaison::default();
    let parts = [
        names(&new.identite, &known.identite),
        birth(new.naissance, known.naissance, today),
        contact(&new.contacts, &known.contacts),
        commune(new, known),
    ];
    for part in parts {
        result.score += part.weight;
        if let Some((agrees, words)) = part.words {
            let words = format!("{} : {words}", part.libelle);
            if agrees {
                result.concorde.push(words);
            } else {
                result.differe.push(words);
            }
        }
    }
    result
}

fn part(libelle: &'static str, weight: f64, agrees: bool, words: &str) -> Part {
    Part {
        weight,
        libelle,
        words: Some((agrees, words.to_owned())),
    }
}

const fn silent(libelle: &'static str) -> Part {
    Part {
        weight: 0.0,
        libelle,
        words: None,
    }
}

/// Given name and name, each by the best of its forms, also the one in the other's place.
fn names(new: &Identite, known: &Identite) -> Part {
    let forms = |first: &str, second: &str| -> Vec<String> {
        [first, second]
            .iter()
            .map(|n| text::fold(n))
            .filter(|n| !n.is_empty())
            .collect()
    };
    let (nom, prenom) = (
        forms(&new.nom_naissance, &new.nom_usage),
        forms(&new.prenom, &new.prenom_usage),
    );
    let (nom2, prenom2) = (
        forms(&known.nom_naissance, &known.nom_usage),
        forms(&known.prenom, &known.prenom_usage),
    );
    let straight = f64::midpoint(best(&nom, &nom2), best(&prenom, &prenom2));
    let swapped = f64::midpoint(best(&nom, &prenom2), best(&prenom, &nom2)) - 0.02;
    let weakest = best(&nom, &nom2).min(best(&prenom, &prenom2));
    let weakest_swapped = best(&nom, &prenom2).min(best(&prenom, &nom2));
    let libelle = "Noms";
    if swapped > straight && weakest_swapped >= 0.7 {
        return part(libelle, 6.0 * swapped, true, "les mêmes, inversés");
    }
    match (straight, weakest) {
        (s, _) if s >= 0.999 => part(libelle, 6.0, true, "les mêmes"),
        (s, w) if s >= 0.8 && w >= 0.65 => part(libelle, 5.0 * s, true, "très proches"),
        (s, w) if s >= 0.7 && w >= 0.5 => part(libelle, 3.0 * s, false, "proches"),
        (s, _) if s >= 0.5 => part(libelle, 0.0, false, "en partie différents"),
        _ => part(libelle, -6.0, false, "différents"),
    }
}

/// The likeness of the two closest forms.
fn best(a: &[String], b: &[String]) -> f64 {
    a.iter()
        .flat_map(|x| b.iter().map(|y| name_likeness(x, y)))
        .fold(0.0, f64::max)
}

/// The likeness of two folded names from 0 to 1: typos per letter, the same words in another
/// order, one inside the other (a compound name said in part), or heard the same.
pub fn name_likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let key = |name: &str| -> String { name.split(' ').map(phonetique::key).collect() };
    let sorted = |name: &str| -> Vec<String> {
        let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        words.sort();
        words
    };
    let (words_a, words_b) = (sorted(a), sorted(b));
    if words_a == words_b || a.replace(' ', "") == b.replace(' ', "") {
        return 0.98;
    }
    let (short, long) = if words_a.len() < words_b.len() {
        (&words_a, &words_b)
    } else {
        (&words_b, &words_a)
    };
    let inside = short.len() < long.len()
        && short
            .iter()
            .all(|w| w.chars().count() > 2 && long.contains(w));
    let typos = strsim::normalized_damerau_levenshtein(a, b);
    let heard = if key(a) == key(b) { 0.9 } else { 0.0 };
    let part = if inside { 0.85 } else { 0.0 };
    typos.max(heard).max(part)
}

fn birth(new: Naissance, known: Naissance, today: NaiveDate) -> Part {
    let libelle = "Naissance";
    let (Naissance::Date(a), Naissance::Date(b)) = (new, known) else {
        return match (new.age(today) - known.age(today)).abs() {
            0 | 1 => part(libelle, 1.0, true, "âges compatibles"),
            2 => silent(libelle),
            _ => part(libelle, -3.0, false, "âges différents"),
        };
    };
    if a == b {
        return part(libelle, 4.0, true, "même date");
    }
    if a.year() == b.year() && a.month() == b.day() && a.day() == b.month() {
        return part(libelle, 3.0, true, "jour et mois inversés");
    }
    if one_digit_off(a, b) {
        return part(libelle, 2.5, true, "un seul chiffre diffère");
    }
    if (a - b).num_days().abs() <= 366 {
        return part(libelle, -1.5, false, "dates proches mais différentes");
    }
    part(libelle, -4.0, false, "dates différentes")
}

/// The two dates, written with eight digits, differ by one digit or by two neighbours swapped.
pub fn one_digit_off(a: NaiveDate, b: NaiveDate) -> bool {
    let digits = |day: NaiveDate| day.format("%d%m%Y").to_string();
    let (a, b) = (digits(a), digits(b));
    a.len() == b.len() && strsim::damerau_levenshtein(&a, &b) == 1
}

fn contact(new: &[String], known: &[String]) -> Part {
    let libelle = "Contact";
    if new.iter().any(|value| known.contains(value)) {
        part(libelle, 3.0, true, "même téléphone ou même courriel")
    } else if new.is_empty() || known.is_empty() {
        silent(libelle)
    } else {
        part(libelle, -0.2, false, "aucun en commun")
    }
}

fn commune(new: &Portrait, known: &Portrait) -> Part {
    let libelle = "Commune";
    match (&new.commune, &known.commune) {
        (Some(a), Some(b)) if a == b => part(libelle, 0.8, true, "la même"),
        (Some(_), Some(_)) => part(libelle, -0.3, false, "différentes"),
        _ => silent(libelle),
    }
}

/// Both persons, line by line, for the side by side; only lines that say something.
pub fn side_by_side(new: &Portrait, known: &Portrait) -> Vec<Champ> {
    let birth = |n: Naissance| match n {
        Naissance::Date(day) => dates::short(day),
        Naissance::Declaree { age, le } => {
            format!("{age} ans déclarés le {}", dates::short(le))
        }
    };
    let phones = |all: &[String]| -> String {
        let shown: Vec<String> = all.iter().map(|v| kernel::phone::display(v)).collect();
        shown.join(", ")
    };
    let (a, b) = (&new.identite, &known.identite);
    let lines = [
        (
            "Nom de naissance",
            a.nom_naissance.clone(),
            b.nom_naissance.clone(),
        ),
        ("Nom d’usage", a.nom_usage.clone(), b.nom_usage.clone()),
        ("Prénom", a.prenom.clone(), b.prenom.clone()),
        (
            "Prénom d’usage",
            a.prenom_usage.clone(),
            b.prenom_usage.clone(),
        ),
        ("Naissance", birth(new.naissance), birth(known.naissance)),
        (
            "Commune",
            new.commune_nom.clone(),
            known.commune_nom.clone(),
        ),
        ("Contacts", phones(&new.contacts), phones(&known.contacts)),
    ];
    lines
        .into_iter()
        .filter(|(_, nouveau, existant)| !(nouveau.is_empty() && existant.is_empty()))
        .map(|(libelle, nouveau, existant)| Champ {
            libelle,
            nouveau,
            existant,
        })
        .collect()
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
