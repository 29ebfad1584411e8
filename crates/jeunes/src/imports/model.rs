//! The shapes of an import.

use std::{collections::BTreeMap, fmt};

use kernel::text::fold;
use platform::{Error, Result};

use super::champs::Champ;

/// How many wrong lines and remarks the text of a report shows.
const MONTRES: usize = 20;

/// Which column of the file holds which piece of a dossier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Correspondance(BTreeMap<Champ, String>);

impl Correspondance {
    /// What the headings of a file say by themselves.
    pub fn guess<'a>(headings: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<(String, &str)> = headings.into_iter().map(|h| (fold(h), h)).collect();
        let mut found = BTreeMap::new();
        for champ in Champ::all() {
            let column = champ
                .headings()
                .iter()
                .find_map(|usual| known.iter().find(|(folded, _)| folded == usual));
            if let Some((_, heading)) = column {
                found.insert(champ, (*heading).to_owned());
            }
        }
        Self(found)
    }

    /// Says that `column` holds `champ`; an empty column: the file does not say it.
    pub fn set(&mut self, champ: Champ, column: &str) {
        if column.trim().is_empty() {
            self.0.remove(&champ);
        } else {
            self.0.insert(champ, column.trim().to_owned());
        }
    }

    /// The heading of the column that holds `champ`.
    pub fn column(&self, champ: Champ) -> Option<&str> {
        self.0.get(&champ).map(String::as_str)
    }

    /// Every piece and its column, in the order people see.
    pub fn iter(&self) -> impl Iterator<Item = (Champ, &str)> {
        self.0
            .iter()
            .map(|(champ, column)| (*champ, column.as_str()))
    }

    /// As it is saved: codes and headings.
    pub(super) fn to_json(&self) -> serde_json::Value {
        self.iter()
            .map(|(champ, column)| (champ.code().to_owned(), column.into()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    /// What was saved; a code that is no longer known is left out.
    pub(super) fn from_json(value: &serde_json::Value) -> Self {
        let pairs = value.as_object().into_iter().flatten();
        let known = pairs.filter_map(|(code, column)| {
            Some((Champ::from_code(code)?, column.as_str()?.to_owned()))
        });
        Self(known.collect())
    }

    /// Refuses one that misses what a dossier needs, or names a column the file has not.
    ///
    /// # Errors
    /// `Invalid` on `correspondance`, naming the pieces and the columns.
    pub fn check(&self, has: impl Fn(&str) -> bool) -> Result<()> {
        let lacking: Vec<&str> = Champ::all()
            .filter(|champ| champ.needed() && self.column(*champ).is_none())
            .map(Champ::label)
            .collect();
        if !lacking.is_empty() {
            let sentence = format!(
                "Aucune colonne ne donne : {}. Désignez-la, par exemple « --colonne prenom=Prénom ».",
                lacking.join(", ")
            );
            return Err(Error::invalid("correspondance", sentence));
        }
        let unknown: Vec<&str> = self
            .0
            .values()
            .map(String::as_str)
            .filter(|c| !has(c))
            .collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let sentence = format!(
            "Le fichier n’a pas de colonne « {} ».",
            unknown.join(" », « ")
        );
        Err(Error::invalid("correspondance", sentence))
    }
}

/// A line left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejet {
    /// Its number in the file; the header is line 1.
    pub ligne: u64,
    /// The column at fault, or an empty string for the whole line.
    pub colonne: String,
    /// Why; quotes nothing of the person.
    pub raison: String,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rapport {
    /// Dossiers opened.
    pub crees: u64,
    /// Lines that made a dossier in a former run.
    pub deja: u64,
    /// Lines that look like a known person, left for a person to decide.
    pub a_verifier: Vec<Rejet>,
    /// Wrong lines, left out.
    pub rejets: Vec<Rejet>,
    /// Remarks on lines that were kept.
    pub avis: Vec<Rejet>,
}

impl Rapport {
    /// Every line to look at, in the order of the file: what it is, and the line.
    pub fn a_revoir(&self) -> Vec<(&'static str, &Rejet)> {
        let kinds = [
            ("rejetée", &self.rejets),
            ("à vérifier", &self.a_verifier),
            ("reprise, à compléter", &self.avis),
        ];
        let mut all: Vec<_> = kinds
            .into_iter()
            .flat_map(|(kind, list)| list.iter().map(move |rejet| (kind, rejet)))
            .collect();
        all.sort_by_key(|(_, rejet)| rejet.ligne);
        all
    }
}

impl fmt::Display for Rapport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "Dossiers créés : {} ; déjà repris : {} ; à vérifier : {} ; rejetés : {} ; remarques : {}.",
            self.crees,
            self.deja,
            self.a_verifier.len(),
            self.rejets.len(),
            self.avis.len()
        )?;
        let all = self.a_revoir();
        for (kind, rejet) in all.iter().take(MONTRES) {
            let column = if rejet.colonne.is_empty() {
                String::new()
            } else {
                format!(", colonne « {} »", rejet.colonne)
            };
            writeln!(
                f,
                "  ligne {}{column}, {kind} : {}",
                rejet.ligne, rejet.raison
            )?;
        }
        if all.len() > MONTRES {
            writeln!(f, "  … et {} autres lignes.", all.len() - MONTRES)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_understood_as_people_write_them() {
        let columns = [
            "N° dossier",
            "NOM",
            "Prénom",
            "Né(e) le",
            "Ville",
            "Remarque",
        ];
        let guessed = Correspondance::guess(columns);
        assert_eq!(guessed.column(Champ::NomNaissance), Some("NOM"));
        assert_eq!(guessed.column(Champ::Prenom), Some("Prénom"));
        assert_eq!(guessed.column(Champ::Commune), Some("Ville"));
        assert_eq!(guessed.column(Champ::Telephone), None);
        assert!(
            guessed.column(Champ::DateNaissance).is_some(),
            "{guessed:?}"
        );
        assert!(guessed.column(Champ::Numero).is_some(), "{guessed:?}");
        assert_eq!(Correspondance::from_json(&guessed.to_json()), guessed);
    }

    #[test]
    fn what_is_missing_is_named() {
        let guessed = Correspondance::guess(["Nom", "Prénom"]);
        let Err(Error::Invalid(errors)) = guessed.check(|_| true) else {
            panic!("the birth date is missing");
        };
        assert!(errors.get("correspondance").contains("Date de naissance"));
        let mut told = guessed;
        told.set(Champ::DateNaissance, "Jour");
        let Err(Error::Invalid(errors)) = told.check(|column| column != "Jour") else {
            panic!("the column is not there");
        };
        assert_eq!(
            errors.get("correspondance"),
            "Le fichier n’a pas de colonne « Jour »."
        );
        assert!(told.check(|_| true).is_ok());
    }
}
