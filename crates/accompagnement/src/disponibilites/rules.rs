//! Rules of hours, pure.

use chrono::{Datelike as _, NaiveDate, NaiveTime};
use jeunes::heures::monday;
use kernel::FieldErrors;

use super::model::{Absence, AbsenceSaisie, Fenetre, MotifSaisi, Plage, SalleSaisie};
use crate::commun::{check_label, check_text};

/// Two plages meet on some day within so many days of the later beginning, or never: the weeks of
/// both come back together after twelve weeks at most.
const RETOUR_JOURS: usize = 12 * 7;

/// Whether the plage is open on `jour`.
pub fn serves(plage: &Plage, jour: NaiveDate) -> bool {
    let weekday = i16::try_from(jour.weekday().number_from_monday()).unwrap_or_default();
    let weeks = (monday(jour) - monday(plage.du)).num_weeks();
    jour >= plage.du
        && plage.au.is_none_or(|au| jour <= au)
        && plage.jours.contains(&weekday)
        && weeks % i64::from(plage.intervalle_semaines.max(1)) == 0
}

/// The hours of an agent on `jour`: her plages, her absences taken out, in their order. Public
/// holidays are the caller's.
pub fn ouvertes(plages: &[Plage], absences: &[Absence], jour: NaiveDate) -> Vec<Fenetre> {
    let away: Vec<(NaiveTime, NaiveTime)> = absences
        .iter()
        .filter(|a| (a.du..=a.au).contains(&jour))
        .map(|a| {
            let last = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
            (a.debut.unwrap_or(NaiveTime::MIN), a.fin.unwrap_or(last))
        })
        .collect();
    let mut all: Vec<Fenetre> = plages
        .iter()
        .filter(|plage| serves(plage, jour))
        .flat_map(|plage| {
            left((plage.debut, plage.fin), &away)
                .into_iter()
                .map(|(debut, fin)| Fenetre {
                    debut,
                    fin,
                    site: plage.site,
                    motifs: plage.motifs.clone(),
                })
        })
        .collect();
    all.sort_by_key(|f| (f.debut, f.fin));
    all
}

/// The first day on which two plages of one agent overlap, if any.
pub fn overlap(one: &Plage, other: &Plage) -> Option<NaiveDate> {
    if one.debut >= other.fin || other.debut >= one.fin {
        return None;
    }
    one.du
        .max(other.du)
        .iter_days()
        .take(RETOUR_JOURS)
        .find(|day| serves(one, *day) && serves(other, *day))
}

/// What is wrong with hours.
pub fn check_plage(plage: &Plage) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if plage.jours.is_empty() || plage.jours.iter().any(|day| !(1..=7).contains(day)) {
        errors.add("jours", "Choisissez au moins un jour de la semaine.");
    }
    if plage.fin <= plage.debut {
        errors.add("fin", "La fin est avant le début.");
    }
    if plage.au.is_some_and(|au| au < plage.du) {
        errors.add("au", "Le dernier jour est avant le premier.");
    }
    if !(1..=4).contains(&plage.intervalle_semaines) {
        errors.add(
            "intervalle",
            "Choisissez toutes les semaines, ou une sur deux, trois ou quatre.",
        );
    }
    errors
}

/// What is wrong with an absence.
pub fn check_absence(new: &AbsenceSaisie) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if new.au < new.du {
        errors.add("absence_au", "Le dernier jour est avant le premier.");
    }
    if (new.au - new.du).num_days() > 400 {
        errors.add(
            "absence_au",
            "Une absence dure un an au plus : vérifiez l’année.",
        );
    }
    if new.heures.is_some_and(|(debut, fin)| fin <= debut) {
        errors.add("absence_fin", "La fin est avant le début.");
    }
    errors
}

/// What is wrong with a motif.
pub fn check_motif(motif: &MotifSaisi) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "libelle", &motif.libelle, 80);
    if !(5..=480).contains(&motif.duree_minutes) {
        errors.add("duree", "Donnez une durée de 5 à 480 minutes.");
    }
    if motif.lieux.is_empty() {
        errors.add("lieux", "Choisissez au moins une façon de se rencontrer.");
    }
    check_text(&mut errors, "consignes", &motif.consignes, 300);
    errors
}

/// What is wrong with a room.
pub fn check_salle(salle: &SalleSaisie) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "nom", &salle.nom, 60);
    if !(1..=500).contains(&salle.places) {
        errors.add("places", "Donnez un nombre de places de 1 à 500.");
    }
    errors
}

/// What is left of a window once `away` is taken out.
fn left(
    window: (NaiveTime, NaiveTime),
    away: &[(NaiveTime, NaiveTime)],
) -> Vec<(NaiveTime, NaiveTime)> {
    let mut kept = vec![window];
    for (from, to) in away {
        kept = kept
            .into_iter()
            .flat_map(|(debut, fin)| [(debut, fin.min(*from)), (debut.max(*to), fin)])
            .filter(|(debut, fin)| debut < fin)
            .collect();
    }
    kept
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn time(minutes: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(minutes / 60 % 24, minutes % 60, 0).unwrap()
    }

    fn plage(jours: &[i16], intervalle: i16, (debut, fin): (u32, u32)) -> Plage {
        Plage {
            id: Uuid::nil(),
            agent: Uuid::nil().into(),
            site: Uuid::nil().into(),
            du: NaiveDate::from_ymd_opt(2026, 11, 4).unwrap(),
            au: NaiveDate::from_ymd_opt(2027, 1, 31),
            jours: jours.to_vec(),
            intervalle_semaines: intervalle,
            debut: time(debut),
            fin: time(fin),
            motifs: Vec::new(),
            version: 1,
        }
    }

    fn absence(du: NaiveDate, hours: Option<(u32, u32)>) -> Absence {
        Absence {
            id: Uuid::nil(),
            agent: Uuid::nil().into(),
            du,
            au: du,
            debut: hours.map(|h| time(h.0)),
            fin: hours.map(|h| time(h.1)),
            motif: "reunion".to_owned(),
            version: 1,
        }
    }

    #[test]
    fn every_other_week_counts_from_the_first_one() {
        let plage = plage(&[1, 3], 2, (540, 720));
        let serves = |day| serves(&plage, NaiveDate::from_ymd_opt(2026, 11, day).unwrap());
        // It begins on Wednesday the 4th: the Monday of that week is before it.
        assert!(!serves(2) && serves(4) && !serves(9) && !serves(11) && serves(16) && serves(18));
    }

    #[test]
    fn a_meeting_cuts_a_morning_in_two_and_a_day_off_takes_it_all() {
        let jour = NaiveDate::from_ymd_opt(2026, 11, 18).unwrap();
        let hours = [plage(&[3], 1, (540, 720))];
        let cut = ouvertes(&hours, &[absence(jour, Some((600, 630)))], jour);
        let said: Vec<_> = cut.iter().map(|f| (f.debut, f.fin)).collect();
        assert_eq!(said, [(time(540), time(600)), (time(630), time(720))]);
        assert!(ouvertes(&hours, &[absence(jour, None)], jour).is_empty());
    }

    #[test]
    fn hours_that_cannot_be_are_said() {
        let mut wrong = plage(&[], 5, (720, 540));
        wrong.au = Some(wrong.du - Days::new(1));
        let errors = check_plage(&wrong);
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["jours", "fin", "au", "intervalle"]);
    }

    prop_compose! {
        fn plages()(
            jours in prop::collection::vec(1_i16..8, 1..4),
            intervalle in 1_i16..5,
            from in 480_u32..1000,
            long in 10_u32..200,
            start in 0_u64..40,
            lasts in prop::option::of(0_u64..90),
        ) -> Plage {
            let mut one = plage(&jours, intervalle, (from, from + long));
            one.du = one.du + Days::new(start);
            one.au = lasts.map(|days| one.du + Days::new(days));
            one
        }
    }

    proptest! {
        #[test]
        fn an_overlap_is_a_day_that_both_serve(one in plages(), other in plages()) {
            let found = overlap(&one, &other);
            prop_assert_eq!(found, overlap(&other, &one));
            let hours = one.debut < other.fin && other.debut < one.fin;
            let first = one.du.min(other.du);
            let brute = first.iter_days().take(400)
                .find(|day| hours && serves(&one, *day) && serves(&other, *day));
            prop_assert_eq!(found, brute);
        }

        #[test]
        fn windows_are_inside_the_hours_and_outside_the_absences(
            hours in prop::collection::vec((0_u32..1300, 10_u32..130), 0..5),
            away in prop::collection::vec((0_u32..1300, 5_u32..130), 0..5),
            day in 0_u64..60,
        ) {
            let jour = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap() + Days::new(day);
            let plages: Vec<Plage> = hours.iter()
                .map(|(from, long)| plage(&[1, 2, 3, 4, 5], 1, (*from, from + long))).collect();
            let absences: Vec<Absence> = away.iter()
                .map(|(from, long)| absence(jour, Some((*from, from + long)))).collect();
            let found = ouvertes(&plages, &absences, jour);
            for f in &found {
                prop_assert!(f.debut < f.fin);
                prop_assert!(plages.iter().any(|p| serves(p, jour) && p.debut <= f.debut && f.fin <= p.fin));
                prop_assert!(!absences.iter().any(|a| a.debut.unwrap() < f.fin && a.fin.unwrap() > f.debut));
            }
            prop_assert!(found.windows(2).all(|w| w[0].debut <= w[1].debut));
        }

        #[test]
        fn windows_of_hours_that_do_not_overlap_are_disjoint(
            hours in prop::collection::vec(plages(), 0..6),
            away in prop::collection::vec((0_u32..1300, 5_u32..130), 0..4),
            day in 0_u64..90,
        ) {
            let jour = NaiveDate::from_ymd_opt(2026, 11, 4).unwrap() + Days::new(day);
            let mut kept: Vec<Plage> = Vec::new();
            for one in hours {
                if kept.iter().all(|other| overlap(&one, other).is_none()) {
                    kept.push(one);
                }
            }
            let absences: Vec<Absence> = away.iter()
                .map(|(from, long)| absence(jour, Some((*from, from + long)))).collect();
            let found = ouvertes(&kept, &absences, jour);
            prop_assert!(found.windows(2).all(|w| w[0].fin <= w[1].debut));
        }
    }
}
