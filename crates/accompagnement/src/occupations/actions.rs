//! Taking and giving back.

use chrono::{DateTime, Utc};
use kernel::AgentId;
use platform::{Result, Tx};
use uuid::Uuid;

use super::{
    model::{Genant, Pris, Prise},
    queries,
};

/// Takes what `prise` says. `Some`: it was already taken, nothing is changed, and the transaction
/// goes on. Of two who take at once one succeeds: the other waits for the first to commit or give
/// up, and sees what it did.
pub async fn take(tx: &mut Tx, prise: &Prise) -> Result<Option<Pris>> {
    if !queries::insert(tx, prise).await? {
        return queries::taken(tx, prise).await.map(Some);
    }
    if let Some(agent) = prise.agent {
        queries::publish(tx, agent, prise).await?;
    }
    Ok(None)
}

/// Takes all of them, in as many statements as for one. Those taken are in the answer, by their
/// object: another one was taken meanwhile.
pub async fn take_all(tx: &mut Tx, prises: &[Prise]) -> Result<Vec<Uuid>> {
    if prises.is_empty() {
        return Ok(Vec::new());
    }
    let taken = queries::insert_all(tx, prises).await?;
    for prise in prises {
        if let Some(agent) = prise.agent {
            queries::publish(tx, agent, prise).await?;
        }
    }
    Ok(taken)
}

/// What `prises`, which share their hours, would meet, apart from what their own objects took.
pub async fn in_the_way(tx: &mut Tx, prises: &[Prise]) -> Result<Vec<Genant>> {
    if prises.is_empty() {
        return Ok(Vec::new());
    }
    queries::in_the_way(tx, prises).await
}

/// Gives back everything that this object took.
pub async fn release(tx: &mut Tx, objet_id: Uuid) -> Result<()> {
    queries::delete(tx, &[objet_id]).await
}

/// Gives back everything that these objects took.
pub async fn release_all(tx: &mut Tx, objet_ids: &[Uuid]) -> Result<()> {
    queries::delete(tx, objet_ids).await
}

/// The agent is taken by another mission locale at that time.
pub async fn elsewhere(
    tx: &mut Tx,
    agent: AgentId,
    (debut, fin): (DateTime<Utc>, DateTime<Utc>),
) -> Result<bool> {
    queries::elsewhere(tx, agent, debut, fin).await
}
