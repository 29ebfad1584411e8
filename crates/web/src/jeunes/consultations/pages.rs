//! The page « Qui a consulté ».

use askama::Template;
use chrono_tz::Tz;
use jeunes::consultations::Consultation;
use kernel::{Role, dates};

use crate::{jeunes::tete::Tete, ui::Cadre};

#[derive(Template)]
#[template(path = "jeunes/consultations/page.html")]
pub(super) struct ConsultationsPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) lignes: Vec<Ligne>,
    pub(super) suite: String,
}

/// One reading or change, in words.
#[derive(Debug)]
pub(super) struct Ligne {
    pub(super) jour: String,
    pub(super) heure: String,
    pub(super) qui: String,
    pub(super) fonction: &'static str,
    pub(super) quoi: String,
    pub(super) lecture: bool,
}

impl Ligne {
    pub(super) fn new(row: &Consultation, fuseau: Tz) -> Self {
        Self {
            jour: dates::long(row.jour),
            heure: row.le.with_timezone(&fuseau).format("%-H h %M").to_string(),
            qui: if row.agent_nom.is_empty() {
                "Traitement automatique".to_owned()
            } else {
                row.agent_nom.clone()
            },
            fonction: row.role.map_or("", Role::label),
            quoi: words(row),
            lecture: row.action == "lecture",
        }
    }
}

fn words(row: &Consultation) -> String {
    if row.action == "lecture" {
        let section = row.section.map_or("le dossier", kernel::Section::label);
        return format!("Lecture : {}", lowered(section));
    }
    let act = match row.action.as_str() {
        "creation" => "Création",
        "ajout" => "Ajout",
        "modification" | "correction" => "Modification",
        "fin" => "Fin",
        "levee" => "Levée",
        "etat" => return "Changement d’état du dossier".to_owned(),
        "referent" => return "Changement de référent".to_owned(),
        "protection" => return "Mise sous protection".to_owned(),
        "fin_protection" => return "Fin de la protection".to_owned(),
        other => return format!("{} : {}", sentence(other), object(&row.objet)),
    };
    format!("{act} : {}", object(&row.objet))
}

fn object(objet: &str) -> String {
    match objet {
        "identite" => "identité".to_owned(),
        "lieu" => "adresse".to_owned(),
        "contact_rapide" => "contact en 20 secondes".to_owned(),
        "note" => "note confidentielle".to_owned(),
        other => other.replace('_', " "),
    }
}

/// A code as the beginning of a sentence.
fn sentence(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// A label in the middle of a sentence.
fn lowered(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};
    use kernel::Section;

    use super::*;

    fn row(action: &str, objet: &str, section: Option<Section>) -> Consultation {
        Consultation {
            id: uuid::Uuid::nil().into(),
            le: DateTime::UNIX_EPOCH,
            jour: NaiveDate::default(),
            agent_nom: String::new(),
            role: None,
            action: action.to_owned(),
            objet: objet.to_owned(),
            section,
        }
    }

    #[test]
    fn says_in_words_what_was_done() {
        let said = |action, objet, section| words(&row(action, objet, section));
        assert_eq!(
            said("lecture", "dossier", Some(Section::Contacts)),
            "Lecture : contacts et adresse"
        );
        assert_eq!(said("modification", "lieu", None), "Modification : adresse");
        assert_eq!(
            said("urgence_traitee", "dossier", None),
            "Urgence traitee : dossier"
        );
        let ligne = Ligne::new(&row("fin", "contact", None), chrono_tz::Europe::Paris);
        assert_eq!((ligne.heure.as_str(), ligne.lecture), ("1 h 00", false));
    }
}
