//! Papers: letters, sheets and summaries, as tagged PDF (PDF/UA-1).
//!
//! A model is a typst file of `modeles/`, compiled into the program. What it shows comes to it as
//! data, read by `json("/donnees.json")`: no word is ever pasted into code. The models read nothing
//! else; there is no network, no file and no clock, so the same words give the same bytes.

mod monde;
mod mots;
mod polices;

use chrono::{Datelike as _, NaiveDate};
use serde_json::{Value, json};
use typst::{
    comemo,
    diag::{SourceDiagnostic, Warned},
    foundations::{Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use self::monde::Monde;
use crate::Erreur;

/// What may be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modele {
    /// The sheet of an atelier, on which people sign.
    Emargement,
    /// The letter that says when and where one meets.
    Convocation,
    /// A letter of the mission locale.
    Lettre,
    /// The plan of action, to sign.
    Plan,
    /// What the dossier says, for the person herself.
    Synthese,
    /// A contract, signed or to sign.
    Contrat,
    /// The decision on a contract, with how to contest it.
    Notification,
    /// What the mission locale attests.
    Attestation,
    /// A CV in one column.
    CvClassique,
    /// A CV in two columns.
    CvModerne,
}

impl Modele {
    /// Every model.
    pub const ALL: [Self; 10] = [
        Self::Emargement,
        Self::Convocation,
        Self::Lettre,
        Self::Plan,
        Self::Synthese,
        Self::Contrat,
        Self::Notification,
        Self::Attestation,
        Self::CvClassique,
        Self::CvModerne,
    ];
}

/// A paper to write.
#[derive(Debug, Clone, Copy)]
pub struct Papier<'a> {
    /// Which model.
    pub modele: Modele,
    /// Its title, in the properties of the file: without personal data.
    pub titre: &'a str,
    /// Who writes: the mission locale.
    pub structure: &'a str,
    /// The day it is written.
    pub edite_le: NaiveDate,
    /// What the model shows.
    pub donnees: &'a Value,
}

/// The bytes of `papier`.
pub fn pdf(papier: &Papier<'_>) -> Result<Vec<u8>, Erreur> {
    let written = write(papier);
    // What typst remembers of this paper serves no other one: only what the models share is kept.
    comemo::evict(2);
    written
}

fn compose(papier: &Papier<'_>) -> Result<PagedDocument, Erreur> {
    let whole = json!({
        "titre": papier.titre,
        "structure": papier.structure,
        "edite_le": kernel::dates::long(papier.edite_le),
        "d": papier.donnees,
    });
    let monde = Monde::new(papier.modele, &mots::printable(whole))?;
    let Warned { output, .. } = typst::compile::<PagedDocument>(&monde);
    output.map_err(|errors| refused(&errors))
}

fn write(papier: &Papier<'_>) -> Result<Vec<u8>, Erreur> {
    let document = compose(papier)?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|error| Erreur::Pdf(error.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Jalon".to_owned())),
        timestamp: day(papier.edite_le).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| refused(&errors))
}

fn day(day: NaiveDate) -> Option<Datetime> {
    let (month, date) = (day.month().try_into().ok()?, day.day().try_into().ok()?);
    Datetime::from_ymd_hms(day.year(), month, date, 0, 0, 0)
}

/// What typst says, for a log: what it quotes may be the words of the paper, and is left out.
fn refused(errors: &[SourceDiagnostic]) -> Erreur {
    let all: Vec<String> = errors.iter().map(|e| unquoted(&e.message)).collect();
    Erreur::Pdf(all.join("; "))
}

fn unquoted(message: &str) -> String {
    let parts: Vec<&str> = message.split('`').step_by(2).collect();
    parts.join("`…`")
}

#[cfg(test)]
mod exemples;
#[cfg(test)]
mod tests;
