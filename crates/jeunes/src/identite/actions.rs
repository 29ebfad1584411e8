//! Looking for likely duplicates before a dossier is opened.

use kernel::{Permission, text};
use platform::{
    Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;

use super::{
    model::{Doublon, DoublonVisible, Portrait},
    queries, rules,
};
use crate::{
    acces,
    contacts::{MoyenContact, rules::normalize},
    dossiers::{Moyen, NouveauJeune},
    recherche::{
        queries::{Candidat, candidates},
        rules::Requete,
    },
};

/// Rows compared.
const CANDIDATS: i32 = 60;
/// Rows shown.
const MONTRES: usize = 5;

/// The dossiers of the mission locale that may be the same person, most likely first. A protected
/// one that the actor may not open gives at most one « contactez la direction », without data, and
/// only when the likeness is strong. What was shown is traced.
///
/// # Errors
/// `Forbidden` without the right to open dossiers.
pub async fn likely_duplicates(tx: &mut Tx, new: &NouveauJeune) -> Result<Vec<Doublon>> {
    tx.require(Permission::CreerDossier)?;
    let typed = portrait(new);
    let requete = request(new, &typed);
    let today = tx.today();
    let folded = text::fold(&new.identite.nom_naissance);
    let population = queries::population(tx, &folded).await?;
    let (seuil, seuil_fort) = (rules::seuil(&population), rules::seuil_fort(&population));
    let mut scored: Vec<(f64, Doublon)> = Vec::new();
    for candidate in candidates(tx, &requete, true, CANDIDATS).await? {
        if candidate.id == new.id {
            continue;
        }
        let known = portrait_of(&candidate);
        let comparaison = rules::compare_in(&typed, &known, today, &population);
        let score = comparaison.score;
        let hidden = candidate.protege
            && !acces::sees_protected(tx.actor(), &[candidate.referent, candidate.remplacant]);
        if hidden && score >= seuil_fort {
            scored.push((f64::INFINITY, Doublon::Protege));
        } else if !hidden && score >= seuil {
            let champs = rules::side_by_side(&typed, &known);
            let visible = DoublonVisible {
                id: candidate.id,
                numero: candidate.numero,
                nom: candidate.identite.nom_affiche(),
                etat: candidate.etat,
                referent: candidate.referent_nom,
                comparaison,
                champs,
            };
            scored.push((score, Doublon::Visible(Box::new(visible))));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.dedup_by(|a, b| matches!((&a.1, &b.1), (Doublon::Protege, Doublon::Protege)));
    scored.truncate(MONTRES);
    let found: Vec<Doublon> = scored.into_iter().map(|(_, doublon)| doublon).collect();
    if !found.is_empty() {
        record(tx, &found).await?;
    }
    Ok(found)
}

/// What the candidates are looked for by.
fn request(new: &NouveauJeune, typed: &Portrait) -> Requete {
    Requete {
        naissance: new.naissance.date(),
        telephone: match &new.moyen {
            Moyen::Telephone(_) => typed.contacts.first().cloned(),
            _ => None,
        },
        courriel: match &new.moyen {
            Moyen::Courriel(_) => typed.contacts.first().cloned(),
            _ => None,
        },
        numero: None,
        mots: text::fold(&new.identite.recherche())
            .split(' ')
            .filter(|mot| !mot.is_empty())
            .take(8)
            .map(str::to_owned)
            .collect(),
    }
}

fn portrait(new: &NouveauJeune) -> Portrait {
    let contact = match &new.moyen {
        Moyen::Telephone(number) => normalize(MoyenContact::Telephone, number).ok(),
        Moyen::Courriel(address) => normalize(MoyenContact::Courriel, address).ok(),
        Moyen::SurPlace => None,
    };
    Portrait {
        identite: new.identite.clone(),
        naissance: new.naissance,
        commune: new.lieu.commune.clone(),
        commune_nom: String::new(),
        contacts: contact.into_iter().collect(),
    }
}

fn portrait_of(candidate: &Candidat) -> Portrait {
    Portrait {
        identite: candidate.identite.clone(),
        naissance: candidate.naissance,
        commune: candidate.commune_code.clone(),
        commune_nom: candidate.commune.clone(),
        contacts: candidate.contacts.clone(),
    }
}

async fn record(tx: &mut Tx, found: &[Doublon]) -> Result<()> {
    let shown: Vec<String> = found
        .iter()
        .filter_map(|doublon| match doublon {
            Doublon::Visible(visible) => Some(visible.id.to_string()),
            Doublon::Protege => None,
        })
        .collect();
    let entry = Entry {
        action: "doublons",
        objet: "jeune",
        objet_id: None,
        jeune: None,
        details: json!({ "nombre": found.len(), "dossiers": shown }),
    };
    audit::record(tx, entry).await
}
