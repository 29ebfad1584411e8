//! Rules of free moments, pure.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeZone as _, Timelike as _, Utc};
use chrono_tz::Tz;

use super::model::{Creneau, Ouverture, Prise};

/// Moments begin on a multiple of so many minutes.
const PAS: i64 = 5;

/// The instant at which clocks show `heure` on `jour`; the first one when they show it twice, and
/// the end of the gap when they never do.
pub(crate) fn instant(jour: NaiveDate, heure: NaiveTime, fuseau: Tz) -> DateTime<Utc> {
    let local = jour.and_time(heure);
    (0..=3)
        .find_map(|hours| {
            fuseau
                .from_local_datetime(&(local + Duration::hours(hours)))
                .earliest()
        })
        .map_or_else(|| local.and_utc(), |found| found.with_timezone(&Utc))
}

/// The free moments of `minutes` in `ouvertures`, none before `des`, soonest first.
pub(super) fn libres(
    ouvertures: &[Ouverture],
    prises: &[Prise],
    minutes: i32,
    des: DateTime<Utc>,
) -> Vec<Creneau> {
    let duree = Duration::minutes(minutes.max(1).into());
    let mut all: Vec<Creneau> = ouvertures
        .iter()
        .flat_map(|ouverture| of(ouverture, prises, duree, des))
        .collect();
    all.sort();
    all.dedup_by(|a, b| (a.debut, a.agent) == (b.debut, b.agent));
    all
}

fn of(
    ouverture: &Ouverture,
    prises: &[Prise],
    duree: Duration,
    des: DateTime<Utc>,
) -> Vec<Creneau> {
    let mut found = Vec::new();
    let mut debut = round_up(ouverture.debut.max(des));
    while debut + duree <= ouverture.fin {
        let fin = debut + duree;
        let meets = prises
            .iter()
            .filter(|p| p.agent.is_none_or(|agent| agent == ouverture.agent))
            .filter(|p| p.debut < fin && p.fin > debut)
            .map(|p| p.fin)
            .max();
        if let Some(taken_until) = meets {
            debut = round_up(taken_until);
            continue;
        }
        found.push(Creneau {
            debut,
            fin,
            agent: ouverture.agent,
            site: ouverture.site,
        });
        debut = round_up(fin);
    }
    found
}

/// The next multiple of [`PAS`] minutes; itself when it is one.
fn round_up(at: DateTime<Utc>) -> DateTime<Utc> {
    let whole = at - Duration::nanoseconds(at.nanosecond().into());
    let seconds = whole.timestamp().rem_euclid(PAS * 60);
    let up = if seconds == 0 && whole == at {
        0
    } else {
        PAS * 60 - seconds
    };
    whole + Duration::seconds(up)
}

#[cfg(test)]
mod tests {
    use kernel::{AgentId, SiteId};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::<Utc>::UNIX_EPOCH + Duration::days(20_000) + Duration::minutes(minutes)
    }

    fn agent(n: u128) -> AgentId {
        Uuid::from_u128(n).into()
    }

    fn open(n: u128, debut: i64, fin: i64) -> Ouverture {
        Ouverture {
            agent: agent(n),
            site: SiteId::from(Uuid::nil()),
            debut: at(debut),
            fin: at(fin),
        }
    }

    fn taken(n: Option<u128>, debut: i64, fin: i64) -> Prise {
        Prise {
            agent: n.map(agent),
            debut: at(debut),
            fin: at(fin),
        }
    }

    #[test]
    fn a_morning_with_one_rendez_vous() {
        let hours = [open(1, 540, 720)];
        let found = libres(&hours, &[taken(Some(1), 585, 630)], 45, at(0));
        let starts: Vec<DateTime<Utc>> = found.iter().map(|c| c.debut).collect();
        assert_eq!(starts, [at(540), at(630), at(675)]);
    }

    #[test]
    fn clocks_that_skip_or_repeat_an_hour_do_not_lose_a_day() {
        let paris = chrono_tz::Europe::Paris;
        let gap = NaiveDate::from_ymd_opt(2027, 3, 28).unwrap();
        let two = NaiveTime::from_hms_opt(2, 30, 0).unwrap();
        assert_eq!(
            instant(gap, two, paris).to_rfc3339(),
            "2027-03-28T01:30:00+00:00"
        );
        let twice = NaiveDate::from_ymd_opt(2026, 10, 25).unwrap();
        assert_eq!(
            instant(twice, two, paris).to_rfc3339(),
            "2026-10-25T00:30:00+00:00"
        );
    }

    prop_compose! {
        fn hours()(n in 0_u128..4, debut in 0_i64..1300, long in 10_i64..400) -> Ouverture {
            open(n, debut, debut + long)
        }
    }

    prop_compose! {
        fn prises()(n in prop::option::of(0_u128..4), debut in 0_i64..1500, long in 1_i64..200) -> Prise {
            taken(n, debut, debut + long)
        }
    }

    proptest! {
        #[test]
        fn what_is_offered_is_open_free_and_to_come(
            hours in prop::collection::vec(hours(), 0..8),
            prises in prop::collection::vec(prises(), 0..20),
            minutes in 5_i32..121,
            des in 0_i64..1440,
        ) {
            let found = libres(&hours, &prises, minutes, at(des));
            for c in &found {
                prop_assert!(c.debut >= at(des));
                prop_assert_eq!((c.fin - c.debut).num_minutes(), i64::from(minutes));
                prop_assert_eq!(c.debut.timestamp() % 300, 0);
                prop_assert!(hours.iter().any(|o| o.agent == c.agent && o.debut <= c.debut && c.fin <= o.fin));
                prop_assert!(!prises.iter().any(|p| p.agent.is_none_or(|a| a == c.agent)
                    && p.debut < c.fin && p.fin > c.debut));
            }
            prop_assert!(found.windows(2).all(|w| w[0] <= w[1]));
        }
    }
}
