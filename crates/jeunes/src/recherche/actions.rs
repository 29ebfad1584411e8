//! Searching.

use chrono::NaiveDate;
use kernel::{Access, Permission, Section};
use platform::{
    Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;

use crate::acces;

use super::{
    model::{Raison, Trouve},
    queries::{self, Candidat},
    rules::{self, RESSEMBLANCE_MIN, Requete},
};

/// Rows read before they are ranked word by word.
const CANDIDATS: i32 = 60;

/// Finds young people of the mission locale by what was typed, best first, while typing too. A
/// phone or a mail is looked for by those who may read contacts only.
///
/// # Errors
/// `Forbidden` without the right to search.
pub async fn search(tx: &mut Tx, typed: &str, limit: usize) -> Result<Vec<Trouve>> {
    tx.require(Permission::RechercherJeunes)?;
    let mut requete = rules::parse(typed);
    if !tx.may(Permission::Dossier(Section::Contacts, Access::Read)) {
        requete.telephone = None;
        requete.courriel = None;
    }
    if requete.is_empty() {
        return Ok(Vec::new());
    }
    let direction = tx.actor().role().is_some_and(kernel::Role::is_direction);
    let today = tx.today();
    let candidates = queries::candidates(tx, &requete, direction, CANDIDATS).await?;
    // The number of an absorbed dossier leads to the kept one, which may be protected since.
    let candidates = candidates
        .into_iter()
        .filter(|c| !c.protege || acces::sees_protected(tx.actor(), &[c.referent, c.remplacant]))
        .collect();
    let mut found = rank(candidates, &requete, today, limit);
    let tells = tx.may(Permission::NoterDeces);
    for one in &mut found {
        one.deces &= tells;
    }
    record(tx, &requete, found.len()).await?;
    Ok(found)
}

/// The best first; those whose names are too far from the words typed only when something else
/// agrees.
fn rank(all: Vec<Candidat>, requete: &Requete, today: NaiveDate, limit: usize) -> Vec<Trouve> {
    let mut scored: Vec<(f64, Trouve)> = all
        .into_iter()
        .filter_map(|candidate| {
            let (score, raisons) = score(&candidate, requete)?;
            Some((score, found(candidate, raisons, today)))
        })
        .collect();
    scored.sort_by(|(a, x), (b, y)| {
        b.total_cmp(a)
            .then_with(|| x.identite.nom().cmp(y.identite.nom()))
            .then_with(|| x.identite.prenom.cmp(&y.identite.prenom))
            .then_with(|| x.id.cmp(&y.id))
    });
    scored.truncate(limit);
    scored.into_iter().map(|(_, found)| found).collect()
}

/// Likeness of the names, plus one for each other thing that agrees.
fn score(candidate: &Candidat, requete: &Requete) -> Option<(f64, Vec<Raison>)> {
    let mut raisons = Vec::new();
    let mut score = 0.0;
    for (code, raison) in [
        ("numero", Raison::Numero),
        ("contact", Raison::Contact),
        ("naissance", Raison::Naissance),
    ] {
        let same_day = raison == Raison::Naissance
            && requete.naissance.is_some()
            && candidate.naissance.date() == requete.naissance;
        if same_day || candidate.par.iter().any(|par| par == code) {
            raisons.push(raison);
            score += 1.0;
        }
    }
    match rules::likeness(&requete.mots, &candidate.recherche) {
        Some((likeness, exact)) if likeness >= RESSEMBLANCE_MIN => {
            score += likeness;
            raisons.push(if exact {
                Raison::Nom
            } else {
                Raison::NomProche
            });
        }
        _ => {}
    }
    (!raisons.is_empty()).then_some((score, raisons))
}

fn found(candidate: Candidat, raisons: Vec<Raison>, today: NaiveDate) -> Trouve {
    Trouve {
        id: candidate.id,
        numero: candidate.numero,
        age: candidate.naissance.age(today),
        identite: candidate.identite,
        naissance: candidate.naissance,
        commune: candidate.commune,
        referent: candidate.referent_nom,
        etat: candidate.etat,
        protege: candidate.protege,
        deces: candidate.deces,
        raisons,
    }
}

/// One row: what kind of thing was typed, the keyed hash of each word, how many were found.
async fn record(tx: &mut Tx, requete: &Requete, count: usize) -> Result<()> {
    let words: Vec<String> = requete
        .mots
        .iter()
        .map(|mot| tx.empreintes().hash(mot))
        .collect();
    let details = json!({
        "mots": words,
        "date": requete.naissance.is_some(),
        "telephone": requete.telephone.is_some(),
        "courriel": requete.courriel.is_some(),
        "numero": requete.numero.is_some(),
        "nombre": count,
    });
    let entry = Entry {
        action: "recherche",
        objet: "jeune",
        objet_id: None,
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}
