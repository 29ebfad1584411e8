//! What the pages read of several tables: whether a formation counts, who is prescribed on it.

use jeunes::{DossierForRead, acces};
use kernel::{FormationId, JeuneId};
use platform::{
    Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;

use super::{
    catalogue,
    model::{Compte, Prescription, PrescritNomme},
    prescriptions::LIRE,
    queries::{catalogue as catalog, prescriptions as queries},
    rules::{self, Lecture},
};
use crate::dispositifs;

/// Whether the formation of `p` counts, line by line, by the conditions of its day.
pub async fn comptes(tx: &mut Tx, dossier: &DossierForRead, p: &Prescription) -> Result<Compte> {
    tx.require(LIRE)?;
    let formation = catalogue::formation(tx, p.formation).await?;
    let organisme = catalogue::organisme(tx, formation.organisme).await?;
    let day = p.suivi.entree_le.unwrap_or(p.suivi.prescrite_le);
    let conditions = catalog::conditions(tx, day).await?;
    let all = dispositifs::list(tx, dossier).await?;
    let pacea = all
        .iter()
        .filter(|a| a.dispositif == "pacea" && a.entree_le <= day)
        .max_by_key(|a| a.entree_le)
        .map(|a| (a.entree_le, a.sortie_le));
    let lu = Lecture {
        prescription: p,
        formation: &formation,
        organisme: &organisme,
        pacea,
    };
    Ok(rules::compte(&conditions, lu))
}

/// Everyone prescribed on the sessions of a formation, latest first. The reading is traced.
///
/// # Errors
/// `Forbidden` for who may not read prescriptions; `NotFound`.
pub async fn prescrits(tx: &mut Tx, formation: FormationId) -> Result<Vec<PrescritNomme>> {
    tx.require(LIRE)?;
    catalogue::formation(tx, formation).await?;
    let all = queries::of_formation(tx, formation).await?;
    let mut jeunes: Vec<JeuneId> = all.iter().map(|p| p.jeune).collect();
    jeunes.sort();
    jeunes.dedup();
    let ensemble = acces::open_together(tx, LIRE, &jeunes).await?;
    if !all.is_empty() {
        let entry = Entry {
            action: "liste",
            objet: "prescription_formation",
            objet_id: None,
            jeune: None,
            details: json!({ "formation": formation, "nombre": all.len() }),
        };
        audit::record(tx, entry).await?;
    }
    Ok(all
        .into_iter()
        .map(|p| PrescritNomme {
            id: p.id,
            jeune: p.jeune,
            session: p.session,
            nom: ensemble.membre(p.jeune).and_then(|m| m.nom.clone()),
            etat: p.suivi.etat,
            reponse: p.suivi.reponse,
            entree_le: p.suivi.entree_le,
        })
        .collect())
}
