//! Dates as people say them: ages, French forms, what a form may hold.

use chrono::{Datelike as _, Months, NaiveDate, NaiveTime, Timelike as _};

const MOIS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const JOURS: [&str; 7] = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
];

/// Completed years on `day`; a person born on 29 February has her birthday on 1 March of a common
/// year (code civil: an age is reached when the day has come). Negative before birth.
pub fn age(birth: NaiveDate, day: NaiveDate) -> i32 {
    let years = day.year() - birth.year();
    if (day.month(), day.day()) < (birth.month(), birth.day()) {
        years - 1
    } else {
        years
    }
}

/// The day someone born on `birth` reaches `years`: 1 March for 29 February in a common year.
pub fn birthday(birth: NaiveDate, years: u32) -> Option<NaiveDate> {
    let day = birth.checked_add_months(Months::new(12 * years))?;
    if day.day() == birth.day() {
        Some(day)
    } else {
        day.succ_opt()
    }
}

/// `03/12/2026`.
pub fn short(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// `3 décembre 2026`, with `1er`.
pub fn long(day: NaiveDate) -> String {
    let ordinal = if day.day() == 1 { "er" } else { "" };
    format!(
        "{}{ordinal} {} {}",
        day.day(),
        MOIS[day.month0() as usize],
        day.year()
    )
}

/// `Décembre 2026`.
pub fn month(day: NaiveDate) -> String {
    let long = long(day);
    let words = long.split_once(' ').map_or("", |(_, rest)| rest);
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// `jeudi 3 décembre 2026`.
pub fn with_weekday(day: NaiveDate) -> String {
    format!(
        "{} {}",
        JOURS[day.weekday().num_days_from_monday() as usize],
        long(day)
    )
}

/// `10 h 30`, `9 h`.
pub fn hour(time: NaiveTime) -> String {
    match time.minute() {
        0 => format!("{}\u{a0}h", time.hour()),
        minute => format!("{}\u{a0}h\u{a0}{minute:02}", time.hour()),
    }
}

/// A time typed by hand: `14:30` as a browser posts it, or `14 h 30`, `14h`, `9h5`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().replace('\u{a0}', " ").to_lowercase();
    let (hour, minute) = text.split_once([':', 'h']).unwrap_or((&text, ""));
    // A browser may post seconds.
    let minute = minute.trim().split(':').next().unwrap_or_default();
    let minute = if minute.is_empty() { "0" } else { minute };
    NaiveTime::from_hms_opt(hour.trim().parse().ok()?, minute.parse().ok()?, 0)
}

/// How far `day` is from `today`, in words: `aujourd’hui`, `demain`, `il y a 3 jours`.
pub fn relative(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "aujourd’hui".to_owned(),
        1 => "demain".to_owned(),
        -1 => "hier".to_owned(),
        n if n > 1 => format!("dans {n} jours"),
        n => format!("il y a {} jours", -n),
    }
}

/// A date typed by hand: `2026-12-03` as a browser posts it, or `3/12/2026`, `03.12.2026`,
/// `3-12-2026`, `03122026`. Years must be written with four digits.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return plausible(day);
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return NaiveDate::parse_from_str(text, "%d%m%Y")
            .ok()
            .and_then(plausible);
    }
    let parts: Vec<&str> = text
        .split(['/', '.', '-', ' '])
        .filter(|p| !p.is_empty())
        .collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        .and_then(plausible)
}

fn plausible(day: NaiveDate) -> Option<NaiveDate> {
    (1900..=2200).contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn d(y: i32, m: u32, j: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, j).unwrap()
    }

    #[test]
    fn ages_of_the_29_of_february() {
        let birth = d(2008, 2, 29);
        assert_eq!(age(birth, d(2026, 2, 28)), 17);
        assert_eq!(age(birth, d(2026, 3, 1)), 18);
        assert_eq!(birthday(birth, 18), Some(d(2026, 3, 1)));
        assert_eq!(birthday(birth, 16), Some(d(2024, 2, 29)));
    }

    #[test]
    fn reads_dates_as_typed() {
        for text in [
            "2026-12-03",
            "3/12/2026",
            "03.12.2026",
            "03 12 2026",
            "03122026",
        ] {
            assert_eq!(parse(text), Some(d(2026, 12, 3)), "{text}");
        }
        for text in [
            "",
            "30/02/2026",
            "29/02/2026",
            "3/12/26",
            "2026-13-01",
            "demain",
            "0001-01-01",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("29/02/2024"), Some(d(2024, 2, 29)));
    }

    #[test]
    fn reads_and_says_hours() {
        for text in ["14:30", "14:30:00", "14h30", "14 h 30"] {
            let time = parse_time(text).unwrap();
            assert_eq!(hour(time), "14\u{a0}h\u{a0}30", "{text}");
        }
        assert_eq!(hour(parse_time("9h").unwrap()), "9\u{a0}h");
        for text in ["", "25:00", "9:75", "midi", "24:00"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn says_dates_in_french() {
        assert_eq!(long(d(2026, 12, 1)), "1er décembre 2026");
        assert_eq!(month(d(2026, 8, 1)), "Août 2026");
        assert_eq!(month(d(2026, 12, 31)), "Décembre 2026");
        assert_eq!(with_weekday(d(2026, 12, 3)), "jeudi 3 décembre 2026");
        assert_eq!(relative(d(2026, 12, 1), d(2026, 12, 4)), "il y a 3 jours");
    }

    proptest! {
        #[test]
        fn a_birthday_is_the_first_day_of_the_age(offset in 0_i64..20_000, years in 0_u32..60) {
            let birth = d(1950, 1, 1) + chrono::Duration::days(offset);
            let day = birthday(birth, years).unwrap();
            let years = i32::try_from(years).unwrap();
            prop_assert_eq!(age(birth, day), years);
            prop_assert_eq!(age(birth, day.pred_opt().unwrap()), years - 1);
        }
    }
}
