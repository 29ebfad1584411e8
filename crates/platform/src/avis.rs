//! Notices: what the head of each page counts for someone. A notice names an object and nobody else;
//! it goes when the object is dealt with, or at its expiry. The session's statement counts them.

use chrono::{DateTime, Utc};
use kernel::AgentId;
use uuid::Uuid;

use crate::{Result, Tx};

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objet {
    /// Someone who waits at the counter.
    Venue,
    /// A message taken by a colleague.
    Message,
}

impl Objet {
    const fn code(self) -> &'static str {
        match self {
            Self::Venue => "venue",
            Self::Message => "message",
        }
    }
}

/// Tells `agent` of the object, from `des_le` to `expire_le` (UTC); again changes its period.
pub async fn push(
    tx: &mut Tx,
    agent: AgentId,
    objet: Objet,
    id: Uuid,
    (des_le, expire_le): (DateTime<Utc>, DateTime<Utc>),
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "insert into avis (ml_id, agent_id, objet, objet_id, des_le, expire_le)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (agent_id, ml_id, objet, objet_id) do update
         set des_le = excluded.des_le, expire_le = excluded.expire_le",
        ml.get(),
        agent.uuid(),
        objet.code(),
        id,
        des_le,
        expire_le,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Nobody is told of the object any more.
pub async fn close(tx: &mut Tx, objet: Objet, id: Uuid) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "delete from avis where ml_id = $1 and objet = $2 and objet_id = $3",
        ml.get(),
        objet.code(),
        id,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
