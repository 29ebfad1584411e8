//! Pushing, closing and reading échéances.

use kernel::JeuneId;
use platform::{Result, Tx};
use uuid::Uuid;

use super::{
    model::{Echeance, NouvelleEcheance},
    queries,
};
use crate::{DossierForRead, DossierForWrite, DossiersTogether};

/// Adds échéances, or moves those of the same nature and object.
pub async fn push(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    echeances: &[NouvelleEcheance],
) -> Result<()> {
    // After a death nothing is to do any more.
    if echeances.is_empty() || dossier.deces.is_some() {
        return Ok(());
    }
    let all: Vec<(JeuneId, &NouvelleEcheance)> =
        echeances.iter().map(|e| (dossier.id, e)).collect();
    queries::upsert(tx, &all).await
}

/// The same for each of several people, in one statement.
///
/// # Errors
/// `NotFound` when one of them is not of `ensemble`.
pub async fn push_many(
    tx: &mut Tx,
    ensemble: &DossiersTogether,
    echeances: &[(JeuneId, NouvelleEcheance)],
) -> Result<()> {
    ensemble.require(echeances.iter().map(|(jeune, _)| *jeune))?;
    let lives = |jeune| ensemble.membre(jeune).is_some_and(|membre| !membre.deces);
    let all: Vec<(JeuneId, &NouvelleEcheance)> = echeances
        .iter()
        .filter(|(jeune, _)| lives(*jeune))
        .map(|(jeune, e)| (*jeune, e))
        .collect();
    if all.is_empty() {
        return Ok(());
    }
    queries::upsert(tx, &all).await
}

/// Closes what is open of several people for these objects.
pub async fn close_many(
    tx: &mut Tx,
    ensemble: &DossiersTogether,
    objet: &str,
    objet_ids: &[Uuid],
) -> Result<()> {
    if objet_ids.is_empty() {
        return Ok(());
    }
    let jeunes: Vec<Uuid> = ensemble.membres().iter().map(|m| m.id.uuid()).collect();
    let today = tx.today();
    queries::close(tx, &jeunes, objet, objet_ids, None, today).await
}

/// Closes what is open for these objects, of one nature or of all.
pub async fn close(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    objet: &str,
    objet_ids: &[Uuid],
    nature: Option<&str>,
) -> Result<()> {
    if objet_ids.is_empty() {
        return Ok(());
    }
    let today = tx.today();
    queries::close(tx, &[dossier.id.uuid()], objet, objet_ids, nature, today).await
}

/// Closes everything that is open, for a reason (list `motif_cloture_echeance`).
pub(crate) async fn close_all(tx: &mut Tx, dossier: &DossierForWrite, motif: &str) -> Result<()> {
    let today = tx.today();
    queries::close_all(tx, dossier.id, motif, today).await
}

/// Opens again what was closed for this reason.
pub(crate) async fn reopen(tx: &mut Tx, dossier: &DossierForWrite, motif: &str) -> Result<()> {
    queries::reopen(tx, dossier.id, motif).await
}

/// What is to do, soonest first: the *prochaine chose à faire* is the first one.
pub async fn list_open(tx: &mut Tx, dossier: &DossierForRead, limit: i64) -> Result<Vec<Echeance>> {
    let today = tx.today();
    queries::open(tx, dossier.id, today, limit).await
}
