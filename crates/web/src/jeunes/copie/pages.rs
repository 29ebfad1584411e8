//! The pages of the copy.

use askama::Template;
use chrono::DateTime;
use chrono_tz::Tz;
use jeunes::copie::{Champ, LigneCopiee, Partie, Valeur};
use kernel::dates;

use crate::{jeunes::tete::Tete, ui::Cadre};

/// What a copy holds, and the forms it takes.
#[derive(Template)]
#[template(path = "jeunes/copie/annonce.html")]
pub(super) struct AnnoncePage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) tus: Vec<&'static str>,
}

/// The copy, to read and print.
#[derive(Template)]
#[template(path = "jeunes/copie/copie.html")]
pub(super) struct CopiePage {
    pub(super) cadre: Cadre,
    pub(super) retour: String,
    pub(super) structure: String,
    pub(super) numero: String,
    pub(super) nom: String,
    pub(super) faite_le: String,
    pub(super) parties: Vec<PartieVue>,
    pub(super) vides: Vec<&'static str>,
    pub(super) tus: Vec<&'static str>,
}

/// A table.
#[derive(Debug)]
pub(crate) struct PartieVue {
    pub(crate) cle: &'static str,
    pub(crate) libelle: &'static str,
    pub(crate) lignes: Vec<Vec<Mot>>,
}

/// A label and what it says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mot {
    pub(crate) libelle: String,
    pub(crate) dit: String,
}

impl PartieVue {
    pub(crate) fn new(partie: &Partie, fuseau: Tz) -> Self {
        Self {
            cle: partie.nom,
            libelle: partie.libelle,
            lignes: partie.lignes.iter().map(|l| line(l, fuseau)).collect(),
        }
    }
}

fn line(line: &LigneCopiee, fuseau: Tz) -> Vec<Mot> {
    let mut all = Vec::new();
    for champ in &line.champs {
        say(champ, fuseau, &mut all);
    }
    for tu in &line.tus {
        all.push(Mot {
            libelle: (*tu).to_owned(),
            dit: "Noté, mais c’est la donnée d’une autre personne".to_owned(),
        });
    }
    all
}

fn say(champ: &Champ, fuseau: Tz, all: &mut Vec<Mot>) {
    let dit = match &champ.valeur {
        Valeur::Reference(_) => return,
        Valeur::Champs(fields) => {
            for field in fields {
                say(field, fuseau, all);
            }
            return;
        }
        Valeur::Jour(day) => dates::long(*day),
        Valeur::Instant(text) => instant(text, fuseau),
        Valeur::Codes(codes) => {
            let words: Vec<&str> = codes.iter().map(|code| code.libelle.as_str()).collect();
            words.join(", ")
        }
        Valeur::Brut(value) => match (value.as_str(), value.as_bool(), value.get("objectifs")) {
            (Some(text), ..) => text.to_owned(),
            (_, Some(true), _) => "Oui".to_owned(),
            (_, Some(false), _) => "Non".to_owned(),
            (_, _, Some(plan)) => plan.as_array().map_or_else(String::new, |all| {
                let named = all.iter().filter_map(|one| one.get("libelle")?.as_str());
                named.collect::<Vec<_>>().join(" ; ")
            }),
            _ => value.to_string(),
        },
    };
    all.push(Mot {
        libelle: champ.libelle.clone(),
        dit,
    });
}

fn instant(text: &str, fuseau: Tz) -> String {
    DateTime::parse_from_rfc3339(text).map_or_else(
        |_| text.to_owned(),
        |instant| {
            let here = instant.with_timezone(&fuseau);
            let hour = here.format("%-H h %M");
            format!("{} à {hour}", dates::long(here.date_naive()))
        },
    )
}

#[cfg(test)]
mod tests {
    use jeunes::copie::Code;

    use super::*;

    #[test]
    fn a_row_is_said_in_plain_french() {
        let champ = |libelle: &str, valeur| Champ {
            nom: String::new(),
            libelle: libelle.to_owned(),
            valeur,
        };
        let code = Code {
            code: "fr".to_owned(),
            libelle: "Français".to_owned(),
        };
        let row = LigneCopiee {
            champs: vec![
                champ("Langue", Valeur::Codes(vec![code])),
                champ(
                    "Noté le",
                    Valeur::Instant("2026-11-23T09:05:00+00:00".to_owned()),
                ),
                champ("Protégé", Valeur::Brut(false.into())),
                champ("Référence", Valeur::Reference("x".to_owned())),
            ],
            tus: vec!["Numéro"],
        };
        let said = line(&row, chrono_tz::Europe::Paris);
        let said: Vec<&str> = said.iter().map(|mot| mot.dit.as_str()).collect();
        assert_eq!(
            said,
            [
                "Français",
                "23 novembre 2026 à 10 h 05",
                "Non",
                "Noté, mais c’est la donnée d’une autre personne",
            ]
        );
    }
}
