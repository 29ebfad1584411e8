//! Hours, motifs and rooms in French words, pure.

use chrono::{NaiveDate, NaiveTime};
use kernel::dates;

use super::model::{Absence, Motif, Plage};

const JOURS: [&str; 7] = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
];

/// `lundi, mardi et jeudi`.
pub fn days(jours: &[i16]) -> String {
    let names: Vec<&str> = jours
        .iter()
        .filter_map(|day| usize::try_from(*day).ok()?.checked_sub(1))
        .filter_map(|day| JOURS.get(day).copied())
        .collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} et {last}", before.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}

/// `de 9 h à 12 h`.
pub fn between(debut: NaiveTime, fin: NaiveTime) -> String {
    format!("de {} à {}", dates::hour(debut), dates::hour(fin))
}

/// `toutes les semaines`, `une semaine sur deux`.
pub const fn weeks(intervalle: i16) -> &'static str {
    match intervalle {
        2 => "une semaine sur deux",
        3 => "une semaine sur trois",
        4 => "une semaine sur quatre",
        _ => "toutes les semaines",
    }
}

/// `depuis le 2 novembre 2026, jusqu’au 31 décembre 2026`.
pub fn period(du: NaiveDate, au: Option<NaiveDate>) -> String {
    let until = au.map_or_else(String::new, |au| format!(", jusqu’au {}", dates::long(au)));
    format!("depuis le {}{until}", dates::long(du))
}

/// The hours of an absence, or `toute la journée`.
pub fn hours_away(absence: &Absence) -> String {
    match (absence.debut, absence.fin) {
        (Some(debut), Some(fin)) => between(debut, fin),
        _ => "toute la journée".to_owned(),
    }
}

/// The names of the motifs that hours are kept for, or `tous les motifs`.
pub(super) fn kept_for(plage: &Plage, motifs: &[Motif]) -> String {
    let names: Vec<&str> = motifs
        .iter()
        .filter(|motif| plage.motifs.contains(&motif.id.uuid()))
        .map(|motif| motif.libelle.as_str())
        .collect();
    if names.is_empty() {
        "tous les motifs".to_owned()
    } else {
        names.join(", ")
    }
}

/// `Sur place, Par téléphone`.
pub(super) fn places(lieux: &[crate::rendez_vous::Lieu]) -> String {
    let names: Vec<&str> = lieux.iter().map(|lieu| lieu.label()).collect();
    names.join(", ")
}

/// `oui` or `non`.
pub(super) const fn yes(on: bool) -> &'static str {
    if on { "oui" } else { "non" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_listed_as_people_say_them() {
        assert_eq!(days(&[1, 2, 4]), "lundi, mardi et jeudi");
        assert_eq!(days(&[7]), "dimanche");
        assert_eq!(days(&[]), "");
        assert_eq!(days(&[0, 9]), "");
    }

    #[test]
    fn a_period_may_have_no_end() {
        let day = |m, j| NaiveDate::from_ymd_opt(2026, m, j).unwrap();
        assert_eq!(period(day(11, 1), None), "depuis le 1er novembre 2026");
        assert_eq!(
            period(day(11, 2), Some(day(12, 31))),
            "depuis le 2 novembre 2026, jusqu’au 31 décembre 2026"
        );
    }
}
