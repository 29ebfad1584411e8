//! Rules of the search, pure: what was typed, how to look for it, how close a name is.

use chrono::NaiveDate;
use kernel::{dates, phone, text};

use crate::dossiers::rules::{parse_numero, plausible_mail};

/// Words beyond these are ignored.
const MOTS_MAX: usize = 6;
/// Characters beyond these are ignored.
const TEXTE_MAX: usize = 120;
/// A short word is looked for with every single typo; a longer one by its trigrams.
const MOT_COURT: usize = 5;
/// Below this mean likeness of the words, a name is not shown.
pub const RESSEMBLANCE_MIN: f64 = 0.6;
/// Below this likeness of one word, a name is not shown.
const MOT_MIN: f64 = 0.5;

const MOIS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// What was typed, sorted out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requete {
    /// A dossier number, in its one form.
    pub numero: Option<String>,
    /// A birth date.
    pub naissance: Option<NaiveDate>,
    /// A phone: E.164 when it is whole, else some of its digits.
    pub telephone: Option<String>,
    /// A mail, in lower case.
    pub courriel: Option<String>,
    /// Beginnings of names, folded.
    pub mots: Vec<String>,
}

impl Requete {
    /// Nothing to look for.
    pub const fn is_empty(&self) -> bool {
        self.numero.is_none()
            && self.naissance.is_none()
            && self.telephone.is_none()
            && self.courriel.is_none()
            && self.mots.is_empty()
    }

    /// The pattern of `like` for the phone or the mail.
    pub fn motif_contact(&self) -> Option<String> {
        if let Some(mail) = &self.courriel {
            return Some(escape_like(mail));
        }
        self.telephone.as_ref().map(|number| {
            if number.starts_with('+') {
                number.clone()
            } else {
                format!("%{number}%")
            }
        })
    }
}

/// Sorts out what was typed.
pub fn parse(typed: &str) -> Requete {
    let typed: String = text::tidy_line(typed).chars().take(TEXTE_MAX).collect();
    let mut requete = Requete::default();
    if let Some(numero) = parse_numero(&typed) {
        requete.numero = Some(numero);
        return requete;
    }
    let tokens: Vec<&str> = typed.split(' ').filter(|t| !t.is_empty()).collect();
    let mut rest = Vec::new();
    let mut digits = String::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if requete.naissance.is_none()
            && let Some((day, used)) = date_at(&tokens[at..])
        {
            requete.naissance = Some(day);
            if used == 1 && token.bytes().all(|b| b.is_ascii_digit()) {
                digits.push_str(token);
            }
            at += used;
            continue;
        }
        if let Some(numero) = parse_numero(token) {
            requete.numero = Some(numero);
        } else if plausible_mail(token) {
            requete.courriel = Some(token.to_lowercase());
        } else if is_phone_part(token) {
            digits.push_str(token);
        } else {
            rest.push(*token);
        }
        at += 1;
    }
    requete.telephone = telephone(&digits);
    let folded = text::fold(&rest.join(" "));
    requete.mots = folded
        .split(' ')
        .filter(|mot| mot.chars().any(char::is_alphabetic))
        .take(MOTS_MAX)
        .map(str::to_owned)
        .collect();
    requete
}

/// A date at the beginning of `tokens`, and how many of them say it: `3/12/2007`, `3 12 2007`,
/// `3 décembre 2007`.
fn date_at(tokens: &[&str]) -> Option<(NaiveDate, usize)> {
    if let Some(day) = dates::parse(tokens.first()?) {
        return Some((day, 1));
    }
    let [day, month, year, ..] = tokens else {
        return None;
    };
    let folded = text::fold(month);
    let month = MOIS
        .iter()
        .position(|m| *m == folded)
        .map_or_else(|| (*month).to_owned(), |index| (index + 1).to_string());
    let day = day.trim_end_matches("er");
    dates::parse(&format!("{day}/{month}/{year}")).map(|day| (day, 3))
}

fn is_phone_part(token: &str) -> bool {
    token.bytes().any(|b| b.is_ascii_digit())
        && token
            .bytes()
            .all(|b| b.is_ascii_digit() || b"+.-()/".contains(&b))
}

/// A whole number as E.164, or at least six of its digits without the national or French prefix.
fn telephone(typed: &str) -> Option<String> {
    if let Some(whole) = phone::normalize(typed) {
        return Some(whole);
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let bare = if typed.starts_with("+33") {
        &digits[2..]
    } else {
        digits.strip_prefix("0033").unwrap_or(&digits)
    };
    let bare = bare.strip_prefix('0').unwrap_or(bare);
    (digits.len() >= 6 && bare.len() >= 5).then(|| bare.to_owned())
}

/// `text` as a pattern that only itself matches.
pub fn escape_like(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The longest words first: they are the ones the index finds fastest.
pub fn by_length(mots: &[String]) -> Vec<String> {
    let mut sorted = mots.to_vec();
    sorted.sort_by_key(|mot| std::cmp::Reverse(mot.chars().count()));
    sorted
}

/// For words that are all short, and few: the regular expression of each with one typo, since
/// their trigrams do not survive it. Else nothing.
pub fn variants(mots: &[String]) -> Vec<String> {
    let short = |mot: &String| (3..=MOT_COURT).contains(&mot.chars().count());
    if mots.is_empty() || mots.len() > 2 || !mots.iter().all(short) {
        return Vec::new();
    }
    mots.iter().map(|mot| one_typo(mot)).collect()
}

/// The word, or the word with two neighbours swapped, a letter changed, forgotten or added. The
/// first letter may be swapped, and is else taken as right.
fn one_typo(mot: &str) -> String {
    let letters: Vec<char> = mot.chars().collect();
    let mut forms = vec![mot.to_owned()];
    for i in 0..letters.len() {
        if i + 1 < letters.len() {
            let mut swapped = letters.clone();
            swapped.swap(i, i + 1);
            forms.push(swapped.into_iter().collect());
        }
        if i > 0 {
            let (before, after) = (&letters[..i], &letters[i + 1..]);
            let join = |middle: &str, after: &[char]| -> String {
                before
                    .iter()
                    .collect::<String>()
                    .chars()
                    .chain(middle.chars())
                    .chain(after.iter().copied())
                    .collect()
            };
            forms.push(join(".", after));
            forms.push(join("", after));
            forms.push(join(".", &letters[i..]));
        }
    }
    forms.sort();
    forms.dedup();
    format!("(^| )({})( |$)", forms.join("|"))
}

/// How close the folded words typed are to the folded words of a name, from 0 to 1, each name word
/// serving once; `None` when one of them is like none of the name's. `true` beside it: each one
/// begins a name.
pub fn likeness(mots: &[String], nom: &str) -> Option<(f64, bool)> {
    let mut names: Vec<&str> = nom.split(' ').collect();
    let (mut sum, mut exact) = (0.0, true);
    for mot in mots {
        let (index, score) = names
            .iter()
            .enumerate()
            .map(|(index, name)| (index, word_likeness(mot, name)))
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        if score < MOT_MIN {
            return None;
        }
        exact &= names[index].starts_with(mot.as_str());
        names.swap_remove(index);
        sum += score;
    }
    let count = u32::try_from(mots.len()).unwrap_or(u32::MAX);
    (count > 0).then(|| (sum / f64::from(count), exact))
}

/// How close one typed word is to a name: 1 the same, a little less when it begins it, then by the
/// number of typos against the whole name or its beginning.
pub fn word_likeness(mot: &str, name: &str) -> f64 {
    if mot == name {
        return 1.0;
    }
    if name.starts_with(mot) {
        return 0.97;
    }
    let length = mot.chars().count();
    if length < 3 {
        return 0.0;
    }
    let whole = ratio(mot, name);
    let beginning: String = name.chars().take(length).collect();
    let begun = if length >= 4 {
        ratio(mot, &beginning) - 0.05
    } else {
        0.0
    };
    whole.max(begun)
}

/// 1 minus the typos per letter of the longer word; a swap of neighbours is one typo.
pub fn ratio(a: &str, b: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(a, b)
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
