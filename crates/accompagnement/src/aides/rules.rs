//! Rules of aides, pure.

use chrono::{Days, Months, NaiveDate};
use kernel::{AgentId, Centimes, FieldErrors, dates};

use super::model::{
    Annulation, Decideur, Decision, DemandeAide, EtatAide, Fonds, FondsSaisi, NouvelleAide,
    NouvelleDotation, Paiement, Regularisation, Reste,
};
use crate::commun::{check_label, check_past, check_text};

/// The longest name of a fund, origin of money.
pub const NOM_MAX: usize = 120;
/// The longest words on how a file is sent.
pub const ENVOI_MAX: usize = 1_000;
/// The most pieces of a file.
pub const PIECES_MAX: usize = 20;
/// The longest free words on an aide, a decision, a derogation.
pub const MOTS_MAX: usize = 500;
/// The most that is asked at once.
pub const MONTANT_MAX: Centimes = Centimes(10_000_000);

const QUAND_MEME: &str = "Pour l’accorder quand même, écrivez pourquoi.";

/// What is wrong with a fund.
pub fn check_fonds(fonds: &FondsSaisi) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "nom", &fonds.nom, NOM_MAX);
    check_text(&mut errors, "envoi", &fonds.envoi, ENVOI_MAX);
    if fonds.pieces.len() > PIECES_MAX {
        errors.add("pieces", format!("{PIECES_MAX} pièces au plus."));
    }
    for piece in &fonds.pieces {
        check_text(&mut errors, "pieces", piece, NOM_MAX);
    }
    for (field, ceiling) in [
        ("plafond_demande", fonds.plafond_demande),
        ("plafond_personne", fonds.plafond_personne),
    ] {
        if ceiling == Some(Centimes::ZERO) {
            errors.add(field, "Laissez vide s’il n’y a pas de plafond.");
        }
    }
    if !(1..=60).contains(&fonds.periode_mois) {
        errors.add("periode_mois", "Écrivez un nombre de mois entre 1 et 60.");
    }
    errors
}

/// What is wrong with money put in a fund.
pub fn check_dotation(new: &NouvelleDotation, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "recue_le", new.recue_le, today);
    check_label(&mut errors, "origine", &new.origine, NOM_MAX);
    if new.montant == Centimes::ZERO {
        errors.add("montant", "Écrivez un montant.");
    }
    errors
}

/// What is wrong with a request, apart from its reason; the fund is closed or too small too.
pub fn check_demande(new: &NouvelleAide, fonds: &Fonds, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "demandee_le", new.demandee_le, today);
    check_text(&mut errors, "precisions", &new.precisions, MOTS_MAX);
    if new.montant == Centimes::ZERO {
        errors.add("montant", "Écrivez le montant demandé.");
    } else if new.montant > MONTANT_MAX {
        errors.add("montant", format!("{MONTANT_MAX} au plus."));
    }
    if !fonds.est_ouvert(new.demandee_le) {
        errors.add("fonds", "Ce fonds est fermé à cette date.");
    }
    if new.pieces.iter().any(|piece| !fonds.pieces.contains(piece)) {
        errors.add("pieces", "Choisissez des pièces de la liste.");
    }
    errors
}

/// What is wrong with sending the file.
pub fn check_envoi(aide: &DemandeAide, le: NaiveDate, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", le, today);
    after_request(&mut errors, "le", aide, le);
    if aide.fonds_decideur == Decideur::MissionLocale || aide.etat != EtatAide::ADecider {
        errors.add("le", "Ce dossier n’est pas à envoyer.");
    }
    errors
}

/// What is wrong with a decision: by whom, when, beyond what.
pub fn check_decision(
    (aide, fonds): (&DemandeAide, &Fonds),
    decision: &Decision,
    reste: Reste,
    (acteur, today): (AgentId, NaiveDate),
) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", decision.le, today);
    after_request(&mut errors, "le", aide, decision.le);
    check_text(&mut errors, "motif", &decision.motif, MOTS_MAX);
    check_text(&mut errors, "derogation", &decision.derogation, MOTS_MAX);
    if acteur == aide.demandeur {
        errors.add(
            "issue",
            "Vous avez fait cette demande\u{a0}: une autre personne la décide.",
        );
    }
    if !aide.etat.attend() {
        errors.add("issue", "Cette demande n’attend plus de décision.");
    }
    check_path(&mut errors, (aide, fonds), decision, today);
    match decision.accorde {
        None if decision.motif.trim().is_empty() => errors.add(
            "motif",
            "Écrivez pourquoi\u{a0}: la personne recevra ces mots.",
        ),
        None => {}
        Some(montant) => check_montant(&mut errors, (aide, fonds), (montant, decision), reste),
    }
    errors
}

/// Who decides, and how fast.
fn check_path(
    errors: &mut FieldErrors,
    (aide, fonds): (&DemandeAide, &Fonds),
    decision: &Decision,
    today: NaiveDate,
) {
    if decision.urgence {
        if !fonds.urgence {
            errors.add("urgence", "Ce fonds ne permet pas de décider en urgence.");
        } else if decision.accorde.is_none() {
            errors.add("urgence", "Seul un accord se donne en urgence.");
        } else if decision.le != today {
            errors.add("urgence", "Une urgence se décide le jour même.");
        }
    } else if fonds.decideur != Decideur::MissionLocale && aide.etat == EtatAide::ADecider {
        let who = fonds.decideur.nomme();
        errors.add(
            "issue",
            format!("Notez d’abord l’envoi du dossier\u{a0}: c’est {who} qui décide."),
        );
    } else if aide.envoyee_le.is_some_and(|sent| decision.le < sent) {
        errors.add("le", "Cette date est avant l’envoi du dossier.");
    }
}

/// How much: what is beyond a ceiling needs a derogation.
fn check_montant(
    errors: &mut FieldErrors,
    (aide, fonds): (&DemandeAide, &Fonds),
    (montant, decision): (Centimes, &Decision),
    reste: Reste,
) {
    if montant == Centimes::ZERO {
        errors.add("montant", "Écrivez le montant accordé, ou refusez.");
        return;
    }
    if montant > aide.demande {
        let most = aide.demande;
        errors.add(
            "montant",
            format!("{most} ont été demandés\u{a0}: pas plus."),
        );
        return;
    }
    if !decision.derogation.trim().is_empty() {
        return;
    }
    if let Some(why) = beyond(fonds, montant, reste) {
        errors.add("derogation", format!("{why} {QUAND_MEME}"));
    }
}

/// The ceiling that `montant` goes past, in words.
pub fn beyond(fonds: &Fonds, montant: Centimes, reste: Reste) -> Option<String> {
    if let Some(most) = fonds.plafond_demande.filter(|most| montant > *most) {
        return Some(format!("C’est plus que le plafond d’une demande, {most}."));
    }
    let total = reste.deja.plus(montant);
    if let Some(most) = fonds.plafond_personne.filter(|most| total > *most) {
        let (deja, mois) = (reste.deja, fonds.periode_mois);
        return Some(format!(
            "La personne a déjà eu {deja} sur {mois} mois\u{a0}: son plafond est de {most}."
        ));
    }
    if montant > reste.solde {
        let left = reste.solde.max(Centimes::ZERO);
        return Some(format!("Il reste {left} dans ce fonds."));
    }
    None
}

/// What is wrong with putting an emergency in order.
pub fn check_regularisation(
    aide: &DemandeAide,
    change: &Regularisation,
    (acteur, today): (AgentId, NaiveDate),
) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", change.le, today);
    if aide.decidee_le.is_none_or(|decided| change.le < decided) {
        errors.add("le", "Cette date est avant celle de la décision.");
    }
    if !aide.a_regulariser() {
        errors.add("le", "Cette aide n’est pas à régulariser.");
    }
    if acteur == aide.demandeur {
        errors.add(
            "le",
            "Vous avez fait cette demande\u{a0}: une autre personne la régularise.",
        );
    }
    errors
}

/// What is wrong with a payment, apart from its means.
pub fn check_paiement(
    aide: &DemandeAide,
    paiement: &Paiement,
    (acteur, today): (AgentId, NaiveDate),
) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", paiement.le, today);
    if aide.etat != EtatAide::Accordee {
        errors.add("moyen", "Cette aide n’est pas à payer.");
    }
    if aide.decidee_le.is_none_or(|decided| paiement.le < decided) {
        errors.add("le", "Cette date est avant celle de la décision.");
    }
    if acteur == aide.demandeur || Some(acteur) == aide.decideur {
        let did = if acteur == aide.demandeur {
            "demandé"
        } else {
            "décidé"
        };
        errors.add(
            "moyen",
            format!("Vous avez {did} cette aide\u{a0}: une autre personne la paie."),
        );
    }
    errors
}

/// What is wrong with telling the decision, apart from the means.
pub fn check_notification(aide: &DemandeAide, le: NaiveDate, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", le, today);
    match aide.decidee_le {
        None => errors.add("le", "Rien n’est encore décidé."),
        Some(decided) if le < decided => {
            errors.add("le", "Cette date est avant celle de la décision.");
        }
        Some(_) => {}
    }
    errors
}

/// What is wrong with giving up.
pub fn check_annulation(aide: &DemandeAide, change: &Annulation) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "motif", &change.motif, MOTS_MAX);
    if !(aide.etat.attend() || aide.etat == EtatAide::Accordee) {
        errors.add("motif", "Cette aide ne s’annule plus.");
    }
    errors
}

fn after_request(errors: &mut FieldErrors, field: &str, aide: &DemandeAide, day: NaiveDate) {
    if day < aide.demandee_le {
        let asked = dates::short(aide.demandee_le);
        errors.add(
            field,
            format!("Cette date est avant la demande, le {asked}."),
        );
    }
}

/// The first day that counts in the ceiling of a person, for a decision on `day`.
pub fn period_start(day: NaiveDate, mois: i32) -> NaiveDate {
    let months = Months::new(u32::try_from(mois).unwrap_or(0));
    day.checked_sub_months(months).unwrap_or(NaiveDate::MIN)
}

/// `count` days after `day`.
pub fn later(day: NaiveDate, count: i64) -> NaiveDate {
    let days = Days::new(u64::try_from(count).unwrap_or(0));
    day.checked_add_days(days).unwrap_or(day)
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
