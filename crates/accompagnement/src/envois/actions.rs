//! Planning messages, and reading what became of them.

use chrono::{DateTime, Utc};
use jeunes::DossierForWrite;
use kernel::{JeuneId, new_uuid};
use platform::{Result, Tx, jobs};
use uuid::Uuid;

use super::{
    jobs::EnvoyerMessage,
    model::{Envoi, NouvelEnvoi},
    queries, rules,
};

/// Plans the messages, each once; those whose hour is quiet wait for the next allowed one.
pub(crate) async fn plan(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    all: &[NouvelEnvoi],
) -> Result<()> {
    for envoi in all {
        plan_one(tx, dossier.id, envoi).await?;
    }
    Ok(())
}

async fn plan_one(tx: &mut Tx, jeune: JeuneId, envoi: &NouvelEnvoi) -> Result<()> {
    let id = new_uuid(tx.clock(), tx.rng());
    let at = hours_allowed(tx, envoi.a_partir_de)?;
    if queries::insert(tx, id, jeune, envoi, at).await? {
        enqueue(tx, id, at).await?;
    }
    Ok(())
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
    queries::drop_pending(tx, objet_id).await
}

/// The messages about this object, in the order they leave.
pub async fn sent_for(tx: &mut Tx, objet_id: Uuid) -> Result<Vec<Envoi>> {
    queries::list(tx, objet_id).await
}

/// The gateway says that a message arrived; said again, it changes nothing.
pub async fn receipt(tx: &mut Tx, envoi: Uuid) -> Result<()> {
    queries::receive(tx, envoi).await
}
