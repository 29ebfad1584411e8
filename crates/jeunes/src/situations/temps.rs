//! Situations against one another, pure: which ones go together, what no situation tells.

use chrono::{Duration, NaiveDate};

use super::model::{Situation, Trou};

/// The category that says nothing: it tells no time.
const A_PRECISER: &str = "inconnue";

/// Categories that usually go together, in the words of the field: who works a little still looks
/// for a job; a formation, a school or a volontariat holds immersions; a student works beside.
/// Source: the incumbent's rules of entry (charter of the network: job and demandeur d'emploi,
/// formation and immersion), the others a rule of the house.
const ENSEMBLE: &[(&str, &str)] = &[
    ("emploi", "demandeur_emploi"),
    ("formation", "demandeur_emploi"),
    ("formation", "immersion"),
    ("formation", "pmsmp"),
    ("formation", "emploi"),
    ("scolarite", "immersion"),
    ("scolarite", "emploi"),
    ("scolarite", "alternance"),
    ("alternance", "formation"),
    ("volontariat", "immersion"),
    ("volontariat", "pmsmp"),
    ("volontariat", "demandeur_emploi"),
    ("volontariat", "formation"),
    ("volontariat", "scolarite"),
    ("immersion", "demandeur_emploi"),
    ("pmsmp", "demandeur_emploi"),
    ("pmsmp", "immersion"),
    ("pmsmp", "emploi"),
    ("non_professionnelle", "demandeur_emploi"),
];

/// Whether two categories may be lived at the same time without a word; the order does not count.
pub fn compatibles(a: &str, b: &str) -> bool {
    a == A_PRECISER || b == A_PRECISER || ENSEMBLE.contains(&(a, b)) || ENSEMBLE.contains(&(b, a))
}

fn overlap(a: &Situation, b: &Situation) -> bool {
    let ends = |s: &Situation| s.fin.unwrap_or(NaiveDate::MAX);
    a.debut <= ends(b) && b.debut <= ends(a)
}

/// The pairs of situations lived at the same time that do not usually go together, each once, the
/// earlier begun first.
pub fn chevauchements(all: &[Situation]) -> Vec<(&Situation, &Situation)> {
    let mut pairs = Vec::new();
    for (rank, a) in all.iter().enumerate() {
        for b in all.iter().skip(rank + 1) {
            if overlap(a, b) && !compatibles(&a.categorie, &b.categorie) {
                let earlier_first = (a.debut, a.id) <= (b.debut, b.id);
                pairs.push(if earlier_first { (a, b) } else { (b, a) });
            }
        }
    }
    pairs
}

/// The end to propose for `situation`: the day before the next one that does not go with it, else
/// the end of its contract when it has passed, else today.
pub fn fin_proposee(situation: &Situation, all: &[Situation], today: NaiveDate) -> NaiveDate {
    let next = all
        .iter()
        .filter(|other| other.id != situation.id && other.debut > situation.debut)
        .filter(|other| !compatibles(&situation.categorie, &other.categorie))
        .map(|other| other.debut - Duration::days(1))
        .min();
    let contract = situation.precisions.contrat_fin.filter(|fin| *fin <= today);
    let proposed = [next, contract].into_iter().flatten().min();
    proposed.unwrap_or(today).max(situation.debut)
}

/// What no situation tells, from `depuis` (or the first situation, when it began earlier) to
/// `today`, in order. Situations to come tell nothing yet.
pub fn trous(all: &[Situation], depuis: NaiveDate, today: NaiveDate) -> Vec<Trou> {
    let mut told: Vec<(NaiveDate, NaiveDate)> = all
        .iter()
        .filter(|s| s.categorie != A_PRECISER && s.debut <= today)
        .map(|s| (s.debut, s.fin.unwrap_or(today).min(today)))
        .collect();
    told.sort_unstable();
    let mut next = told.first().map_or(depuis, |(debut, _)| depuis.min(*debut));
    let mut gaps = Vec::new();
    for (debut, fin) in told {
        if debut > next {
            let au = debut - Duration::days(1);
            gaps.push(Trou { du: next, au });
        }
        next = next.max(fin + Duration::days(1));
    }
    if next <= today {
        gaps.push(Trou {
            du: next,
            au: today,
        });
    }
    gaps
}

#[cfg(test)]
mod tests {
    use kernel::{Clock, Rng, SituationId};
    use proptest::prelude::*;

    use super::*;
    use crate::situations::{Precisions, rules};

    const CATEGORIES: &[&str] = &[
        "emploi",
        "alternance",
        "formation",
        "immersion",
        "pmsmp",
        "volontariat",
        "scolarite",
        "demandeur_emploi",
        "non_professionnelle",
        "inconnue",
    ];

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2028, 2, 29).unwrap()
    }

    fn day(offset: i64) -> NaiveDate {
        today() + Duration::days(offset)
    }

    fn made(seed: u64, categorie: &str, debut: i64, fin: Option<i64>) -> Situation {
        let clock = Clock::fixed(chrono::DateTime::UNIX_EPOCH);
        Situation {
            id: SituationId::new(&clock, &Rng::seeded(seed)),
            categorie: categorie.to_owned(),
            type_code: String::new(),
            etat: rules::etat(day(debut), fin.map(day), today()),
            debut: day(debut),
            fin: fin.map(day),
            structure: String::new(),
            precisions: Precisions::default(),
            version: 1,
        }
    }

    fn situations() -> impl Strategy<Value = Vec<Situation>> {
        let one = (
            prop::sample::select(CATEGORIES),
            -500_i64..60,
            prop::option::of(0_i64..300),
        );
        prop::collection::vec(one, 0..7).prop_map(|all| {
            let numbered = all.into_iter().zip(1_u64..);
            numbered
                .map(|((c, debut, long), seed)| made(seed, c, debut, long.map(|l| debut + l)))
                .collect()
        })
    }

    #[test]
    fn a_gap_goes_from_the_day_after_to_the_eve() {
        let all = [
            made(1, "scolarite", -100, Some(-51)),
            made(2, "emploi", -40, Some(-1)),
            made(3, "formation", 10, None),
        ];
        let gaps = trous(&all, day(-120), today());
        let of = |du, au| Trou {
            du: day(du),
            au: day(au),
        };
        assert_eq!(gaps, [of(-120, -101), of(-50, -41), of(0, 0)]);
        assert!(trous(&[made(1, "emploi", -3, None)], today(), today()).is_empty());
        assert_eq!(trous(&[], day(-2), today()), [of(-2, 0)]);
    }

    #[test]
    fn closing_proposes_the_eve_of_what_follows() {
        let mut job = made(1, "emploi", -100, None);
        let school = made(2, "alternance", -10, None);
        let all = [school.clone(), job.clone()];
        assert_eq!(fin_proposee(&job, &all, today()), day(-11));
        assert_eq!(fin_proposee(&school, &all, today()), today());
        job.precisions.contrat_fin = Some(day(-30));
        assert_eq!(fin_proposee(&job, &all, today()), day(-30));
        job.precisions.contrat_fin = Some(day(30));
        assert_eq!(fin_proposee(&job, &[], today()), today());
    }

    #[test]
    fn usual_overlaps_are_silent_and_others_are_said_once() {
        let all = [
            made(1, "emploi", -100, None),
            made(2, "demandeur_emploi", -90, None),
            made(3, "alternance", -10, None),
        ];
        let pairs = chevauchements(&all);
        let codes: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(a, b)| (a.categorie.as_str(), b.categorie.as_str()))
            .collect();
        assert_eq!(
            codes,
            [("emploi", "alternance"), ("demandeur_emploi", "alternance")]
        );
    }

    proptest! {
        #[test]
        fn going_together_has_no_order(
            a in prop::sample::select(CATEGORIES),
            b in prop::sample::select(CATEGORIES),
        ) {
            prop_assert_eq!(compatibles(a, b), compatibles(b, a));
        }

        #[test]
        fn a_day_is_in_a_gap_or_told_never_both(all in situations(), ago in 0_i64..400) {
            let gaps = trous(&all, day(-ago), today());
            prop_assert!(gaps.iter().all(|g| g.du <= g.au && g.au <= today()));
            prop_assert!(gaps.windows(2).all(|w| w[0].au + Duration::days(1) < w[1].du));
            let first = all.iter().filter(|s| s.categorie != "inconnue").map(|s| s.debut).min();
            let from = first.map_or(day(-ago), |d| d.min(day(-ago)));
            for at in 0..=(today() - from).num_days() {
                let d = from + Duration::days(at);
                let told = all.iter().any(|s| {
                    s.categorie != "inconnue" && s.debut <= d && s.fin.is_none_or(|fin| fin >= d)
                });
                let gap = gaps.iter().any(|g| g.du <= d && d <= g.au);
                prop_assert_eq!(told, !gap, "{}", d);
            }
        }

        #[test]
        fn each_pair_is_said_whatever_the_order(all in situations()) {
            let mut turned = all.clone();
            turned.reverse();
            let ids = |of: &[Situation]| {
                let mut ids: Vec<_> = chevauchements(of).iter().map(|(a, b)| (a.id, b.id)).collect();
                ids.sort_unstable();
                ids
            };
            prop_assert_eq!(ids(&all), ids(&turned));
        }

        #[test]
        fn a_proposed_end_is_never_before_the_start(all in situations()) {
            for s in &all {
                prop_assert!(fin_proposee(s, &all, today()) >= s.debut);
            }
        }
    }
}
