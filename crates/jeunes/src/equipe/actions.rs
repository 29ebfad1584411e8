//! Reading the team.

use chrono::{Datelike as _, Duration, NaiveDate, NaiveTime, Utc};
use kernel::{Permission, SiteId};
use platform::{
    Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;

use super::{
    model::{Charge, Retard, SansReferent},
    queries,
};
use crate::accueil::queries::Regard;

/// The load of each référent, by name, then the dossiers without any; of one site or of all.
pub async fn charge(tx: &mut Tx, site: Option<SiteId>) -> Result<Vec<Charge>> {
    let regard = enter(tx)?;
    let today = tx.today();
    let quiet = today - Duration::days(tx.parametre("equipe_sans_contact_jours")?);
    let week = today + Duration::days(6 - i64::from(today.weekday().num_days_from_monday()));
    queries::charge(tx, site, (today, week, quiet), regard).await
}

/// Active dossiers without référent, the oldest first.
pub async fn sans_referent(
    tx: &mut Tx,
    site: Option<SiteId>,
    limit: i64,
) -> Result<Vec<SansReferent>> {
    let regard = enter(tx)?;
    let all = queries::sans_referent(tx, site, regard, limit).await?;
    trace(tx, "sans_referent", all.len()).await?;
    Ok(all)
}

/// What is late, the latest first.
pub async fn retards(tx: &mut Tx, site: Option<SiteId>, limit: i64) -> Result<Vec<Retard>> {
    let regard = enter(tx)?;
    let all = queries::retards(tx, site, regard, limit).await?;
    trace(tx, "retards", all.len()).await?;
    Ok(all)
}

/// How many urgent moments were opened since `du`.
pub async fn urgences(tx: &mut Tx, site: Option<SiteId>, du: NaiveDate) -> Result<i64> {
    let regard = enter(tx)?;
    let from = du
        .and_time(NaiveTime::MIN)
        .and_local_timezone(tx.fuseau())
        .earliest()
        .map_or_else(|| tx.now(), |instant| instant.with_timezone(&Utc));
    queries::urgences(tx, site, regard, from).await
}

fn enter(tx: &Tx) -> Result<Regard> {
    tx.require(Permission::VoirEquipe)?;
    Ok(Regard::of(tx))
}

async fn trace(tx: &mut Tx, liste: &str, nombre: usize) -> Result<()> {
    let entry = Entry {
        action: "liste",
        objet: "equipe",
        objet_id: None,
        jeune: None,
        details: json!({ "liste": liste, "nombre": nombre }),
    };
    audit::record(tx, entry).await
}
