//! Events for calendar programs (RFC 5545). Nothing here reads a clock: each event says when it
//! last changed.

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus, Property};

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evenement<'a> {
    /// The same for every version of it.
    pub uid: &'a str,
    /// From this instant.
    pub debut: DateTime<Utc>,
    /// Until this one.
    pub fin: DateTime<Utc>,
    /// Its title.
    pub resume: &'a str,
    /// Its place, or an empty string.
    pub lieu: &'a str,
    /// It will not be.
    pub annule: bool,
    /// Grows with each version.
    pub sequence: i32,
    /// When it last changed.
    pub modifie_le: DateTime<Utc>,
}

fn event(evenement: &Evenement<'_>) -> Event {
    let mut event = Event::new();
    event
        .uid(evenement.uid)
        .timestamp(evenement.modifie_le)
        .starts(evenement.debut)
        .ends(evenement.fin)
        .summary(evenement.resume)
        .sequence(evenement.sequence.unsigned_abs())
        .status(if evenement.annule {
            EventStatus::Cancelled
        } else {
            EventStatus::Confirmed
        });
    if !evenement.lieu.is_empty() {
        event.location(evenement.lieu);
    }
    event.done()
}

fn calendar(method: &str) -> Calendar {
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", method));
    calendar
}

/// The file joined to a mail: one event, asked for or cancelled.
pub fn invitation(evenement: &Evenement<'_>) -> String {
    let method = if evenement.annule {
        "CANCEL"
    } else {
        "PUBLISH"
    };
    let mut calendar = calendar(method);
    calendar.push(event(evenement));
    calendar.to_string()
}

/// The feed named `nom`.
pub fn flux(nom: &str, evenements: &[Evenement<'_>]) -> String {
    let mut calendar = calendar("PUBLISH");
    calendar.name(nom);
    for evenement in evenements {
        calendar.push(event(evenement));
    }
    calendar.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evenement(annule: bool) -> Evenement<'static> {
        let at = |hour: i64| DateTime::from_timestamp(1_795_687_200 + hour * 3600, 0).unwrap();
        Evenement {
            uid: "0193-essai",
            debut: at(0),
            fin: at(1),
            resume: "Rendez-vous",
            lieu: "Siège; 3, rue",
            annule,
            sequence: 2,
            modifie_le: at(-48),
        }
    }

    #[test]
    fn an_event_is_what_calendar_programs_read() {
        let text = invitation(&evenement(false));
        for line in [
            "METHOD:PUBLISH",
            "UID:0193-essai",
            "DTSTART:20261126T100000Z",
            "DTEND:20261126T110000Z",
            "DTSTAMP:20261124T100000Z",
            "SEQUENCE:2",
            "STATUS:CONFIRMED",
            "SUMMARY:Rendez-vous",
            r"LOCATION:Siège\; 3\, rue",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        assert!(invitation(&evenement(true)).contains("METHOD:CANCEL"));
    }

    #[test]
    fn a_feed_holds_every_event() {
        let text = flux("Jalon", &[evenement(false), evenement(true)]);
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 2);
        assert!(text.contains("Jalon"));
    }
}
