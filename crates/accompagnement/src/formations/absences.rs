//! Assiduité: the days, or parts of a day, when she was not there.

use jeunes::{DossierForRead, DossierForWrite, acces};
use kernel::PrescriptionId;
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::{
    model::{Absence, NouvelleAbsence},
    prescriptions::{self, ECRIRE},
    queries::prescriptions as queries,
    rules,
};

const OBJET: &str = "absence_formation";

/// Every absence of a prescription of this dossier, latest first.
///
/// # Errors
/// `NotFound` when it is not of this dossier.
pub async fn absences(
    tx: &mut Tx,
    dossier: &DossierForRead,
    prescription: PrescriptionId,
) -> Result<Vec<Absence>> {
    prescriptions::find(tx, dossier, prescription).await?;
    queries::absences(tx, prescription).await
}

/// Notes an absence. A second post of the same form changes nothing.
///
/// # Errors
/// `NotFound` when the prescription is not of this dossier; `Invalid` (`le`, `minutes`).
pub async fn noter_absence(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouvelleAbsence,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let p = prescriptions::of(tx, dossier, new.prescription).await?;
    let known = queries::absences(tx, p.id).await?;
    if known.iter().any(|absence| absence.id == new.id) {
        return Ok(());
    }
    rules::check_absence(&p, new, tx.today()).check(())?;
    if !queries::insert_absence(tx, dossier.id, new).await? {
        return Err(Error::NotFound);
    }
    let details = acces::details(tx, dossier)
        .coded("prescription", new.prescription)
        .coded("le", new.le)
        .coded("justifiee", new.justifiee)
        .into_value();
    acces::record(tx, dossier, "creation", OBJET, new.id, details).await
}

/// Takes back an absence noted by mistake.
///
/// # Errors
/// `NotFound` when the prescription is not of this dossier.
pub async fn retirer_absence(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    prescription: PrescriptionId,
    id: Uuid,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let p = prescriptions::of(tx, dossier, prescription).await?;
    if !queries::delete_absence(tx, p.id, id).await? {
        // Taken back already: nothing to say twice.
        return Ok(());
    }
    let details = acces::details(tx, dossier)
        .coded("prescription", prescription)
        .into_value();
    acces::record(tx, dossier, "suppression", OBJET, id, details).await
}
