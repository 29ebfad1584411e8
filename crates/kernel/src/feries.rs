//! Public holidays, where the mission locale is: the nation's (C. trav. L3133-1), those of Alsace
//! and Moselle (C. trav. L3134-13), the day of the abolition of slavery overseas (C. trav. L3422-2).

use chrono::{Datelike as _, Days, NaiveDate};

/// Whose holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendrier {
    alsace_moselle: bool,
    /// Month and day of the abolition of slavery, overseas.
    abolition: Option<(u32, u32)>,
}

/// Holidays of a fixed day: month, day, name.
const FIXES: [(u32, u32, &str); 8] = [
    (1, 1, "Jour de l’an"),
    (5, 1, "Fête du Travail"),
    (5, 8, "Victoire de 1945"),
    (7, 14, "Fête nationale"),
    (8, 15, "Assomption"),
    (11, 1, "Toussaint"),
    (11, 11, "Armistice de 1918"),
    (12, 25, "Noël"),
];

/// Holidays counted from Easter Sunday: days after it, name.
const MOBILES: [(u64, &str); 3] = [
    (1, "Lundi de Pâques"),
    (39, "Ascension"),
    (50, "Lundi de Pentecôte"),
];

impl Calendrier {
    /// The holidays of a département (INSEE code), or of a commune of an overseas collectivity that
    /// has no département.
    pub fn of(departement: &str, commune: &str) -> Self {
        let abolition = match departement {
            "971" => Some((5, 27)),
            "972" => Some((5, 22)),
            "973" => Some((6, 10)),
            "974" => Some((12, 20)),
            "976" => Some((4, 27)),
            _ if commune.starts_with("977") => Some((10, 9)),
            _ if commune.starts_with("978") => Some((5, 28)),
            _ => None,
        };
        Self {
            alsace_moselle: matches!(departement, "57" | "67" | "68"),
            abolition,
        }
    }

    /// The name of the holiday on `day`, if it is one.
    pub fn ferie(self, day: NaiveDate) -> Option<&'static str> {
        let fixed = FIXES
            .iter()
            .find(|(month, date, _)| (day.month(), day.day()) == (*month, *date))
            .map(|(_, _, name)| *name);
        fixed.or_else(|| moving(day)).or_else(|| self.local(day))
    }

    fn local(self, day: NaiveDate) -> Option<&'static str> {
        let date = (day.month(), day.day());
        if self.abolition == Some(date) {
            return Some("Abolition de l’esclavage");
        }
        if !self.alsace_moselle {
            return None;
        }
        if date == (12, 26) {
            return Some("Saint-Étienne");
        }
        let friday = easter(day.year())?.checked_sub_days(Days::new(2))?;
        (day == friday).then_some("Vendredi saint")
    }

    /// The `n`-th working day after `day`: neither a Saturday, nor a Sunday, nor a holiday.
    pub fn working_days_after(self, day: NaiveDate, n: u32) -> NaiveDate {
        let working = |day: &NaiveDate| {
            day.weekday().num_days_from_monday() < 5 && self.ferie(*day).is_none()
        };
        let after = day.iter_days().skip(1).filter(working);
        match usize::try_from(n).ok().and_then(|n| n.checked_sub(1)) {
            Some(rank) => after.take(rank + 1).last().unwrap_or(day),
            None => day,
        }
    }
}

fn moving(day: NaiveDate) -> Option<&'static str> {
    let sunday = easter(day.year())?;
    MOBILES
        .iter()
        .find(|(after, _)| sunday.checked_add_days(Days::new(*after)) == Some(day))
        .map(|(_, name)| *name)
}

/// Easter Sunday of a Gregorian year (the computus of Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let rank = year.rem_euclid(19);
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let moon = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * rank + century - century / 4 - moon + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (rank + 11 * epact + 22 * sunday) / 451;
    let sum = epact + sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(sum / 31).ok()?,
        u32::try_from(sum % 31 + 1).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn d(y: i32, m: u32, j: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, j).unwrap()
    }

    #[test]
    fn easter_as_published() {
        for day in [
            d(2024, 3, 31),
            d(2025, 4, 20),
            d(2026, 4, 5),
            d(2027, 3, 28),
            d(2038, 4, 25),
        ] {
            assert_eq!(easter(day.year()), Some(day));
        }
    }

    #[test]
    fn holidays_follow_the_place() {
        let (paris, colmar) = (Calendrier::of("75", "75056"), Calendrier::of("68", "68066"));
        assert_eq!(paris.ferie(d(2026, 4, 3)), None);
        assert_eq!(colmar.ferie(d(2026, 4, 3)), Some("Vendredi saint"));
        assert_eq!(colmar.ferie(d(2026, 12, 26)), Some("Saint-Étienne"));
        assert_eq!(paris.ferie(d(2026, 5, 14)), Some("Ascension"));
        assert_eq!(paris.ferie(d(2026, 5, 25)), Some("Lundi de Pentecôte"));
        for (departement, commune, day) in [
            ("971", "97105", d(2026, 5, 27)),
            ("972", "97209", d(2026, 5, 22)),
            ("973", "97302", d(2026, 6, 10)),
            ("974", "97411", d(2026, 12, 20)),
            ("976", "97608", d(2026, 4, 27)),
            ("", "97701", d(2026, 10, 9)),
            ("", "97801", d(2026, 5, 28)),
        ] {
            let there = Calendrier::of(departement, commune);
            assert!(there.ferie(day).is_some(), "{commune}");
            assert_eq!(paris.ferie(day), None);
        }
    }

    #[test]
    fn working_days_skip_weekends_and_holidays() {
        let paris = Calendrier::of("75", "");
        assert_eq!(
            paris.working_days_after(d(2026, 12, 24), 1),
            d(2026, 12, 28)
        );
        assert_eq!(paris.working_days_after(d(2026, 11, 27), 5), d(2026, 12, 4));
        assert_eq!(
            paris.working_days_after(d(2026, 11, 28), 0),
            d(2026, 11, 28)
        );
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_of_spring(year in 1900_i32..2200) {
            let day = easter(year).unwrap();
            prop_assert_eq!(day.weekday(), chrono::Weekday::Sun);
            prop_assert!((d(year, 3, 22)..=d(year, 4, 25)).contains(&day));
        }

        #[test]
        fn everyone_has_eleven_holidays_at_least(year in 1950_i32..2150) {
            let days = d(year, 1, 1).iter_days().take_while(|day| day.year() == year);
            let count = |c: Calendrier| days.clone().filter(|day| c.ferie(*day).is_some()).count();
            // Two may fall on one day.
            prop_assert!((10..=11).contains(&count(Calendrier::of("75", ""))));
            prop_assert!((12..=13).contains(&count(Calendrier::of("67", ""))));
        }
    }
}
