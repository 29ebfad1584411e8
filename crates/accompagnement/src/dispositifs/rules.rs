//! Rules of dispositifs, pure: ends, prolongations, exits.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use kernel::{FieldErrors, dates};

use super::model::{
    Adhesion, Dispositif, Fin, LocalSaisi, Prolongation, ProlongationDemandee, Sortie,
};
use crate::commun::{check_label, check_past, check_text};

/// The longest words of a reason.
pub const MOTS_MAX: usize = 500;

/// The reason that asks for words, and counts as a defect of quality.
pub const MOTIF_AUTRE: &str = "autre";

/// The last day of `mois` months that begin on `debut`: 12 months from 23 November end on
/// 22 November.
pub fn apres_mois(debut: NaiveDate, mois: i32) -> Option<NaiveDate> {
    let mois = Months::new(u32::try_from(mois).ok()?);
    debut
        .checked_add_months(mois)?
        .checked_sub_days(Days::new(1))
}

/// The last day of the second month that follows the month of `day` (C. trav. R5131-16).
pub fn fin_du_deuxieme_mois_suivant(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?
        .checked_add_months(Months::new(3))?
        .checked_sub_days(Days::new(1))
}

/// The end of `dispositif` for someone who entered on `entree`, with what prolonged it.
pub fn fin(
    dispositif: &Dispositif,
    entree: NaiveDate,
    naissance: Option<NaiveDate>,
    prolongation: Option<(Prolongation, NaiveDate)>,
) -> Fin {
    let mut bounds: Vec<(NaiveDate, String)> = Vec::new();
    let court = &dispositif.nom_court;
    if let Some((motif, au)) = prolongation {
        bounds.push((au, prolonged(motif, au)));
    } else if let Some(mois) = dispositif.duree_mois
        && let Some(le) = apres_mois(entree, mois)
    {
        let depuis = dates::short(entree);
        let sentence = format!(
            "{court} : {mois} mois depuis l’entrée le {depuis}, soit jusqu’au {}.",
            dates::short(le)
        );
        bounds.push((le, sentence));
    }
    if let Some((le, sentence)) = age_bound(dispositif, naissance)
        && le >= entree
    {
        bounds.push((le, sentence));
    }
    bounds.sort_by_key(|(le, _)| *le);
    let mut raisons: Vec<String> = bounds
        .iter()
        .map(|(_, sentence)| sentence.clone())
        .collect();
    if dispositif.age_sortie.is_some() && naissance.is_none() {
        raisons.push(
            "La limite d’âge ne peut pas être calculée : la date de naissance manque.".to_owned(),
        );
    }
    if raisons.is_empty() {
        raisons.push("Aucune durée n’est fixée : la fin se décide avec la personne.".to_owned());
    }
    Fin {
        le: bounds.first().map(|(le, _)| *le),
        raisons,
    }
}

fn prolonged(motif: Prolongation, au: NaiveDate) -> String {
    let au = dates::short(au);
    match motif {
        Prolongation::Exceptionnelle => {
            format!("Prolongé par exception, avec une raison, jusqu’au {au}.")
        }
        Prolongation::AutreParcours => format!(
            "Prolongé jusqu’au {au}, dernier jour du deuxième mois après la fin de l’autre parcours."
        ),
    }
}

fn age_bound(dispositif: &Dispositif, naissance: Option<NaiveDate>) -> Option<(NaiveDate, String)> {
    let years = u32::try_from(dispositif.age_sortie?).ok()?;
    let birthday = dates::birthday(naissance?, years)?;
    let le = birthday.pred_opt()?;
    let sentence = format!("Veille de ses {years} ans, le {}.", dates::short(le));
    Some((le, sentence))
}

/// What is wrong with a prolongation, and the last day it gives when nothing is.
///
/// # Errors
/// By field: `motif`, `jusqu_au`, `mots`.
pub fn prolongation(
    dispositif: &Dispositif,
    adhesion: &Adhesion,
    typed: &ProlongationDemandee,
) -> Result<NaiveDate, FieldErrors> {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "mots", &typed.mots, MOTS_MAX);
    let wanted = match typed.motif {
        Prolongation::Exceptionnelle => {
            by_exception(&mut errors, dispositif, adhesion, typed);
            Some(typed.jusqu_au)
        }
        Prolongation::AutreParcours => after_another(&mut errors, dispositif, adhesion, typed),
    };
    if let (Some(au), Some(fin)) = (wanted, adhesion.fin_prevue)
        && au <= fin
    {
        let fin = dates::short(fin);
        errors.add(
            "jusqu_au",
            format!("Le parcours va déjà jusqu’au {fin} : cette date ne le prolonge pas."),
        );
    }
    errors.check(wanted.unwrap_or_default())
}

fn by_exception(
    errors: &mut FieldErrors,
    dispositif: &Dispositif,
    adhesion: &Adhesion,
    typed: &ProlongationDemandee,
) {
    let longest = match (dispositif.duree_mois, dispositif.duree_max_mois) {
        (Some(usual), Some(most)) if most > usual => apres_mois(adhesion.entree_le, most),
        _ => None,
    };
    match longest {
        None => errors.add(
            "motif",
            format!("{} ne se prolonge pas par exception.", dispositif.nom_court),
        ),
        Some(last) if typed.jusqu_au > last => errors.add(
            "jusqu_au",
            format!(
                "{} dure {} mois au plus : jusqu’au {}.",
                dispositif.nom_court,
                dispositif.duree_max_mois.unwrap_or_default(),
                dates::short(last)
            ),
        ),
        Some(_) => {}
    }
}

fn after_another(
    errors: &mut FieldErrors,
    dispositif: &Dispositif,
    adhesion: &Adhesion,
    typed: &ProlongationDemandee,
) -> Option<NaiveDate> {
    if !dispositif.suite_autre_parcours {
        errors.add(
            "motif",
            format!(
                "{} ne se prolonge pas par un autre parcours.",
                dispositif.nom_court
            ),
        );
    }
    if typed.jusqu_au < adhesion.entree_le {
        let entree = dates::short(adhesion.entree_le);
        errors.add(
            "jusqu_au",
            format!("L’autre parcours finit après l’entrée, le {entree}."),
        );
    }
    fin_du_deuxieme_mois_suivant(typed.jusqu_au)
}

/// What is wrong with a dispositif of the mission locale, apart from its words and its lists.
pub fn check_local(new: &LocalSaisi) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if new.valide_au.is_some_and(|au| au < new.valide_du) {
        errors.add("valide_au", "La fin est avant le début.");
    }
    let age = |value: i32| (14..=60).contains(&value);
    if !age(new.age_min) {
        errors.add("age_min", "Écrivez un âge, de 14 à 60 ans.");
    }
    if !age(new.age_max) || new.age_max < new.age_min {
        errors.add("age_max", "Écrivez un âge, à partir du premier.");
    }
    if new.age_max_rqth.is_some_and(|a| !age(a) || a < new.age_max) {
        errors.add("age_max_rqth", "Écrivez un âge, à partir du précédent.");
    }
    let oldest = new.age_max_rqth.unwrap_or(new.age_max).max(new.age_max);
    if new.age_sortie.is_some_and(|a| a <= oldest || a > 65) {
        errors.add(
            "age_sortie",
            "Cet anniversaire vient après l’âge le plus grand.",
        );
    }
    let months = |value: Option<i32>| value.is_none_or(|m| (1..=60).contains(&m));
    if !months(new.duree_mois) {
        errors.add("duree_mois", "Écrivez un nombre de mois, de 1 à 60.");
    }
    let shorter = new
        .duree_max_mois
        .is_some_and(|most| new.duree_mois.is_none_or(|m| most < m));
    if !months(new.duree_max_mois) || shorter {
        let why = "La durée la plus longue suit la durée prévue.";
        errors.add("duree_max_mois", why);
    }
    if new
        .minutes_semaine
        .is_some_and(|m| !(30..=2_400).contains(&m))
    {
        errors.add("heures_semaine", "Écrivez un nombre d’heures, de 1 à 40.");
    }
    let long = |lines: &[String], most: usize, max: usize| {
        lines.len() > most || lines.iter().any(|l| l.chars().count() > max)
    };
    if long(&new.documents, 10, 120) {
        errors.add("documents", "Dix lignes au plus, de 120 caractères.");
    }
    if long(&new.questions, super::QUESTIONS_MAX, 160) {
        errors.add("questions", "Cinq questions au plus, de 160 caractères.");
    }
    errors
}

/// What is wrong with an exit, apart from the reason's own list.
pub fn check_sortie(adhesion: &Adhesion, sortie: &Sortie, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", sortie.le, today);
    if sortie.le < adhesion.entree_le {
        let entree = dates::short(adhesion.entree_le);
        errors.add("le", format!("Cette date est avant l’entrée, le {entree}."));
    }
    if let Some(fin) = adhesion.fin_prevue
        && sortie.le > fin
    {
        let fin = dates::short(fin);
        errors.add(
            "le",
            format!("Le parcours a pris fin au plus tard le {fin}."),
        );
    }
    if sortie.motif == MOTIF_AUTRE {
        check_label(&mut errors, "mots", &sortie.mots, MOTS_MAX);
    } else {
        check_text(&mut errors, "mots", &sortie.mots, MOTS_MAX);
    }
    errors
}

/// The day a contract must be signed by: `mois` months after `depart` (the diagnostic, the
/// orientation or the entry).
pub fn signature_avant(dispositif: &Dispositif, depart: NaiveDate) -> Option<NaiveDate> {
    dispositif
        .signature_mois
        .and_then(|mois| apres_mois(depart, mois))
}

#[cfg(test)]
pub(crate) mod tests;
