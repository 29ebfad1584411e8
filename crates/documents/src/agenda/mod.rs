//! What leaves about a rendez-vous: text message, mail, calendar. A message is made of the day, the
//! hour, the place and how to answer, and of nothing else: no motif, no dispositif, no name of the
//! person. Without `structure` it says neither who writes nor where.

mod gsm;
mod ics;
mod textes;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

pub use self::{
    ics::{Fichier, Personnes, flux, invitation},
    textes::{lettre, sms},
};

/// Why a message leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// The rendez-vous was just made.
    Confirmation,
    /// It moved.
    Changement,
    /// It will not take place.
    Annulation,
    /// It comes soon.
    Rappel,
    /// The person did not come.
    Absence,
    /// A place is free in a session, and is hers.
    Place,
    /// She may choose a session.
    Choisir,
    /// The session for which she waits has moved.
    Attente,
    /// Something is to be filled in for a month.
    Declarer,
}

/// Where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lieu<'a> {
    /// A place people come to: its name and its address.
    Site(&'a str, &'a str),
    /// By phone.
    Telephone,
    /// By video.
    Visio,
    /// Where the person lives.
    Domicile,
    /// Elsewhere, as agreed.
    Exterieur,
}

/// What a message is made of.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// It is about a session, with others, and not about a rendez-vous.
    pub seance: bool,
    /// Why it leaves.
    pub nature: Nature,
    /// Who writes, when it may be said.
    pub structure: Option<&'a str>,
    /// The day.
    pub jour: NaiveDate,
    /// The hour.
    pub heure: NaiveTime,
    /// Where.
    pub lieu: Lieu<'a>,
    /// The number to call.
    pub telephone: &'a str,
    /// The page where the person answers.
    pub lien: Option<&'a str>,
}

/// Something of a calendar.
#[derive(Debug, Clone, Copy)]
pub struct Evenement<'a> {
    /// Always the same for the same thing.
    pub uid: &'a str,
    /// When it begins.
    pub debut: DateTime<Utc>,
    /// When it ends.
    pub fin: DateTime<Utc>,
    /// What a feed shows of it.
    pub resume: &'a str,
    /// Where a feed says it is.
    pub lieu: &'a str,
    /// It will not take place.
    pub annule: bool,
    /// How many times it changed.
    pub sequence: i32,
    /// When it last changed.
    pub modifie_le: DateTime<Utc>,
}

#[cfg(test)]
mod exemples;
