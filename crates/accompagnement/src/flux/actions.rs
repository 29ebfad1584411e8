//! Making, ending and reading the feed.

use chrono::Duration;
use kernel::{AgentId, MlId, Permission};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
    ports::EvenementCalendrier,
};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::queries;

/// Days read before today.
const AVANT: i64 = 30;
/// Days read after today.
const APRES: i64 = 180;

/// What a feed holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flux {
    /// Its name in the calendar program.
    pub nom: String,
    /// Its hours.
    pub evenements: Vec<EvenementCalendrier>,
}

/// Makes the address of the person signed in, and ends the former one. Returns its secret, which is
/// kept nowhere.
pub async fn create(tx: &mut Tx) -> Result<String> {
    tx.require(Permission::VoirAgenda)?;
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    let secret = tx.rng().token();
    queries::upsert(tx, me, &Sha256::digest(secret)).await?;
    record(tx, "creation", me).await?;
    Ok(platform::liens::to_hex(&secret))
}

/// Ends the address of the person signed in.
pub async fn end(tx: &mut Tx) -> Result<()> {
    tx.require(Permission::VoirAgenda)?;
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    queries::delete(tx, me).await?;
    record(tx, "fin", me).await
}

/// Whether the person signed in has an address.
pub async fn exists(tx: &mut Tx) -> Result<bool> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    queries::exists(tx, me).await
}

/// Whose feed a secret opens: the mission locale, and the agent.
///
/// # Errors
/// `NotFound`, also once she does not work there any more.
pub async fn holder(tx: &mut Tx, secret: &str) -> Result<(MlId, AgentId)> {
    let bytes = platform::liens::from_hex(secret).ok_or(Error::NotFound)?;
    queries::holder(tx, &Sha256::digest(bytes))
        .await?
        .ok_or(Error::NotFound)
}

/// The feed of `agent`, in the transaction of her mission locale.
pub async fn read(tx: &mut Tx, agent: AgentId) -> Result<Flux> {
    let now = tx.now();
    let period = (now - Duration::days(AVANT), now + Duration::days(APRES));
    Ok(Flux {
        nom: "Jalon".to_owned(),
        evenements: queries::hours(tx, agent, period).await?,
    })
}

async fn record(tx: &mut Tx, action: &str, agent: AgentId) -> Result<()> {
    let entry = Entry {
        action,
        objet: "flux_agenda",
        objet_id: Some(agent.uuid()),
        jeune: None,
        details: json!({}),
    };
    audit::record(tx, entry).await
}
