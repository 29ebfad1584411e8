//! What counts and what does not, line by line.

use chrono::NaiveDate;

use super::super::model::{
    Compte, Condition, EtatLigne, Formation, LigneCompte, Organisme, Prescription,
};

/// The kind of formation that is a prestation of France Travail.
const PRESTATION: &str = "prestation_france_travail";

/// What is read to know whether a formation counts.
#[derive(Debug, Clone, Copy)]
pub struct Lecture<'a> {
    /// The prescription.
    pub prescription: &'a Prescription,
    /// What is taught.
    pub formation: &'a Formation,
    /// Who teaches.
    pub organisme: &'a Organisme,
    /// A PACEA was open on a day: its first and last days; `None`: the dossier holds none.
    pub pacea: Option<(NaiveDate, Option<NaiveDate>)>,
}

/// Whether the formation counts, and why.
pub fn compte(conditions: &[Condition], lu: Lecture<'_>) -> Compte {
    let lignes: Vec<LigneCompte> = conditions
        .iter()
        .map(|condition| {
            let (etat, pourquoi) = read(&condition.code, lu);
            // What does not block is never missing: someone looks at it.
            let etat = match etat {
                EtatLigne::Manquante if !condition.bloque => EtatLigne::AVerifier,
                other => other,
            };
            LigneCompte {
                condition: condition.clone(),
                etat,
                pourquoi: pourquoi.to_owned(),
            }
        })
        .collect();
    Compte {
        compte: lignes.iter().all(|l| l.etat != EtatLigne::Manquante),
        lignes,
    }
}

fn read(code: &str, lu: Lecture<'_>) -> (EtatLigne, &'static str) {
    let s = &lu.prescription.suivi;
    let told = |yes: bool, why: &'static str| {
        if yes {
            (EtatLigne::Remplie, "")
        } else {
            (EtatLigne::Manquante, why)
        }
    };
    match code {
        "prescription" => (EtatLigne::Remplie, ""),
        "entree" => told(s.entree_le.is_some(), "Notez l’entrée sur cette page."),
        "organisme" => told(
            !lu.organisme.siret.is_empty(),
            "Écrivez le SIRET de l’organisme au catalogue.",
        ),
        "dates" => told(
            s.entree_le.is_some() && (s.fin_le.is_some() || s.fin_prevue.is_some()),
            "Ils viennent avec l’entrée.",
        ),
        "contenu" => told(
            !lu.formation.contenu.trim().is_empty(),
            "Décrivez le contenu de la formation au catalogue.",
        ),
        "hors_prestation" => told(
            lu.formation.genre != PRESTATION,
            "Une prestation se compte par sa proposition «\u{a0}réalisée\u{a0}», pas comme formation.",
        ),
        "stagiaire" => match s.remuneration {
            Some(true) => (EtatLigne::Remplie, ""),
            _ => (EtatLigne::AVerifier, "À vérifier auprès de l’organisme."),
        },
        "pacea" => {
            let day = s.entree_le.unwrap_or(s.prescrite_le);
            let open = lu
                .pacea
                .is_some_and(|(du, au)| du <= day && au.is_none_or(|au| day <= au));
            told(open, "Aucun PACEA n’est ouvert ce jour-là.")
        }
        _ => (
            EtatLigne::AVerifier,
            "Jalon ne sait pas lire cette condition.",
        ),
    }
}
