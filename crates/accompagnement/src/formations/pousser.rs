//! What a prescription pushes: it is computed whole from its steps, and put in the place of what was
//! pushed before, so that a correction leaves nothing behind.

use chrono::{Days, NaiveDate};
use jeunes::{
    DossierForWrite,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
    heures::{self, NouvelleHeure},
};
use platform::{Result, Tx};

use super::{
    model::{EtatPrescription, FinFormation, Prescription, Reponse},
    prescriptions::OBJET,
};
use crate::commun::truncated;

/// Pushes what comes next, what happened, what counts in the week.
pub(super) async fn pousser(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    p: &Prescription,
) -> Result<()> {
    let delays = Delais {
        reponse: tx.parametre("formation_reponse_jours")?,
        entree: tx.parametre("formation_entree_jours")?,
        bilan: tx.parametre("formation_bilan_jours")?,
    };
    let id = p.id.uuid();
    echeances::close(tx, dossier, OBJET, &[id], None).await?;
    echeances::push(tx, dossier, &due(p, delays)).await?;
    frise::replace(tx, dossier, OBJET, id, &happened(p)).await?;
    match (p.suivi.reunion_le, p.suivi.reunion_minutes) {
        (Some(jour), Some(minutes)) => {
            let heure = NouvelleHeure {
                jour,
                minutes,
                nature: "information_collective",
                validee: true,
                objet: OBJET,
                objet_id: id,
            };
            heures::push(tx, dossier, &heure).await
        }
        _ => heures::clear(tx, dossier, OBJET, id).await,
    }
}

/// The dated parameters, in days.
#[derive(Debug, Clone, Copy)]
struct Delais {
    reponse: i64,
    entree: i64,
    bilan: i64,
}

fn later(day: NaiveDate, days: i64) -> NaiveDate {
    day + Days::new(u64::try_from(days).unwrap_or(0))
}

/// What comes next.
fn due(p: &Prescription, delays: Delais) -> Vec<NouvelleEcheance> {
    let s = &p.suivi;
    let mut all = Vec::new();
    let mut add = |nature: &str, words: &str, visible_le: NaiveDate, echeance_le: NaiveDate| {
        all.push(NouvelleEcheance {
            nature: nature.to_owned(),
            libelle: truncated(&format!("{words}\u{a0}: {}", p.intitule), 120),
            visible_le,
            echeance_le,
            objet: OBJET,
            objet_id: p.id.uuid(),
        });
    };
    match (s.etat, s.reponse) {
        (EtatPrescription::Prescrit, Some(Reponse::Accepte)) => {
            let first = p.session_debut;
            let confirm = later(first, delays.entree);
            add(
                "entree_formation",
                "Confirmer l’entrée en formation",
                first,
                confirm,
            );
        }
        (EtatPrescription::Prescrit, _) => {
            if let Some(limit) = p.session_limite.filter(|_| s.reponse.is_none()) {
                let words = "Date limite pour proposer la personne à la formation";
                add("inscription_formation", words, s.prescrite_le, limit);
            }
            let last = s.reponse_le.or(s.tests_le).or(s.reunion_le);
            let last = last.unwrap_or(s.prescrite_le);
            let words = "Réponse de l’organisme de formation attendue";
            add(
                "reponse_formation",
                words,
                last,
                later(last, delays.reponse),
            );
        }
        (EtatPrescription::Realise, _) if s.bilan_le.is_none() => {
            if let Some(end) = s.fin_le.or(s.fin_prevue) {
                add(
                    "bilan_formation",
                    "Bilan de la formation",
                    end,
                    later(end, delays.bilan),
                );
            }
        }
        _ => {}
    }
    all
}

/// What happened. The entry and the end are told by the situation.
fn happened(p: &Prescription) -> Vec<NouvelEvenement> {
    let s = &p.suivi;
    let mut all = Vec::new();
    let mut add = |le: Option<NaiveDate>, nature: &str, words: &str| {
        if let Some(survenu_le) = le {
            all.push(NouvelEvenement {
                survenu_le,
                nature: nature.to_owned(),
                titre: truncated(&format!("{words}\u{a0}: {}", p.intitule), 120),
                ..NouvelEvenement::of(OBJET, p.id.uuid())
            });
        }
    };
    add(Some(s.prescrite_le), "formation", "Formation prescrite");
    match s.reunion_present {
        Some(true) => add(s.reunion_le, "information_collective", "Formation"),
        _ => add(
            s.reunion_le,
            "formation",
            "Absence à l’information collective",
        ),
    }
    add(s.tests_le, "formation", "Positionnement");
    match s.reponse {
        Some(Reponse::Accepte) => add(s.reponse_le, "formation", "Organisme d’accord"),
        Some(Reponse::ListeAttente) => add(s.reponse_le, "formation", "Sur liste d’attente"),
        _ => {}
    }
    match s.etat {
        EtatPrescription::RefusTiers => add(s.refus_le, "formation", "Refus de l’organisme"),
        EtatPrescription::RefusJeune => add(s.refus_le, "formation", "Refus de la personne"),
        _ => {}
    }
    if s.fin_genre == Some(FinFormation::Abandon) {
        add(s.fin_le, "formation", "Formation arrêtée");
    }
    add(s.bilan_le, "formation", "Bilan de la formation");
    all
}
