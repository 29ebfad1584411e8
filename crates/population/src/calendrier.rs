//! Days and instants: missions locales work from Monday to Friday.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, Utc, Weekday};

use crate::hasard::Hasard;

/// `day` moved by `by` days.
pub(crate) fn plus(day: NaiveDate, by: i64) -> NaiveDate {
    let days = Days::new(by.unsigned_abs());
    let moved = if by < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    };
    moved.unwrap_or(day)
}

/// Days from `from` to `to`.
pub(crate) fn ecart(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

/// The working day that `day` is, or the Friday before.
pub(crate) fn ouvre_avant(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => plus(day, -1),
        Weekday::Sun => plus(day, -2),
        _ => day,
    }
}

/// The working day that `day` is, or the Monday after.
pub(crate) fn ouvre_apres(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => plus(day, 2),
        Weekday::Sun => plus(day, 1),
        _ => day,
    }
}

/// An instant of `day`, at a fixed hour (UTC).
pub(crate) fn instant(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(hour.min(23), minute.min(59), 0).unwrap_or_default();
    day.and_time(time).and_utc()
}

/// An hour of appointment, local, on a quarter.
pub(crate) fn heure(h: &mut Hasard) -> NaiveTime {
    let hour = h.pese(&[
        (9, 20),
        (10, 25),
        (11, 15),
        (13, 5),
        (14, 20),
        (15, 20),
        (16, 15),
    ]);
    let minute = h.pese(&[(0, 50), (15, 10), (30, 30), (45, 10)]);
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()
}
