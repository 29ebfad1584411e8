//! Putting and lifting a legal hold.

use chrono::{Months, NaiveDate};
use kernel::{FieldErrors, Permission};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::{
    model::{Gel, NouveauGel},
    queries,
};
use crate::{DossierForRead, DossierForWrite, acces, dossiers::Dossier};

/// What holds the dossier today, the longest first.
pub async fn in_force(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Gel>> {
    queries::in_force(tx, dossier.id).await
}

/// The last day that the reason itself sets: for the audit of the European Social Fund, so many
/// years (`conservation_fse_ans`) from the first reception. `None`: until it is lifted.
pub fn propose(tx: &Tx, dossier: &Dossier, motif: &str) -> Result<Option<NaiveDate>> {
    if motif != "audit_fse" {
        return Ok(None);
    }
    let years = u32::try_from(tx.parametre("conservation_fse_ans")?).unwrap_or(0);
    let first = dossier.premier_accueil_le;
    Ok(first.checked_add_months(Months::new(12 * years)))
}

/// Holds the dossier. A second post of the same form changes nothing.
///
/// # Errors
/// `Forbidden` but for the direction; `Invalid` (`motif`, `jusqu_au`).
pub async fn put(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauGel) -> Result<()> {
    tx.require(Permission::GelerDossier)?;
    let today = tx.today();
    let mut errors = FieldErrors::new();
    if !tx.nomenclatures().accepte("motif_gel", &new.motif, today) {
        errors.add("motif", "Choisissez une raison de la liste.");
    }
    if new.jusqu_au.is_some_and(|day| day < today) {
        errors.add("jusqu_au", "Cette date est passée : rien ne serait gelé.");
    }
    errors.check(()).map_err(Error::Invalid)?;
    let mut new = new.clone();
    if new.jusqu_au.is_none() {
        new.jusqu_au = propose(tx, dossier, &new.motif)?.filter(|day| *day >= today);
    }
    if !queries::insert(tx, dossier.id, &new).await? {
        return Ok(());
    }
    let until = new.jusqu_au.map(|day| day.to_string()).unwrap_or_default();
    let details = acces::details(tx, dossier)
        .coded("motif", &new.motif)
        .coded("jusqu_au", until)
        .into_value();
    acces::record(tx, dossier, "gel", "dossier", new.id, details).await
}

/// Lifts a hold.
///
/// # Errors
/// `Forbidden` but for the direction; `NotFound` when no such hold is on this dossier.
pub async fn lift(tx: &mut Tx, dossier: &DossierForWrite, gel: Uuid) -> Result<()> {
    tx.require(Permission::GelerDossier)?;
    let motif = queries::lift(tx, dossier.id, gel).await?;
    let motif = motif.ok_or(Error::NotFound)?;
    let details = acces::details(tx, dossier)
        .coded("motif", motif)
        .into_value();
    acces::record(tx, dossier, "fin_gel", "dossier", gel, details).await
}
