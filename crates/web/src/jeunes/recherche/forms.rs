//! What was typed in the search.

use jeunes::recherche::rules;
use kernel::{phone, text};
use serde::Deserialize;

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RechercheQuery {
    pub(super) q: String,
}

/// The query that carries what was typed to the creating form.
pub(super) fn carried(q: &str) -> String {
    let requete = rules::parse(q);
    let (nom, prenom) = names(q);
    let naissance = requete.naissance.map(|day| day.to_string());
    let telephone = requete
        .telephone
        .filter(|number| number.starts_with('+'))
        .map(|number| phone::display(&number));
    let fields = [
        ("nom_naissance", Some(nom)),
        ("prenom", Some(prenom)),
        ("date_naissance", naissance),
        ("telephone", telephone),
        ("courriel", requete.courriel),
    ];
    let fields: Vec<(&str, String)> = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.filter(|v| !v.is_empty())?)))
        .collect();
    serde_html_form::to_string(fields).unwrap_or_default()
}

/// Name and given name among the words typed: words in capitals are the name, else the first one.
fn names(q: &str) -> (String, String) {
    let typed = text::tidy_line(q);
    let words: Vec<&str> = typed
        .split(' ')
        .filter(|word| {
            word.chars().any(char::is_alphabetic)
                && !word.chars().any(|c| c.is_ascii_digit() || c == '@')
        })
        .take(6)
        .collect();
    let capitals = |word: &str| word.chars().count() > 1 && word == word.to_uppercase();
    let (mut name, mut given): (Vec<&str>, Vec<&str>) = words.iter().partition(|w| capitals(w));
    if name.is_empty() || given.is_empty() {
        let cut = words.len().min(1);
        (name, given) = (words[..cut].to_vec(), words[cut..].to_vec());
    }
    (proper(&name), proper(&given))
}

/// Words with a capital first letter; those that already have one stay as typed.
fn proper(words: &[&str]) -> String {
    let one = |word: &str| -> String {
        if word.chars().any(char::is_uppercase) {
            return word.to_owned();
        }
        let mut start = true;
        word.chars()
            .flat_map(|c| {
                let upper: Vec<char> = if start {
                    c.to_uppercase().collect()
                } else {
                    vec![c]
                };
                start = matches!(c, '-' | '\'' | '’');
                upper
            })
            .collect()
    };
    words.iter().map(|w| one(w)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carries_names_date_and_phone_to_the_creating_form() {
        assert_eq!(carried("dubois lena"), "nom_naissance=Dubois&prenom=Lena");
        assert_eq!(
            carried("Anne-marie DE LA TOUR"),
            "nom_naissance=DE+LA+TOUR&prenom=Anne-marie"
        );
        assert_eq!(
            carried("o’brien jean-luc 14/03/2005"),
            "nom_naissance=O%E2%80%99Brien&prenom=Jean-Luc&date_naissance=2005-03-14"
        );
        assert_eq!(carried("06 39 98 00 01"), "telephone=06+39+98+00+01");
        assert_eq!(carried("  "), "");
    }
}
