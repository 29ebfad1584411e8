//! Forms as posted: pairs of strings that are read, refused or shown again whole.

use chrono::NaiveDate;
use kernel::{FieldErrors, dates, text};
use serde::Deserialize;
use uuid::Uuid;

use crate::{http::refus::Refus, ui::LigneErreur};

/// A form as it was posted, or as its page fills it the first time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct Saisie(Vec<(String, String)>);

impl From<Vec<(String, String)>> for Saisie {
    fn from(champs: Vec<(String, String)>) -> Self {
        Self(champs)
    }
}

impl Saisie {
    /// What a draft keeps.
    #[cfg(test)]
    pub(crate) fn from_draft(contenu: &str) -> Self {
        serde_html_form::from_str(contenu).unwrap_or_default()
    }

    /// Every field, as posted.
    pub(crate) fn champs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(nom, valeur)| (nom.as_str(), valeur.as_str()))
    }

    /// The first value of `nom`, or an empty string.
    pub(crate) fn un(&self, nom: &str) -> &str {
        self.0
            .iter()
            .find(|(n, _)| n == nom)
            .map_or("", |(_, valeur)| valeur)
    }

    /// Every value of `nom`.
    pub(crate) fn tous(&self, nom: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|(n, _)| n == nom)
            .map(|(_, v)| v.clone())
            .collect()
    }

    /// `valeur` is one of those of `nom`.
    pub(crate) fn contient(&self, nom: &str, valeur: &str) -> bool {
        self.0.iter().any(|(n, v)| n == nom && v == valeur)
    }

    /// Adds a value.
    #[must_use]
    pub(crate) fn avec(mut self, nom: &str, valeur: impl Into<String>) -> Self {
        self.0.push((nom.to_owned(), valeur.into()));
        self
    }

    /// The same form, with another value of `nom`.
    #[must_use]
    pub(crate) fn remplace(mut self, nom: &str, valeur: impl Into<String>) -> Self {
        self.0.retain(|(n, _)| n != nom);
        self.avec(nom, valeur)
    }

    /// How many rows named `<prefixe>_<rang>_…` were posted.
    pub(crate) fn rangs(&self, prefixe: &str) -> usize {
        let rang = |nom: &str| -> Option<usize> {
            nom.strip_prefix(prefixe)?
                .strip_prefix('_')?
                .split('_')
                .next()?
                .parse()
                .ok()
        };
        self.0
            .iter()
            .filter_map(|(nom, _)| rang(nom))
            .map(|r| r + 1)
            .max()
            .unwrap_or(0)
            .min(MAX_RANGS)
    }

    /// Which of the forms of a page this is.
    pub(crate) fn formulaire(&self) -> &str {
        self.un("formulaire")
    }

    /// The fields of that form, without its name before each.
    pub(crate) fn du_formulaire(&self) -> Self {
        let prefixe = format!("{}-", self.formulaire());
        let fields = self.0.iter().map(|(nom, valeur)| {
            let nom = nom.strip_prefix(&prefixe).unwrap_or(nom);
            (nom.to_owned(), valeur.clone())
        });
        Self(fields.collect())
    }
}

/// A form has at most this many rows of one kind.
const MAX_RANGS: usize = 30;

/// Reads a form field by field, and remembers what cannot be read.
#[derive(Debug)]
pub(crate) struct Lecteur<'a> {
    saisie: &'a Saisie,
    /// What was found wrong.
    pub(crate) errors: FieldErrors,
}

impl<'a> Lecteur<'a> {
    pub(crate) const fn new(saisie: &'a Saisie) -> Self {
        Self {
            saisie,
            errors: FieldErrors::new(),
        }
    }

    /// One line.
    pub(crate) fn ligne(&self, nom: &str) -> String {
        text::tidy_line(self.saisie.un(nom))
    }

    /// Free text.
    pub(crate) fn texte(&self, nom: &str) -> String {
        text::tidy_text(self.saisie.un(nom))
    }

    /// A code of a list; the action says whether the list offers it.
    pub(crate) fn code(&self, nom: &str) -> String {
        self.saisie.un(nom).to_owned()
    }

    /// A day that must be given.
    pub(crate) fn date(&mut self, nom: &str) -> NaiveDate {
        let read = dates::parse(self.saisie.un(nom));
        if read.is_none() {
            self.errors
                .add(nom, "Donnez une date, par exemple 03/12/2026.");
        }
        read.unwrap_or_default()
    }

    /// A day that may be left out.
    pub(crate) fn date_libre(&mut self, nom: &str) -> Option<NaiveDate> {
        if self.saisie.un(nom).trim().is_empty() {
            None
        } else {
            Some(self.date(nom))
        }
    }

    /// A value of a closed set.
    pub(crate) fn choix<T: Copy>(
        &mut self,
        nom: &str,
        lire: impl Fn(&str) -> Option<T>,
        defaut: T,
    ) -> T {
        lire(self.saisie.un(nom)).unwrap_or_else(|| {
            self.errors.add(nom, "Choisissez une réponse de la liste.");
            defaut
        })
    }

    /// An identifier that the page wrote.
    pub(crate) fn id(&mut self, nom: &str) -> Uuid {
        self.saisie.un(nom).parse().unwrap_or_else(|_| {
            self.errors
                .add(nom, "Ce formulaire est abîmé\u{a0}: rechargez la page.");
            Uuid::nil()
        })
    }

    /// The version that the page wrote.
    pub(crate) fn version(&mut self) -> i32 {
        self.saisie.un("version").parse().unwrap_or_else(|_| {
            self.errors.add(
                "version",
                "Ce formulaire est abîmé\u{a0}: rechargez la page.",
            );
            0
        })
    }

    /// `valeur` when everything could be read.
    pub(crate) fn fin<T>(self, valeur: T) -> Result<T, FieldErrors> {
        self.errors.check(valeur)
    }
}

/// The form of a page with many small forms that is shown again, with what was typed.
#[derive(Debug, Default)]
pub(crate) struct Reprise {
    cle: String,
    saisie: Saisie,
    /// What is wrong with it.
    pub(crate) refus: Refus,
}

impl Reprise {
    /// `saisie` again, with what is wrong.
    pub(crate) fn new(saisie: &Saisie, refus: Refus) -> Self {
        Self {
            cle: saisie.formulaire().to_owned(),
            saisie: saisie.du_formulaire(),
            refus,
        }
    }

    /// It is the form `cle` that is shown again.
    pub(crate) fn est(&self, cle: &str) -> bool {
        !self.cle.is_empty() && self.cle == cle
    }

    /// What was typed, or `defaut` when the form was not posted.
    pub(crate) fn valeur<'a>(&'a self, cle: &str, nom: &str, defaut: &'a str) -> &'a str {
        if self.est(cle) {
            self.saisie.un(nom)
        } else {
            defaut
        }
    }

    /// Every value typed, or those of `defaut` when the form was not posted.
    pub(crate) fn tous(&self, cle: &str, nom: &str, defaut: &Saisie) -> Vec<String> {
        if self.est(cle) {
            self.saisie.tous(nom)
        } else {
            defaut.tous(nom)
        }
    }

    /// What is wrong with a field, or an empty string.
    pub(crate) fn erreur(&self, cle: &str, nom: &str) -> &str {
        if self.est(cle) {
            self.refus.erreurs.de(nom)
        } else {
            ""
        }
    }

    /// The version to post: that of the conflict once both values were seen.
    pub(crate) fn version(&self, cle: &str, version: i32) -> i32 {
        match &self.refus.conflit {
            Some(conflit) if self.est(cle) => conflit.version,
            _ => version,
        }
    }

    /// Every error, for the summary; the links go to the fields of this form.
    pub(crate) fn lignes(&self) -> Vec<LigneErreur> {
        let mut lignes = self.refus.erreurs.lignes();
        for ligne in &mut lignes {
            ligne.champ = format!("{}-{}", self.cle, ligne.champ);
        }
        lignes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rows_and_repeated_names() {
        let saisie = Saisie::from_draft("action_0_libelle=Appeler&action_12_libelle=Lire&x=1&x=2");
        assert_eq!(saisie.rangs("action"), 13);
        assert_eq!(saisie.rangs("evenement"), 0);
        assert_eq!(saisie.tous("x"), ["1", "2"]);
        assert!(saisie.contient("x", "2"));
        assert_eq!(saisie.un("absent"), "");
    }

    #[test]
    fn a_row_number_typed_by_hand_stays_small() {
        assert_eq!(
            Saisie::from_draft("action_4000000_libelle=x").rangs("action"),
            MAX_RANGS
        );
    }

    #[test]
    fn says_what_cannot_be_read() {
        let saisie = Saisie::from_draft("le=31/02/2026&id=abc&version=deux&etat=faite");
        let mut lecteur = Lecteur::new(&saisie);
        lecteur.date("le");
        lecteur.id("id");
        lecteur.version();
        lecteur.choix("etat", |code| (code == "ouverte").then_some(1), 0);
        assert_eq!(lecteur.date_libre("autre"), None);
        let errors = lecteur.fin(()).unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["le", "id", "version", "etat"]);
    }

    #[test]
    fn a_form_among_many_shows_again_what_was_typed() {
        let saisie = Saisie::from_draft("formulaire=frein-1&frein-1-motif=x&frein-1-le=hier");
        let refus = Refus::from(FieldErrors::one("le", "Donnez une date."));
        let reprise = Reprise::new(&saisie, refus);
        assert_eq!(reprise.valeur("frein-1", "le", "03/12/2026"), "hier");
        assert_eq!(reprise.valeur("frein-2", "le", "03/12/2026"), "03/12/2026");
        assert_eq!(reprise.erreur("frein-1", "le"), "Donnez une date.");
        assert_eq!(reprise.erreur("frein-2", "le"), "");
        assert_eq!(reprise.lignes()[0].champ, "frein-1-le");
        assert_eq!(reprise.version("frein-1", 3), 3);
    }

    #[test]
    fn a_conflict_posts_back_the_new_version() {
        let saisie = Saisie::from_draft("formulaire=f&f-version=3");
        let conflit = platform::Conflit {
            champs: Vec::new(),
            version: 7,
        };
        let refus = Refus {
            conflit: Some(conflit),
            ..Refus::default()
        };
        let reprise = Reprise::new(&saisie, refus);
        assert_eq!(reprise.version("f", 3), 7);
        assert_eq!(reprise.version("g", 3), 3);
    }
}
