//! How a rendez-vous went.

use chrono::NaiveDate;
use jeunes::{DossierForWrite, acces};
use kernel::{AgentId, RendezVousId};
use platform::{Error, Result, Tx};

use super::{
    actions::ECRIRE,
    lectures,
    model::{EtatRdv, Issue, RendezVous},
    pousser, queries, rules,
};
use crate::occupations;

/// Says how it went, that it will not be, or puts right what was said. The same again changes
/// nothing.
///
/// # Errors
/// `Invalid` (`issue`) before its hour, or once cancelled; `Conflict` when it changed since it was
/// read.
pub async fn mark(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    (id, version): (RendezVousId, i32),
    issue: Issue,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let before = lectures::one(tx, dossier, id).await?;
    if already(&before, issue) {
        return Ok(());
    }
    rules::may_mark(before.etat, before.debut, issue, tx.now())
        .map_err(|sentence| Error::invalid("issue", sentence))?;
    if !queries::mark(tx, id, version, issue).await? {
        return lectures::changed(tx, dossier, id).await;
    }
    if let Issue::Annule { .. } = issue {
        occupations::release(tx, id.uuid()).await?;
    }
    let after = lectures::one(tx, dossier, id).await?;
    let prevenir = matches!(issue, Issue::Annule { prevenir: true, .. });
    pousser::marked(tx, dossier, &after, prevenir).await?;
    let details = acces::details(tx, dossier)
        .changed("etat", before.etat, after.etat)
        .coded("excuse", said(after.excuse))
        .into_value();
    acces::record(tx, dossier, "etat", "rendez_vous", id.uuid(), details).await
}

const fn said(excuse: Option<bool>) -> &'static str {
    match excuse {
        Some(true) => "oui",
        Some(false) => "non",
        None => "inconnu",
    }
}

fn already(rdv: &RendezVous, issue: Issue) -> bool {
    let excuse = match issue {
        Issue::Absent { excuse } => excuse,
        _ => None,
    };
    rdv.etat == issue.etat() && rdv.excuse == excuse
}

/// The young person says that she comes. Again changes nothing.
pub async fn confirm(tx: &mut Tx, dossier: &DossierForWrite, id: RendezVousId) -> Result<()> {
    if queries::confirm(tx, id).await? {
        let details = acces::details(tx, dossier).into_value();
        acces::record(
            tx,
            dossier,
            "confirmation",
            "rendez_vous",
            id.uuid(),
            details,
        )
        .await?;
    }
    Ok(())
}

/// An interview was noted: the planned rendez-vous of that day with that agent was held, and the
/// interview tells it.
pub async fn held(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    agent: Option<AgentId>,
    jour: NaiveDate,
) -> Result<()> {
    for rdv in lectures::of_day(tx, dossier, jour).await? {
        if Some(rdv.agent) == agent && mark_present(tx, dossier, &rdv).await? {
            pousser::told_by_interview(tx, dossier, &rdv).await?;
        }
    }
    Ok(())
}

/// She was received at the counter: her planned rendez-vous of today on the spot were held.
pub async fn received(tx: &mut Tx, dossier: &DossierForWrite) -> Result<()> {
    let today = tx.today();
    for rdv in lectures::of_day(tx, dossier, today).await? {
        if rdv.lieu == super::Lieu::Site {
            mark_present(tx, dossier, &rdv).await?;
        }
    }
    Ok(())
}

/// What is planned from now on.
pub(crate) async fn to_come(tx: &mut Tx, dossier: &DossierForWrite) -> Result<Vec<RendezVous>> {
    let now = tx.now();
    lectures::planned_after(tx, dossier, now).await
}

/// Nothing is to come any more: what is planned is cancelled, and nobody is told.
pub async fn cancel_planned(tx: &mut Tx, dossier: &DossierForWrite) -> Result<()> {
    let planned = to_come(tx, dossier).await?;
    cancel(tx, dossier, &planned, false).await
}

/// Cancels these, on the mission locale's side; with `prevenir`, the person is told by a means she
/// allows.
pub(crate) async fn cancel(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    planned: &[RendezVous],
    prevenir: bool,
) -> Result<()> {
    for rdv in planned {
        let issue = Issue::Annule {
            par_jeune: false,
            prevenir,
        };
        mark(tx, dossier, (rdv.id, rdv.version), issue).await?;
    }
    Ok(())
}

/// Whether it was planned, and is now held.
async fn mark_present(tx: &mut Tx, dossier: &DossierForWrite, rdv: &RendezVous) -> Result<bool> {
    let may = rules::may_mark(rdv.etat, rdv.debut, Issue::Present, tx.now()).is_ok();
    match rdv.etat {
        EtatRdv::Planifie if may => {
            mark(tx, dossier, (rdv.id, rdv.version), Issue::Present).await?;
            Ok(true)
        }
        EtatRdv::Present => Ok(true),
        _ => Ok(false),
    }
}
