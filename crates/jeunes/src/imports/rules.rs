//! Reading the cells of a line, pure.

use chrono::NaiveDate;
use kernel::{dates, text::fold};
use platform::nomenclatures::Nomenclatures;

use crate::dossiers::EtatDossier;

/// A day as other programs write it: ours, or with a time after it, or with the year on two digits
/// (before `today`'s in this century, else in the last).
pub fn day(cell: &str, today: NaiveDate) -> Option<NaiveDate> {
    let cell = cell.trim();
    let date = cell.split(['T', ' ']).next().unwrap_or_default();
    dates::parse(cell)
        .or_else(|| dates::parse(date))
        .or_else(|| short_year(date, today))
}

fn short_year(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (rest, year) = text.rsplit_once(['/', '.', '-'])?;
    if year.len() != 2 {
        return None;
    }
    let in_century = |century: &str| dates::parse(&format!("{rest}/{century}{year}"));
    in_century("20")
        .filter(|day| *day <= today)
        .or_else(|| in_century("19"))
}

/// `femme`, `homme`, or nothing.
pub fn sexe(cell: &str) -> Option<String> {
    match fold(cell).as_str() {
        "f" | "femme" | "feminin" | "mme" | "madame" | "mlle" | "2" => Some("femme".to_owned()),
        "m" | "h" | "homme" | "masculin" | "m." | "monsieur" | "mr" | "1" => {
            Some("homme".to_owned())
        }
        _ => None,
    }
}

/// The state that people write so; `None` when it is not understood.
pub fn etat(cell: &str) -> Option<EtatDossier> {
    let said = fold(cell);
    let known = |etat: &EtatDossier| fold(etat.label()) == said || fold(etat.code()) == said;
    if let Some(etat) = EtatDossier::ALL.iter().copied().find(known) {
        return Some(etat);
    }
    match said.as_str() {
        "" | "en cours" | "ouvert" | "active" => Some(EtatDossier::Actif),
        "veille" | "mise en veille" | "mis en veille" => Some(EtatDossier::EnVeille),
        "fin" | "cloture" | "termine" | "sorti" => Some(EtatDossier::FinAccompagnement),
        "archivee" => Some(EtatDossier::Archive),
        _ => None,
    }
}

/// Category and type of the situation that people write so, from the lists' own words and codes.
pub fn situation(cell: &str, lists: &Nomenclatures) -> Option<(String, String)> {
    let said = fold(cell);
    let same =
        |code: &str, libelle: &str| fold(&code.replace('_', " ")) == said || fold(libelle) == said;
    let types = lists.liste("situation_type").iter();
    if let Some(entry) = types.into_iter().find(|e| same(&e.code, &e.libelle)) {
        return Some((entry.parent.clone(), entry.code.clone()));
    }
    let categories = lists.liste("situation_categorie").iter();
    if let Some(entry) = categories.into_iter().find(|e| same(&e.code, &e.libelle)) {
        return Some((entry.code.clone(), String::new()));
    }
    let category = match said.as_str() {
        "contrat en alternance" => "alternance",
        "scolarise" | "scolarisee" => "scolarite",
        "demandeur d emploi" | "de" => "demandeur_emploi",
        "contrat de volontariat" | "contrat de volontariat benevolat" => "volontariat",
        "non professionnelle" => "non_professionnelle",
        _ => return None,
    };
    Some((category.to_owned(), String::new()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn d(y: i32, m: u32, j: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, j).expect("a date")
    }

    #[test]
    fn days_are_read_as_programs_write_them() {
        let today = d(2026, 11, 23);
        for (cell, expected) in [
            ("12/03/2007", Some(d(2007, 3, 12))),
            ("2007-03-12", Some(d(2007, 3, 12))),
            ("2007-03-12T00:00:00", Some(d(2007, 3, 12))),
            ("12/03/2007 00:00:00", Some(d(2007, 3, 12))),
            ("12.03.07", Some(d(2007, 3, 12))),
            ("12/03/98", Some(d(1998, 3, 12))),
            ("31/02/2007", None),
            ("29/02/2007", None),
            ("12/13/2007", None),
            ("hier", None),
            ("", None),
        ] {
            assert_eq!(day(cell, today), expected, "{cell}");
        }
    }

    #[test]
    fn states_and_sexes_are_understood() {
        assert_eq!(etat("En veille"), Some(EtatDossier::EnVeille));
        assert_eq!(
            etat("Fin d'accompagnement"),
            Some(EtatDossier::FinAccompagnement)
        );
        assert_eq!(etat("ARCHIVÉ"), Some(EtatDossier::Archive));
        assert_eq!(etat("zzz"), None);
        assert_eq!(sexe("Mme").as_deref(), Some("femme"));
        assert_eq!(sexe("M").as_deref(), Some("homme"));
        assert_eq!(sexe("?"), None);
    }

    proptest! {
        #[test]
        fn any_cell_is_read_without_a_panic(cell in "\\PC{0,30}") {
            let today = d(2026, 11, 23);
            let _ = (day(&cell, today), etat(&cell), sexe(&cell));
        }
    }
}
