//! What waits: decisions, emergencies to put in order, payments. The reading is traced.

use jeunes::acces;
use kernel::{JeuneId, Permission};
use platform::{
    Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;

use super::{
    model::{AideNommee, DemandeAide, EtatAide},
    queries::demandes as queries,
};

/// What waits for a decision or to be put in order, oldest first.
pub async fn a_decider(tx: &mut Tx) -> Result<Vec<AideNommee>> {
    tx.require(Permission::DeciderAide)?;
    let etats = [EtatAide::ADecider, EtatAide::Envoyee];
    let all = queries::in_states(tx, &etats, true).await?;
    named(tx, Permission::DeciderAide, "a_decider", all).await
}

/// What is granted and not paid, oldest first.
pub async fn a_payer(tx: &mut Tx) -> Result<Vec<AideNommee>> {
    tx.require(Permission::PayerAide)?;
    let all = queries::in_states(tx, &[EtatAide::Accordee], false).await?;
    named(tx, Permission::PayerAide, "a_payer", all).await
}

async fn named(
    tx: &mut Tx,
    permission: Permission,
    liste: &str,
    mut all: Vec<DemandeAide>,
) -> Result<Vec<AideNommee>> {
    all.reverse();
    let mut jeunes: Vec<JeuneId> = all.iter().map(|aide| aide.jeune).collect();
    jeunes.sort();
    jeunes.dedup();
    let ensemble = acces::open_together(tx, permission, &jeunes).await?;
    if !all.is_empty() {
        let entry = Entry {
            action: "liste",
            objet: "demande_aide",
            objet_id: None,
            jeune: None,
            details: json!({ "liste": liste, "nombre": all.len() }),
        };
        audit::record(tx, entry).await?;
    }
    Ok(all
        .into_iter()
        .map(|aide| {
            let membre = ensemble.membre(aide.jeune);
            AideNommee {
                nom: membre.and_then(|m| m.nom.clone()),
                numero: membre.map(|m| m.numero.clone()).unwrap_or_default(),
                aide,
            }
        })
        .collect())
}
