//! Pushing, closing and reading échéances.

use platform::{Result, Tx};
use uuid::Uuid;

use super::{
    model::{Echeance, NouvelleEcheance},
    queries,
};
use crate::{DossierForRead, DossierForWrite};

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
    queries::upsert(tx, dossier.id, echeances).await
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
    queries::close(tx, dossier.id, objet, objet_ids, nature, today).await
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
