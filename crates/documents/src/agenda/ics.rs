//! Calendars (RFC 5545, RFC 5546). Every date comes from the event, none from the machine.

use icalendar::{Calendar, Class, Component as _, Event, EventLike as _, EventStatus, Property};
use kernel::text::tidy_line;

use super::{Evenement, Lieu, Message, Nature};
use crate::Erreur;

const PRODUIT: &str = "-//Jalon//Agenda//FR";

/// A file to attach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fichier {
    /// Its name.
    pub nom: &'static str,
    /// What it is.
    pub type_mime: String,
    /// What it holds.
    pub contenu: String,
}

/// Between whom an invitation goes: addresses of mail.
#[derive(Debug, Clone, Copy)]
pub struct Personnes<'a> {
    /// Who sends it.
    pub organisateur: Option<&'a str>,
    /// Who receives it.
    pub invite: &'a str,
}

/// The file of a mail. Between a structure that may be named and a person, it asks for or cancels a
/// rendez-vous; otherwise it publishes one, because a request names who asks.
pub fn invitation(
    message: &Message<'_>,
    evenement: &Evenement<'_>,
    personnes: &Personnes<'_>,
) -> Result<Fichier, Erreur> {
    let annule = evenement.annule || message.nature == Nature::Annulation;
    let mut event = base(evenement, annule);
    event.class(Class::Private);
    let mut method = "PUBLISH";
    match message.structure.map(tidy_line) {
        None => {
            event.summary("Votre rendez-vous");
        }
        Some(structure) => {
            event.summary(&format!("Rendez-vous, {structure}"));
            if let Some(place) = place(message.lieu) {
                event.location(&place);
            }
            if let Some(organisateur) = personnes.organisateur {
                method = if annule { "CANCEL" } else { "REQUEST" };
                between(&mut event, organisateur, &structure, personnes.invite);
            }
        }
    }
    Ok(Fichier {
        nom: "rendez-vous.ics",
        type_mime: format!("text/calendar; charset=utf-8; method={method}"),
        contenu: written(&calendar(method, None, [event]))?,
    })
}

/// A feed of `evenements` under the name `nom`.
pub fn flux(nom: &str, evenements: &[Evenement<'_>]) -> Result<String, Erreur> {
    let events = evenements.iter().map(|evenement| {
        let mut event = base(evenement, evenement.annule);
        event.summary(&tidy_line(evenement.resume));
        let lieu = tidy_line(evenement.lieu);
        if !lieu.is_empty() {
            event.location(&lieu);
        }
        event
    });
    written(&calendar("PUBLISH", Some(nom), events))
}

fn base(evenement: &Evenement<'_>, annule: bool) -> Event {
    let mut event = Event::new();
    event
        .uid(&tidy_line(evenement.uid))
        .timestamp(evenement.modifie_le)
        .last_modified(evenement.modifie_le)
        .sequence(u32::try_from(evenement.sequence).unwrap_or_default())
        .starts(evenement.debut)
        .ends(evenement.fin)
        .status(if annule {
            EventStatus::Cancelled
        } else {
            EventStatus::Confirmed
        });
    event
}

/// Nobody is asked for an answer in the calendar: the link of the message is for that.
fn between(event: &mut Event, organisateur: &str, structure: &str, invite: &str) {
    // A parameter has no escape for a quotation mark.
    let name = structure.replace('"', "'");
    let from = Property::new("ORGANIZER", mailto(organisateur))
        .add_parameter("CN", &name)
        .done();
    let to = Property::new("ATTENDEE", mailto(invite))
        .add_parameter("PARTSTAT", "ACCEPTED")
        .add_parameter("RSVP", "FALSE")
        .done();
    event.append_property(from).append_property(to);
}

fn mailto(address: &str) -> String {
    let plain: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    format!("mailto:{plain}")
}

fn place(lieu: Lieu<'_>) -> Option<String> {
    match lieu {
        Lieu::Site(nom, adresse) => Some(format!("{}, {}", tidy_line(nom), tidy_line(adresse))),
        Lieu::Telephone => Some("Par téléphone".to_owned()),
        Lieu::Visio => Some("En visio".to_owned()),
        Lieu::Domicile | Lieu::Exterieur => None,
    }
}

fn calendar(method: &str, nom: Option<&str>, events: impl IntoIterator<Item = Event>) -> Calendar {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", PRODUIT),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", method),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    if let Some(nom) = nom {
        calendar.name(&tidy_line(nom));
    }
    calendar.extend(events);
    calendar
}

fn written(calendar: &Calendar) -> Result<String, Erreur> {
    use std::fmt::Write as _;

    let mut out = String::new();
    write!(out, "{calendar}")?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{super::exemples::*, *};

    const PERSONNES: Personnes<'static> = Personnes {
        organisateur: Some("agenda@jalon.example"),
        invite: "ines@example.org",
    };

    /// Folded lines put together again.
    fn unfolded(ics: &str) -> String {
        ics.replace("\r\n ", "")
    }

    #[test]
    fn a_request_carries_the_dates_of_the_event_only() {
        let file = invitation(&message(), &evenement(), &PERSONNES).unwrap();
        assert_eq!(file.nom, "rendez-vous.ics");
        assert_eq!(
            file.type_mime,
            "text/calendar; charset=utf-8; method=REQUEST"
        );
        assert!(file.contenu.lines().all(|line| line.len() <= 75));
        assert_eq!(
            unfolded(&file.contenu),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Jalon//Agenda//FR\r\n\
             CALSCALE:GREGORIAN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n\
             ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:ines@example.org\r\n\
             CLASS:PRIVATE\r\nDTEND:20261207T141500Z\r\nDTSTAMP:20261123T090000Z\r\n\
             DTSTART:20261207T133000Z\r\nLAST-MODIFIED:20261123T090000Z\r\n\
             LOCATION:Antenne de la Lanterne\\, 3 rue du Caillou\\, 00001 Brume\r\n\
             ORGANIZER;CN=Mission locale de Brume:mailto:agenda@jalon.example\r\n\
             SEQUENCE:2\r\nSTATUS:CONFIRMED\r\nSUMMARY:Rendez-vous\\, Mission locale de Brume\r\n\
             UID:0190-abc@jalon.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
    }

    #[test]
    fn a_cancelled_one_is_cancelled_in_the_calendar() {
        let message = Message {
            nature: Nature::Annulation,
            ..message()
        };
        let file = invitation(&message, &evenement(), &PERSONNES).unwrap();
        assert!(file.type_mime.ends_with("method=CANCEL"));
        assert!(file.contenu.contains("METHOD:CANCEL\r\n"));
        assert!(file.contenu.contains("STATUS:CANCELLED\r\n"));
    }

    #[test]
    fn without_a_structure_the_file_tells_neither_who_nor_where() {
        for nature in NATURES {
            for lieu in lieux() {
                let message = Message {
                    nature,
                    lieu,
                    structure: None,
                    ..message()
                };
                let file = invitation(&message, &evenement(), &PERSONNES).unwrap();
                let said = unfolded(&file.contenu);
                assert_discreet(&said);
                assert!(said.contains("METHOD:PUBLISH\r\n"), "{said}");
                assert!(said.contains("SUMMARY:Votre rendez-vous\r\n"), "{said}");
                assert!(!said.contains("LOCATION"), "{said}");
                assert!(!said.contains('@') || !said.contains("mailto"), "{said}");
            }
        }
    }

    #[test]
    fn the_motif_of_an_event_stays_out_of_a_message() {
        let file = invitation(&message(), &evenement(), &PERSONNES).unwrap();
        assert!(!file.contenu.contains("entretien"), "{}", file.contenu);
        assert!(!file.contenu.contains("Inès"), "{}", file.contenu);
    }

    #[test]
    fn a_feed_has_a_name_and_keeps_what_is_cancelled() {
        let cancelled = Evenement {
            uid: "2",
            annule: true,
            resume: "Atelier ; CV\r\nBEGIN:VEVENT",
            lieu: "",
            sequence: -1,
            ..evenement()
        };
        let said = unfolded(&flux("Agenda d’Alice", &[evenement(), cancelled]).unwrap());
        assert!(said.contains("METHOD:PUBLISH\r\n"), "{said}");
        assert!(said.contains("X-WR-CALNAME:Agenda d’Alice\r\n"), "{said}");
        assert!(
            said.contains("SUMMARY:Mission locale\\, entretien avec Inès\r\n"),
            "{said}"
        );
        assert_eq!(said.matches("\r\nBEGIN:VEVENT\r\n").count(), 2, "{said}");
        assert_eq!(said.matches("STATUS:CANCELLED\r\n").count(), 1, "{said}");
        assert_eq!(said.matches("LOCATION:").count(), 1, "{said}");
        assert!(said.contains("SEQUENCE:0\r\n"), "{said}");
    }
}
