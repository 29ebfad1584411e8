//! Rules of formations, pure: the catalogue here, the steps in `etapes`, what counts in `compte`.

mod compte;
mod etapes;

use chrono::NaiveDate;
use kernel::{FieldErrors, dates};

use super::model::{
    EtatSession, FormationSaisie, NouvelleAbsence, NouvellePrescription, OrganismeSaisi,
    Prescription, SessionFormation, SessionSaisie,
};
use crate::commun::{check_label, check_past, check_text};

pub use compte::{Lecture, compte};
pub use etapes::{Etape, apply, etapes, next};

/// The longest name, title, place.
pub const NOM_MAX: usize = 200;
/// The longest contact.
pub const CONTACT_MAX: usize = 120;
/// The longest number of a catalogue.
pub const NUMERO_MAX: usize = 40;
/// The longest words on what one learns.
pub const CONTENU_MAX: usize = 2_000;
/// The longest words on an objective, a refusal, a bilan.
pub const MOTS_MAX: usize = 500;

/// What is wrong with who gives training.
pub fn check_organisme(new: &OrganismeSaisi) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "nom", &new.nom, NOM_MAX);
    check_text(&mut errors, "contact", &new.contact, CONTACT_MAX);
    check_text(&mut errors, "telephone", &new.telephone, 30);
    check_text(&mut errors, "courriel", &new.courriel, CONTACT_MAX);
    if !new.courriel.is_empty() && !new.courriel.contains('@') {
        errors.add("courriel", "Une adresse contient un @.");
    }
    if let Some(why) = wrong_siret(&new.siret) {
        errors.add("siret", why);
    }
    errors
}

/// What is wrong with a SIRET; nothing when it is left out.
pub fn wrong_siret(siret: &str) -> Option<&'static str> {
    if siret.is_empty() {
        return None;
    }
    if siret.len() != 14 || !siret.bytes().all(|b| b.is_ascii_digit()) {
        return Some("Un SIRET a quatorze chiffres.");
    }
    let digits = siret.bytes().rev().map(|b| u32::from(b - b'0'));
    let sum: u32 = digits
        .enumerate()
        .map(|(rank, digit)| match (rank % 2, digit * 2) {
            (0, _) => digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        })
        .sum();
    // La Poste's own numbers follow another key: the sum of the digits is a multiple of five.
    let poste = siret.starts_with("356000000")
        && siret
            .bytes()
            .map(|b| u32::from(b - b'0'))
            .sum::<u32>()
            .is_multiple_of(5);
    (!sum.is_multiple_of(10) && !poste)
        .then_some("Ce SIRET n’existe pas\u{a0}: un chiffre est sans doute mal recopié.")
}

/// What is wrong with a formation, apart from its lists.
pub fn check_formation(new: &FormationSaisie) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "intitule", &new.intitule, NOM_MAX);
    check_text(&mut errors, "numero", &new.numero, NUMERO_MAX);
    check_text(&mut errors, "lieu", &new.lieu, NOM_MAX);
    check_text(&mut errors, "contenu", &new.contenu, CONTENU_MAX);
    let digits = |code: &str| code.bytes().all(|b| b.is_ascii_digit());
    let five = new.formacode.len() == 5 && digits(&new.formacode);
    if !(new.formacode.is_empty() || five) {
        errors.add("formacode", "Un Formacode a cinq chiffres\u{a0}: 42069.");
    }
    if !new.rome.is_empty() && !is_rome(&new.rome) {
        errors.add(
            "rome",
            "Un code ROME a une lettre de A à N et quatre chiffres\u{a0}: K1304.",
        );
    }
    if !new.certification.is_empty() && !is_certification(&new.certification) {
        errors.add(
            "certification",
            "Écrivez RNCP ou RS suivi du numéro\u{a0}: RNCP35506.",
        );
    }
    errors
}

fn is_rome(code: &str) -> bool {
    let mut letters = code.chars();
    letters.next().is_some_and(|c| ('A'..='N').contains(&c))
        && code.len() == 5
        && letters.all(|c| c.is_ascii_digit())
}

fn is_certification(code: &str) -> bool {
    let number = code
        .strip_prefix("RNCP")
        .or_else(|| code.strip_prefix("RS"));
    number.is_some_and(|n| (1..=6).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
}

/// What is wrong with a session.
pub fn check_session(new: &SessionSaisie) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_text(&mut errors, "numero", &new.numero, NUMERO_MAX);
    let (first, last) = bounds();
    for (field, day) in [("debut", Some(new.debut)), ("fin", Some(new.fin))] {
        if day.is_some_and(|day| day < first || day > last) {
            errors.add(field, "Cette date est trop lointaine.");
        }
    }
    if new.fin < new.debut {
        errors.add("fin", "La fin est avant le début.");
    }
    for (field, day) in [("reunion_le", new.reunion_le), ("limite_le", new.limite_le)] {
        if day.is_some_and(|day| day > new.debut) {
            errors.add(field, "Cette date est après le début de la session.");
        }
    }
    if new.places.is_some_and(|n| !(1..=500).contains(&n)) {
        errors.add("places", "Écrivez un nombre de places entre 1 et 500.");
    }
    if new.heures.is_some_and(|n| !(1..=5_000).contains(&n)) {
        errors.add(
            "heures",
            "Écrivez un nombre d’heures entre 1 et 5\u{a0}000.",
        );
    }
    errors
}

fn bounds() -> (NaiveDate, NaiveDate) {
    let first = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
    let last = NaiveDate::from_ymd_opt(2099, 12, 31).unwrap_or_default();
    (first, last)
}

/// What is wrong with prescribing this session, apart from the reason and the links.
pub fn check_prescription(
    new: &NouvellePrescription,
    session: &SessionFormation,
    (premier_accueil, today): (NaiveDate, NaiveDate),
) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "prescrite_le", new.prescrite_le, today);
    check_text(&mut errors, "objectif", &new.objectif, MOTS_MAX);
    if new.prescrite_le < premier_accueil {
        errors.add("prescrite_le", "Cette date est avant le premier accueil.");
    }
    if session.etat(today) == EtatSession::Annulee {
        errors.add("session", "Cette session est annulée.");
    }
    if new.prescrite_le > session.fin {
        errors.add(
            "prescrite_le",
            format!(
                "Cette session est finie depuis le {}.",
                dates::short(session.fin)
            ),
        );
    }
    errors
}

/// What is wrong with an absence.
pub fn check_absence(p: &Prescription, new: &NouvelleAbsence, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", new.le, today);
    let last = p.suivi.fin_le.or(p.suivi.fin_prevue);
    match p.suivi.entree_le {
        None => errors.add("le", "L’entrée en formation n’est pas notée."),
        Some(first) if new.le < first || last.is_some_and(|last| new.le > last) => {
            errors.add("le", "Cette date est hors de la formation.");
        }
        Some(_) => {}
    }
    if new.minutes.is_some_and(|n| !(1..=1_440).contains(&n)) {
        errors.add("minutes", "Écrivez une durée en minutes, moins d’un jour.");
    }
    errors
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
