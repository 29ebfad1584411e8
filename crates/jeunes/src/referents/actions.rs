//! Designating a référent.

use chrono::NaiveDate;
use kernel::{AgentId, FieldErrors, Permission, ReferentId};
use platform::{Error, Result, Tx, new_id};

use super::{
    model::{Designation, ReferentPossible, SuiviParReferent},
    queries,
};
use crate::{
    DossierForRead, DossierForWrite, acces,
    frise::{self, NouvelEvenement},
};

/// Who can be référent today, by name.
pub async fn possible(tx: &mut Tx) -> Result<Vec<ReferentPossible>> {
    if !tx.may(Permission::VoirPortefeuilles) {
        tx.require(Permission::DesignerReferent)?;
    }
    let today = tx.today();
    queries::possible(tx, today).await
}

/// The référents of the dossier, the present one first.
pub async fn history(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<SuiviParReferent>> {
    queries::history(tx, dossier.id).await
}

/// Designates a référent, or changes her. The same one again changes nothing.
///
/// # Errors
/// `Invalid` (`referent`, `motif`, `du`).
pub async fn designate(tx: &mut Tx, dossier: &DossierForWrite, new: &Designation) -> Result<()> {
    tx.require(Permission::DesignerReferent)?;
    check(tx, dossier, new).await?;
    let present = queries::lock(tx, dossier.id).await?;
    if present == Some(new.agent.uuid()) {
        return Ok(());
    }
    queries::end(tx, dossier.id, new.du).await?;
    write(tx, dossier, new).await?;
    let before = present.map(|id| id.to_string()).unwrap_or_default();
    let details = acces::details(tx, dossier)
        .changed("referent", before, new.agent)
        .coded("motif", &new.motif)
        .coded("du", new.du)
        .into_value();
    let id = dossier.id.uuid();
    acces::record(tx, dossier, "referent", "dossier", id, details).await
}

/// The référent chosen when the dossier is opened.
pub(crate) async fn first(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    agent: AgentId,
    du: NaiveDate,
) -> Result<()> {
    let new = Designation {
        agent,
        motif: "premier_accueil".to_owned(),
        du,
    };
    write(tx, dossier, &new).await
}

/// Whether `agent` can be référent today.
pub(crate) async fn is_possible(tx: &mut Tx, agent: AgentId) -> Result<bool> {
    let today = tx.today();
    let all = queries::possible(tx, today).await?;
    Ok(all.iter().any(|a| a.id == agent))
}

async fn check(tx: &mut Tx, dossier: &DossierForWrite, new: &Designation) -> Result<()> {
    let today = tx.today();
    let mut errors = FieldErrors::new();
    if !is_possible(tx, new.agent).await? {
        errors.add("referent", "Choisissez une personne de la liste.");
    }
    if !tx
        .nomenclatures()
        .accepte("motif_referent", &new.motif, new.du)
    {
        errors.add("motif", "Choisissez un motif dans la liste.");
    }
    if new.du > today {
        errors.add("du", "Cette date est dans l’avenir.");
    }
    if new.du < dossier.premier_accueil_le {
        errors.add("du", "Cette date est avant le premier accueil.");
    }
    errors.check(()).map_err(Error::Invalid)
}

async fn write(tx: &mut Tx, dossier: &DossierForWrite, new: &Designation) -> Result<()> {
    let id = new_id!(tx, ReferentId);
    queries::insert(tx, dossier.id, id, new.agent, &new.motif, new.du).await?;
    let event = NouvelEvenement {
        survenu_le: new.du,
        nature: "referent".to_owned(),
        titre: "Nouveau référent".to_owned(),
        agent: Some(new.agent),
        ..NouvelEvenement::of("referent", id.uuid())
    };
    frise::push(tx, dossier, &[event]).await
}
