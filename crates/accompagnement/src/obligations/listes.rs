//! Who is under the obligation in the mission locale. The reading is traced.

use jeunes::acces;
use kernel::{Permission, dates};
use platform::{
    Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;

use super::{model::LigneObligation, queries, rules};

/// Everyone under the obligation, the shortest clock first.
///
/// # Errors
/// `Forbidden` to those who accompany nobody.
pub async fn tous(tx: &mut Tx) -> Result<Vec<LigneObligation>> {
    tx.require(Permission::VoirPortefeuille)?;
    let all = queries::open(tx).await?;
    let jeunes: Vec<_> = all.iter().map(|o| o.jeune).collect();
    let ensemble = acces::open_together(tx, Permission::VoirPortefeuille, &jeunes).await?;
    if !all.is_empty() {
        let entry = Entry {
            action: "liste",
            objet: "obligation",
            objet_id: None,
            jeune: None,
            details: json!({ "nombre": all.len() }),
        };
        audit::record(tx, entry).await?;
    }
    let years = u32::try_from(tx.parametre("age_majorite")?).unwrap_or(18);
    let me = tx.agent_id();
    Ok(all
        .into_iter()
        .map(|o| LigneObligation {
            nom: ensemble.membre(o.jeune).and_then(|m| m.nom.clone()),
            dernier_jour: o
                .naissance
                .and_then(|birth| dates::birthday(birth, years))
                .map(|day| rules::dernier_jour(day, Some(day))),
            mienne: me.is_some() && o.referent_id == me,
            id: o.id,
            jeune: o.jeune,
            etat: o.etat,
            source: o.source,
            signalee_le: o.signalee_le,
            horloge_fin: o.horloge_fin,
            referent: o.referent,
            satisfaite: o.satisfaite,
        })
        .collect())
}
