//! The steps of a prescription: what each one asks, and the order of their days.

use chrono::NaiveDate;
use kernel::{FieldErrors, dates};

use super::{
    super::model::{EtatPrescription, FinFormation, Geste, Prescription, Reponse, Suivi},
    MOTS_MAX,
};
use crate::commun::{check_past, check_text};

/// The steps, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Etape {
    /// Prescribed.
    Prescription,
    /// Information collective.
    Reunion,
    /// Tests.
    Tests,
    /// The organisme's answer.
    Reponse,
    /// Entered.
    Entree,
    /// Over.
    Fin,
    /// What it gave.
    Bilan,
}

impl Etape {
    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Prescription => "Prescription",
            Self::Reunion => "Information collective",
            Self::Tests => "Positionnement",
            Self::Reponse => "Réponse de l’organisme",
            Self::Entree => "Entrée en formation",
            Self::Fin => "Fin de la formation",
            Self::Bilan => "Bilan",
        }
    }
}

/// Every step with its day, in their order.
pub const fn etapes(s: &Suivi) -> [(Etape, Option<NaiveDate>); 7] {
    [
        (Etape::Prescription, Some(s.prescrite_le)),
        (Etape::Reunion, s.reunion_le),
        (Etape::Tests, s.tests_le),
        (Etape::Reponse, s.reponse_le),
        (Etape::Entree, s.entree_le),
        (Etape::Fin, s.fin_le),
        (Etape::Bilan, s.bilan_le),
    ]
}

/// What is to do now, in words, or an empty string when nothing is.
pub fn next(p: &Prescription, today: NaiveDate) -> &'static str {
    let s = &p.suivi;
    match (s.etat, s.reponse) {
        (EtatPrescription::RefusTiers | EtatPrescription::RefusJeune, _) => "",
        (EtatPrescription::Realise, _) => match (s.fin_le, s.bilan_le) {
            (_, Some(_)) => "",
            (Some(_), None) => "Faire le bilan",
            (None, None) if s.fin_prevue.is_some_and(|fin| fin < today) => {
                "Noter la fin de la formation"
            }
            (None, None) => "Suivre l’assiduité",
        },
        (EtatPrescription::Prescrit, Some(Reponse::Accepte)) => "Confirmer l’entrée",
        (EtatPrescription::Prescrit, Some(Reponse::ListeAttente)) => {
            "Relancer l’organisme\u{a0}: liste d’attente"
        }
        (EtatPrescription::Prescrit, _) => {
            if s.reunion_le.is_none() && p.session_reunion.is_some() {
                "Noter l’information collective"
            } else {
                "Obtenir la réponse de l’organisme"
            }
        }
    }
}

/// The prescription once `geste` is done, or what is wrong with it. The lists are checked apart.
///
/// # Errors
/// Field by field; `le` for the day, `geste` when it is not its time.
pub fn apply(p: &Prescription, geste: &Geste, today: NaiveDate) -> Result<Suivi, FieldErrors> {
    let mut errors = FieldErrors::new();
    if let Some(why) = untimely(&p.suivi, geste) {
        errors.add("le", why);
    }
    let mut s = p.suivi.clone();
    match geste {
        Geste::Reunion { .. } | Geste::Tests { .. } | Geste::Reponse { .. } => {
            before_entry(&mut errors, &mut s, geste, today);
        }
        Geste::RefusJeune { le, motif, mots } => {
            check_past(&mut errors, "le", *le, today);
            if let Some((etape, last)) = last_step(&s).filter(|(_, last)| le < last) {
                errors.add("le", after(etape, last));
            }
            check_text(&mut errors, "mots", mots, MOTS_MAX);
            refuse(&mut s, EtatPrescription::RefusJeune, (*le, motif, mots));
        }
        Geste::Rouvrir => reopen(&mut s),
        Geste::Entree {
            le,
            fin_prevue,
            situation,
        } => {
            ordered(&mut errors, &s, (Etape::Entree, *le), today);
            within_session(&mut errors, p, (*le, *fin_prevue));
            s.etat = EtatPrescription::Realise;
            (s.entree_le, s.fin_prevue) = (Some(*le), Some(*fin_prevue));
            s.situation = Some(*situation);
        }
        Geste::Fin { .. } | Geste::Remuneration { .. } | Geste::Bilan(_) => {
            after_entry(&mut errors, &mut s, geste, today);
        }
    }
    errors.check(s)
}

/// The steps that lead to the entry.
fn before_entry(errors: &mut FieldErrors, s: &mut Suivi, geste: &Geste, today: NaiveDate) {
    match geste {
        Geste::Reunion {
            le,
            present,
            minutes,
        } => {
            ordered(errors, s, (Etape::Reunion, *le), today);
            reunion(errors, s, (*le, *present, *minutes));
        }
        Geste::Tests { le, resultat } => {
            ordered(errors, s, (Etape::Tests, *le), today);
            (s.tests_le, s.tests_resultat) = (Some(*le), Some(resultat.clone()));
        }
        Geste::Reponse {
            le,
            reponse,
            motif,
            mots,
        } => {
            ordered(errors, s, (Etape::Reponse, *le), today);
            check_text(errors, "mots", mots, MOTS_MAX);
            (s.reponse, s.reponse_le) = (Some(*reponse), Some(*le));
            if *reponse == Reponse::Refuse {
                refuse(s, EtatPrescription::RefusTiers, (*le, motif, mots));
            }
        }
        _ => {}
    }
}

/// What is noted of a formation that is followed.
fn after_entry(errors: &mut FieldErrors, s: &mut Suivi, geste: &Geste, today: NaiveDate) {
    match geste {
        Geste::Fin { le, genre, motif } => {
            ordered(errors, s, (Etape::Fin, *le), today);
            (s.fin_le, s.fin_genre) = (Some(*le), Some(*genre));
            s.abandon_motif = (*genre == FinFormation::Abandon).then(|| motif.clone());
        }
        Geste::Remuneration {
            le,
            demandee,
            payeur,
        } => {
            check_past(errors, "le", *le, today);
            if *le < s.prescrite_le {
                errors.add("le", after(Etape::Prescription, s.prescrite_le));
            }
            (s.remuneration, s.remuneration_le) = (Some(*demandee), Some(*le));
            s.remuneration_payeur = demandee.then(|| payeur.clone());
        }
        Geste::Bilan(b) => {
            ordered(errors, s, (Etape::Bilan, b.le), today);
            check_text(errors, "mots", &b.mots, MOTS_MAX);
            s.bilan_le = Some(b.le);
            (s.bilan_obtenu, s.bilan_suite) = (Some(b.obtenu.clone()), Some(b.suite.clone()));
            s.bilan_mots.clone_from(&b.mots);
        }
        _ => {}
    }
}

/// Why it is not the time of this gesture.
fn untimely(s: &Suivi, geste: &Geste) -> Option<&'static str> {
    let prescrit = s.etat == EtatPrescription::Prescrit;
    match geste {
        Geste::Reunion { .. } | Geste::Tests { .. } | Geste::Reponse { .. } => {
            (!prescrit).then_some("Cette étape est passée\u{a0}: l’entrée ou un refus est noté.")
        }
        Geste::RefusJeune { .. } => (!prescrit)
            .then_some("L’entrée ou un refus est déjà noté. Après l’entrée, notez un abandon."),
        Geste::Rouvrir => (!s.etat.est_refus()).then_some("Cette prescription n’est pas refusée."),
        Geste::Entree { .. } if !prescrit => Some("L’entrée ou un refus est déjà noté."),
        Geste::Entree { .. } => (s.reponse != Some(Reponse::Accepte))
            .then_some("Notez d’abord que l’organisme a accepté."),
        Geste::Fin { .. } => s.entree_le.is_none().then_some("Notez d’abord l’entrée."),
        Geste::Bilan(_) => s
            .fin_le
            .is_none()
            .then_some("Notez d’abord la fin de la formation."),
        Geste::Remuneration { .. } => s
            .etat
            .est_refus()
            .then_some("Cette prescription est refusée."),
    }
}

/// A day is not in the future, nor before the steps that come first, nor after those that follow.
fn ordered(errors: &mut FieldErrors, s: &Suivi, (etape, le): (Etape, NaiveDate), today: NaiveDate) {
    check_past(errors, "le", le, today);
    for (other, day) in etapes(s) {
        let Some(day) = day else { continue };
        if other < etape && le < day {
            errors.add("le", after(other, day));
        } else if other > etape && le > day {
            let (what, day) = (other.label().to_lowercase(), dates::short(day));
            errors.add(
                "le",
                format!("Cette date est après «\u{a0}{what}\u{a0}», le {day}."),
            );
        }
    }
}

fn after(etape: Etape, day: NaiveDate) -> String {
    let (what, day) = (etape.label().to_lowercase(), dates::short(day));
    format!("Cette date est avant «\u{a0}{what}\u{a0}», le {day}.")
}

/// The last step that took place.
fn last_step(s: &Suivi) -> Option<(Etape, NaiveDate)> {
    let all = etapes(s);
    all.iter()
        .rev()
        .find_map(|(etape, day)| day.map(|day| (*etape, day)))
}

fn reunion(
    errors: &mut FieldErrors,
    s: &mut Suivi,
    (le, present, minutes): (NaiveDate, bool, Option<i32>),
) {
    if minutes.is_some_and(|n| !(1..=600).contains(&n)) {
        errors.add("minutes", "Écrivez une durée entre 1 et 600 minutes.");
    }
    (s.reunion_le, s.reunion_present) = (Some(le), Some(present));
    s.reunion_minutes = minutes.filter(|_| present);
}

fn refuse(s: &mut Suivi, etat: EtatPrescription, (le, motif, mots): (NaiveDate, &str, &str)) {
    s.etat = etat;
    (s.refus_le, s.refus_motif) = (Some(le), Some(motif.to_owned()));
    mots.clone_into(&mut s.refus_mots);
}

/// As before the refusal: an answer that refused is taken away, one that accepted stays.
fn reopen(s: &mut Suivi) {
    if s.etat == EtatPrescription::RefusTiers {
        (s.reponse, s.reponse_le) = (None, None);
    }
    s.etat = EtatPrescription::Prescrit;
    (s.refus_le, s.refus_motif) = (None, None);
    s.refus_mots.clear();
}

fn within_session(errors: &mut FieldErrors, p: &Prescription, (le, fin): (NaiveDate, NaiveDate)) {
    let (first, last) = (p.session_debut, p.session_fin);
    if le < first || le > last {
        errors.add(
            "le",
            format!(
                "La session va du {} au {}\u{a0}: corrigez ses dates au catalogue, ou cette date.",
                dates::short(first),
                dates::short(last)
            ),
        );
    }
    if fin < le {
        errors.add("fin_prevue", "La fin est avant l’entrée.");
    }
    let far = last.checked_add_months(chrono::Months::new(24));
    if far.is_some_and(|far| fin > far) {
        errors.add("fin_prevue", "Cette date est trop lointaine.");
    }
}
