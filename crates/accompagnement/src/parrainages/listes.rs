//! Reading parrains, parrainages and meetings.

use chrono::NaiveDate;
use jeunes::{DossierForRead, acces};
use kernel::{Access, AdhesionId, JeuneId, ParrainId, Permission, Section};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;

use super::{
    model::{Filleul, Parrain, Parrainage, Rencontre},
    queries,
};

pub(super) const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);

/// Every parrain and marraine, those who are still there first, by name.
///
/// # Errors
/// `Forbidden` to those who accompany nobody.
pub async fn parrains(tx: &mut Tx) -> Result<Vec<Parrain>> {
    tx.require(Permission::VoirPortefeuille)?;
    queries::parrains(tx, None).await
}

/// Those to whom someone may be given on `le`.
///
/// # Errors
/// As [`parrains`].
pub async fn choix(tx: &mut Tx, le: NaiveDate) -> Result<Vec<Parrain>> {
    let mut all = parrains(tx).await?;
    all.retain(|p| p.disponible(le));
    Ok(all)
}

/// One of them.
///
/// # Errors
/// As [`parrains`]; `NotFound`.
pub async fn parrain(tx: &mut Tx, id: ParrainId) -> Result<Parrain> {
    tx.require(Permission::VoirPortefeuille)?;
    let found = queries::parrains(tx, Some(id)).await?;
    found.into_iter().next().ok_or(Error::NotFound)
}

/// Who they go with, or went with: the reading is traced.
///
/// # Errors
/// As [`parrain`].
pub async fn filleuls(tx: &mut Tx, id: ParrainId) -> Result<Vec<Filleul>> {
    parrain(tx, id).await?;
    let all = queries::filleuls(tx, id).await?;
    let mut jeunes: Vec<JeuneId> = all.iter().map(|f| f.jeune).collect();
    jeunes.sort_unstable();
    jeunes.dedup();
    let ensemble = acces::open_together(tx, Permission::VoirPortefeuille, &jeunes).await?;
    if !all.is_empty() {
        let entry = Entry {
            action: "liste",
            objet: "parrainage",
            objet_id: Some(id.uuid()),
            jeune: None,
            details: json!({ "nombre": all.len() }),
        };
        audit::record(tx, entry).await?;
    }
    Ok(all
        .into_iter()
        .map(|f| Filleul {
            nom: ensemble.membre(f.jeune).and_then(|m| m.nom.clone()),
            ..f
        })
        .collect())
}

/// The parrainages of a course, the open one first.
///
/// # Errors
/// `Forbidden` without the right to read a plan.
pub async fn of_adhesion(
    tx: &mut Tx,
    dossier: &DossierForRead,
    adhesion: AdhesionId,
) -> Result<Vec<Parrainage>> {
    tx.require(LIRE)?;
    queries::list(tx, dossier.id, Some(adhesion)).await
}

/// The meetings of a course, the latest first.
///
/// # Errors
/// As [`of_adhesion`].
pub async fn rencontres(
    tx: &mut Tx,
    dossier: &DossierForRead,
    adhesion: AdhesionId,
) -> Result<Vec<Rencontre>> {
    tx.require(LIRE)?;
    queries::meetings(tx, dossier.id, Some(adhesion)).await
}
