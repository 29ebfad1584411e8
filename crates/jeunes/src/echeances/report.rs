//! What a référent owes, and putting it off.

use chrono::NaiveDate;
use kernel::{Access, AgentId, Permission, Section};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;

use super::{
    model::{EcheanceDue, ReportEcheance},
    queries, rules,
};
use crate::{DossierForWrite, acces};

/// What `agent` owes as a référent from `du` to `au`, soonest first: rendez-vous and places in
/// sessions apart, which have their own hours. Traced as a list.
///
/// # Errors
/// `Forbidden` for a colleague's without the right to see every portefeuille.
pub async fn dues(
    tx: &mut Tx,
    agent: AgentId,
    (du, au): (NaiveDate, NaiveDate),
) -> Result<Vec<EcheanceDue>> {
    if tx.agent_id() == Some(agent) {
        tx.require(Permission::VoirPortefeuille)?;
    } else {
        tx.require(Permission::VoirPortefeuilles)?;
    }
    let all = queries::dues(tx, agent, (du, au)).await?;
    let entry = Entry {
        action: "liste",
        objet: "echeance",
        objet_id: Some(agent.uuid()),
        jeune: None,
        details: json!({ "du": du, "au": au, "nombre": all.len() }),
    };
    audit::record(tx, entry).await?;
    Ok(all)
}

/// Puts something off to another day, with a reason; the day it had first is kept. Already there, it
/// changes nothing.
///
/// # Errors
/// `NotFound` when it is not of this dossier; `Invalid`: `le`, `motif`, `echeance` when it is done or
/// when its day is not the mission locale's to choose.
pub async fn put_off(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    report: &ReportEcheance,
) -> Result<()> {
    tx.require(Permission::Dossier(Section::Agenda, Access::Write))?;
    let found = queries::one(tx, dossier.id, report.id)
        .await?
        .ok_or(Error::NotFound)?;
    if found.echeance_le == report.le {
        return Ok(());
    }
    let mut errors = rules::check(report.le, &report.motif, tx.today());
    if found.close {
        errors.add("echeance", "C’est déjà fait.");
    } else if !rules::may_move(&found.nature) {
        errors.add("echeance", "Cette date n’est pas à nous de choisir.");
    }
    errors.check(())?;
    queries::put_off(tx, report).await?;
    let details = acces::details(tx, dossier)
        .changed("echeance_le", found.echeance_le, report.le)
        .secret("motif", &report.motif)
        .into_value();
    let id = report.id.uuid();
    acces::record(tx, dossier, "report", "echeance", id, details).await
}
