//! Opening a commission, who sits, who sits out.

use kernel::{CommissionId, MembreId, Permission};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};
use serde_json::Value;

use super::{
    model::{Commission, Deport, NouveauMembre, NouvelleCommission, Seance},
    queries, rules,
};
use crate::{aides, commun::already_there};

const OBJET: &str = "commission_aide";

pub(super) async fn record(
    tx: &mut Tx,
    action: &str,
    id: CommissionId,
    details: Value,
) -> Result<()> {
    let entry = Entry {
        action,
        objet: OBJET,
        objet_id: Some(id.uuid()),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}

/// Opens a commission.
///
/// # Errors
/// `Invalid` (`tenue_le`); `NotFound` when a fund is not of the mission locale.
pub async fn create(tx: &mut Tx, new: &NouvelleCommission) -> Result<()> {
    tx.require(Permission::GererFonds)?;
    rules::check_commission(new, tx.today()).check(())?;
    for fonds in &new.fonds {
        aides::fonds(tx, *fonds).await?;
    }
    if !queries::insert(tx, new).await? {
        return already_there(queries::list(tx, Some(new.id)).await?.pop()).map(drop);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("tenue_le", new.tenue_le)
        .coded("fonds", new.fonds.len())
        .into_value();
    record(tx, "creation", new.id, details).await
}

/// Every commission, those not closed first.
pub async fn toutes(tx: &mut Tx) -> Result<Vec<Commission>> {
    tx.require(Permission::VoirAides)?;
    queries::list(tx, None).await
}

/// One commission, whole.
///
/// # Errors
/// `NotFound` when it is not of the mission locale.
pub async fn commission(tx: &mut Tx, id: CommissionId) -> Result<Seance> {
    tx.require(Permission::VoirAides)?;
    let commission = queries::list(tx, Some(id)).await?.pop();
    Ok(Seance {
        commission: commission.ok_or(Error::NotFound)?,
        membres: queries::membres(tx, id).await?,
        passages: queries::passages(tx, id).await?,
        deports: queries::deports(tx, id).await?,
    })
}

/// One commission that is not closed, held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, id: CommissionId, field: &str) -> Result<Seance> {
    if !queries::lock(tx, id).await? {
        return Err(Error::NotFound);
    }
    let seance = commission(tx, id).await?;
    if seance.commission.close_le.is_some() {
        return Err(Error::invalid(field, "Cette commission est close."));
    }
    Ok(seance)
}

/// Adds someone who sits.
///
/// # Errors
/// `NotFound` when the commission is not of the mission locale; `Invalid` (`agent`, `nom`).
pub async fn ajouter_membre(tx: &mut Tx, new: &NouveauMembre) -> Result<()> {
    tx.require(Permission::GererFonds)?;
    let seance = hold(tx, new.commission, "agent").await?;
    if seance.membres.iter().any(|m| m.id == new.id) {
        return Ok(());
    }
    rules::check_membre(new, &seance).check(())?;
    if !queries::insert_membre(tx, new).await? {
        return Err(Error::invalid(
            "agent",
            "Choisissez une personne de la liste.",
        ));
    }
    let details = Details::new(tx.empreintes(), false)
        .secret("nom", &new.nom)
        .into_value();
    record(tx, "membre", new.commission, details).await
}

/// Notes whether a member is there.
///
/// # Errors
/// `NotFound` when there is no such member; `Invalid` (`agent`) once it is closed.
pub async fn marquer(
    tx: &mut Tx,
    (id, membre): (CommissionId, MembreId),
    present: bool,
) -> Result<()> {
    tx.require(Permission::GererFonds)?;
    hold(tx, id, "agent").await?;
    if !queries::mark(tx, (id, membre), present).await? {
        return Err(Error::NotFound);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("membre", membre)
        .coded("present", present)
        .into_value();
    record(tx, "presence", id, details).await
}

/// Notes that a member sits out a request, or that she does not.
///
/// # Errors
/// `NotFound` when there is no such member or request; `Invalid` (`membre`) once it is closed, or
/// the request decided.
pub async fn deporter(tx: &mut Tx, id: CommissionId, deport: Deport, out: bool) -> Result<()> {
    tx.require(Permission::GererFonds)?;
    let seance = hold(tx, id, "membre").await?;
    let mut passages = seance.passages.iter();
    let passage = passages.find(|p| p.demande == deport.demande);
    let known = seance.membres.iter().any(|m| m.id == deport.membre);
    let passage = passage.filter(|_| known).ok_or(Error::NotFound)?;
    if passage.ici {
        return Err(Error::invalid("membre", "Cette demande est déjà décidée."));
    }
    queries::set_deport(tx, id, deport, out).await?;
    let details = Details::new(tx.empreintes(), false)
        .coded("membre", deport.membre)
        .coded("demande", deport.demande)
        .coded("deport", out)
        .into_value();
    record(tx, "deport", id, details).await
}
