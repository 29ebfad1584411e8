//! Planning messages, and reading what became of them.

use chrono::{DateTime, Utc};
use jeunes::{DossierForWrite, DossiersTogether};
use kernel::{JeuneId, new_uuid};
use platform::{Error, Result, Tx, jobs};
use uuid::Uuid;

use super::{
    jobs::EnvoyerMessage,
    model::{Envoi, NouvelEnvoi},
    queries::{self, Prevu},
    rules,
};

/// Plans the messages, each once; those whose hour is quiet wait for the next allowed one.
pub(crate) async fn plan(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    all: &[NouvelEnvoi],
) -> Result<()> {
    let all: Vec<_> = all.iter().map(|new| (dossier.id, new)).collect();
    plan_all(tx, &all).await
}

/// The same for each of several people, in as many statements as for one.
///
/// # Errors
/// `NotFound` when one of them is not of `ensemble`.
pub(crate) async fn plan_many(
    tx: &mut Tx,
    ensemble: &DossiersTogether,
    all: &[(JeuneId, NouvelEnvoi)],
) -> Result<()> {
    if all
        .iter()
        .any(|(jeune, _)| ensemble.membre(*jeune).is_none())
    {
        return Err(Error::NotFound);
    }
    let all: Vec<_> = all.iter().map(|(jeune, new)| (*jeune, new)).collect();
    plan_all(tx, &all).await
}

async fn plan_all(tx: &mut Tx, all: &[(JeuneId, &NouvelEnvoi)]) -> Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let mut planned = Vec::with_capacity(all.len());
    for (jeune, new) in all {
        planned.push(Prevu {
            id: new_uuid(tx.clock(), tx.rng()),
            jeune: *jeune,
            new,
            at: hours_allowed(tx, new.a_partir_de)?,
        });
    }
    let fresh = queries::insert(tx, &planned).await?;
    let ml = tx.ml()?;
    let work: Vec<_> = planned
        .iter()
        .filter(|p| fresh.contains(&p.id))
        .map(|p| (EnvoyerMessage { ml, envoi: p.id }, p.id.to_string(), p.at))
        .collect();
    jobs::enqueue_all(tx, &work).await
}

/// The first instant from `at` on at which a message may leave.
pub(super) fn hours_allowed(tx: &Tx, at: DateTime<Utc>) -> Result<DateTime<Utc>> {
    let hour = |code: &str| -> Result<u32> {
        Ok(u32::try_from(tx.parametre(code)?)
            .unwrap_or_default()
            .min(24))
    };
    let period = (hour("message_heure_debut")?, hour("message_heure_fin")?);
    Ok(rules::allowed(at, tx.fuseau(), period))
}

pub(super) async fn enqueue(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    let job = EnvoyerMessage {
        ml: tx.ml()?,
        envoi: id,
    };
    jobs::enqueue_at(tx, &job, &id.to_string(), at).await
}

/// What was planned about this object and has not left does not leave any more.
pub(crate) async fn drop_pending(tx: &mut Tx, objet_id: Uuid) -> Result<()> {
    queries::drop_pending(tx, &[objet_id]).await
}

/// The same about each of these objects.
pub(crate) async fn drop_pending_many(tx: &mut Tx, objet_ids: &[Uuid]) -> Result<()> {
    if objet_ids.is_empty() {
        return Ok(());
    }
    queries::drop_pending(tx, objet_ids).await
}

/// The messages about this object, in the order they leave.
pub async fn sent_for(tx: &mut Tx, objet_id: Uuid) -> Result<Vec<Envoi>> {
    queries::list(tx, &[objet_id]).await
}

/// The messages about each of these objects, in the order they leave.
pub async fn sent_for_each(tx: &mut Tx, objet_ids: &[Uuid]) -> Result<Vec<Envoi>> {
    queries::list(tx, objet_ids).await
}

/// The gateway says that a message arrived; said again, it changes nothing.
pub async fn receipt(tx: &mut Tx, envoi: Uuid) -> Result<()> {
    queries::receive(tx, envoi).await
}
