//! A fact as posted: the fields are those of its declaration.

use chrono::NaiveDate;
use jeunes::faits::{Champ, NouveauFait, Sorte, Valeurs};
use kernel::{FieldErrors, dates, text};
use serde::Deserialize;
use uuid::Uuid;

use crate::jeunes::lire;

/// Every field as posted; ticked boxes repeat their name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Saisie(Vec<(String, String)>);

/// The form of the theme of rank `G` in `jeunes::faits::GENRES`.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct FaitForm<const G: usize>(pub(super) Saisie);

/// The form of the right to stay.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct SejourForm(pub(super) Saisie);

/// « Toujours vrai ».
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ConfirmationForm {
    pub(super) id: String,
}

impl Saisie {
    /// The form that changes what is known, from today on.
    pub(super) fn of(id: Uuid, version: i32, known: &Valeurs, today: NaiveDate) -> Self {
        let mut all = vec![
            ("id".to_owned(), id.to_string()),
            ("version".to_owned(), version.to_string()),
            ("vrai_du".to_owned(), lire::field(today)),
        ];
        for (nom, value) in known {
            all.extend(value.split(',').map(|v| (nom.clone(), v.to_owned())));
        }
        Self(all)
    }

    /// The first value of a field, or an empty string.
    pub(super) fn get(&self, nom: &str) -> &str {
        let found = self.0.iter().find(|(name, _)| name == nom);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a field.
    pub(super) fn all(&self, nom: &str) -> Vec<String> {
        let named = self.0.iter().filter(|(name, _)| name == nom);
        named.map(|(_, value)| value.clone()).collect()
    }

    /// Reads the declared fields; what cannot be is left as typed for the rules to refuse.
    pub(super) fn parse(&self, champs: &[Champ]) -> Result<(i32, NouveauFait), FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", self.get("id")).unwrap_or_default();
        let version = lire::hidden(&mut errors, "version", self.get("version"));
        let vrai_du = lire::date(
            &mut errors,
            "vrai_du",
            self.get("vrai_du"),
            "Indiquez depuis quand.",
        );
        let valeurs = champs
            .iter()
            .map(|champ| (champ.nom.to_owned(), self.value(champ)))
            .collect();
        errors.check((
            version.unwrap_or_default(),
            NouveauFait {
                id,
                valeurs,
                vrai_du,
            },
        ))
    }

    fn value(&self, champ: &Champ) -> String {
        let typed = text::tidy_line(self.get(champ.nom));
        match champ.sorte {
            Sorte::Cases(_) => self.all(champ.nom).join(","),
            Sorte::Date | Sorte::Fin => dates::parse(&typed).map_or(typed, lire::field),
            Sorte::Choix(_) | Sorte::Nombre(_) | Sorte::Texte => typed,
        }
    }
}

#[cfg(test)]
mod tests {
    use jeunes::faits::declaration::genre;

    use super::*;

    #[test]
    fn boxes_are_joined_dates_are_read_and_the_form_comes_back() {
        let text = "id=01890000-0000-7000-8000-000000000000&version=2&vrai_du=02%2F03%2F2026\
                    &permis=b&permis=am&rayon=+30+";
        let form: Saisie = serde_html_form::from_str(text).unwrap();
        let champs = genre("mobilite").unwrap().champs;
        let (version, fait) = form.parse(champs).unwrap();
        assert_eq!(version, 2);
        assert_eq!(fait.valeurs["permis"], "b,am");
        assert_eq!(fait.valeurs["rayon"], "30");
        let again = Saisie::of(fait.id, version, &fait.valeurs, fait.vrai_du);
        assert_eq!(again.parse(champs).unwrap().1, fait);
        let errors = Saisie::default().parse(champs).unwrap_err();
        for field in ["id", "version", "vrai_du"] {
            assert!(!errors.get(field).is_empty(), "{field}");
        }
    }
}
