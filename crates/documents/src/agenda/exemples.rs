//! Examples for the tests: messages, and what a discreet one must not say.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::{Evenement, Lieu, Message, Nature};

pub(super) const NATURES: [Nature; 6] = [
    Nature::Confirmation,
    Nature::Changement,
    Nature::Annulation,
    Nature::Rappel,
    Nature::Absence,
    Nature::Place,
];
pub(super) const STRUCTURE: &str = "Mission locale de Brume";
pub(super) const LONGUE: &str =
    "Mission locale intercommunale du Pays de Brume, de l’Estuaire et des Hauts Plateaux du Nord";
pub(super) const LIEN: &str = "https://jalon.example/rdv/abc";

/// Of 110 characters, as the longest that Jalon makes.
pub(super) fn lien() -> String {
    format!("{:x<110}", "https://jalon.mission-exemple.example/rdv/")
}

pub(super) fn lieux() -> [Lieu<'static>; 5] {
    [
        Lieu::Site("Antenne de la Lanterne", "3 rue du Caillou, 00001 Brume"),
        Lieu::Telephone,
        Lieu::Visio,
        Lieu::Domicile,
        Lieu::Exterieur,
    ]
}

pub(super) fn message() -> Message<'static> {
    Message {
        seance: false,
        nature: Nature::Confirmation,
        structure: Some(STRUCTURE),
        jour: NaiveDate::from_ymd_opt(2026, 12, 7).unwrap(),
        heure: NaiveTime::from_hms_opt(14, 30, 0).unwrap(),
        lieu: lieux()[0],
        telephone: "+33199001234",
        lien: Some(LIEN),
    }
}

pub(super) fn evenement() -> Evenement<'static> {
    Evenement {
        uid: "0190-abc@jalon.example",
        debut: instant("2026-12-07T13:30:00Z"),
        fin: instant("2026-12-07T14:15:00Z"),
        resume: "Mission locale, entretien avec Inès",
        lieu: "Mission locale, bureau 4, 3 rue du Caillou",
        annule: false,
        sequence: 2,
        modifie_le: instant("2026-11-23T09:00:00Z"),
    }
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Nothing that tells who writes, where, or what for.
#[track_caller]
pub(super) fn assert_discreet(said: &str) {
    let low = said.to_lowercase();
    for word in [
        "mission",
        "locale",
        "brume",
        "lanterne",
        "caillou",
        "bureau",
        "entretien",
        "inès",
        "chez vous",
        "visio",
    ] {
        assert!(!low.contains(word), "« {word} » in {said}");
    }
}
