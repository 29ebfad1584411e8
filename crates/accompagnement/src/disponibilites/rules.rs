//! Rules of hours, pure.

use chrono::{Datelike as _, NaiveDate, NaiveTime};
use jeunes::heures::monday;

use super::model::{Absence, Fenetre, Plage};

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

    proptest! {
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
    }
}
