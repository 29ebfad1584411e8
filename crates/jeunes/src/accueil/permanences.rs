//! Who is on duty; who came for information; who works here.

use chrono::{Datelike as _, NaiveDate, Timelike as _};
use kernel::{AgentId, FieldErrors, Permission, Role, SiteId};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
    authz,
};
use serde_json::json;
use uuid::Uuid;

use super::model::{Collegue, DemiJournee, Passages, Permanence, Planning};
use super::queries::permanences as requetes;
use crate::referents;

/// The duty at `site` from `du` to `au`.
pub async fn permanences(
    tx: &mut Tx,
    site: SiteId,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<Vec<Permanence>> {
    requetes::list(tx, Some(site), du, au).await
}

/// Who is on duty now: at `site`, or at any.
pub async fn on_duty(tx: &mut Tx, site: Option<SiteId>) -> Result<Vec<Permanence>> {
    let (today, half) = (tx.today(), half(tx));
    let mut all = requetes::list(tx, site, today, today).await?;
    all.retain(|p| p.demi_journee == half);
    Ok(all)
}

pub(super) async fn agent_on_duty(tx: &mut Tx, site: SiteId) -> Result<Option<AgentId>> {
    Ok(on_duty(tx, Some(site)).await?.first().map(|p| p.agent))
}

fn half(tx: &Tx) -> DemiJournee {
    DemiJournee::at(tx.now().with_timezone(&tx.fuseau()).hour())
}

/// Writes the duty of the half-days named; nobody chosen leaves them empty.
///
/// # Errors
/// `Invalid` (`site`, or `permanence` for someone who cannot be on duty).
pub async fn plan_permanences(tx: &mut Tx, planning: &Planning) -> Result<()> {
    tx.require(Permission::VoirEquipe)?;
    let mut errors = FieldErrors::new();
    if !is_site(tx, planning.site).await? {
        errors.add("site", "Choisissez un site de la liste.");
    }
    let possible = referents::possible(tx).await?;
    let known = |agent: &AgentId| possible.iter().any(|p| p.id == *agent);
    if !planning
        .lignes
        .iter()
        .filter_map(|l| l.2)
        .all(|a| known(&a))
    {
        errors.add("permanence", "Choisissez des personnes de la liste.");
    }
    errors.check(()).map_err(Error::Invalid)?;
    requetes::replace(tx, planning).await?;
    let named = planning.lignes.iter().filter(|l| l.2.is_some()).count();
    let entry = Entry {
        action: "planning",
        objet: "permanence",
        objet_id: Some(planning.site.uuid()),
        jeune: None,
        details: json!({ "demi_journees": planning.lignes.len(), "pourvues": named }),
    };
    audit::record(tx, entry).await
}

/// Counts someone who came for information and gave no name; `id` makes a second post count once.
///
/// # Errors
/// `Invalid` (`sujet`, `site`).
pub async fn count_passage(tx: &mut Tx, id: Uuid, site: SiteId, sujet: &str) -> Result<()> {
    tx.require(Permission::TenirAccueil)?;
    let today = tx.today();
    if !tx.nomenclatures().accepte("sujet_passage", sujet, today) {
        return Err(Error::invalid(
            "sujet",
            "Choisissez un sujet dans la liste.",
        ));
    }
    if !is_site(tx, site).await? {
        return Err(Error::invalid("site", "Choisissez un site de la liste."));
    }
    requetes::insert_passage(tx, id, site, sujet).await
}

/// How many came to `site` without a name, today and this month.
pub async fn passages(tx: &mut Tx, site: SiteId) -> Result<Passages> {
    tx.require(Permission::TenirAccueil)?;
    let today = tx.today();
    let first = today.with_day(1).unwrap_or(today);
    let rows = requetes::passages(tx, site, first, today).await?;
    Ok(Passages {
        jour: rows.iter().map(|r| r.1).sum(),
        mois: rows.iter().map(|r| r.2).sum(),
        sujets: rows
            .into_iter()
            .filter(|r| r.1 > 0)
            .map(|r| (r.0, r.1))
            .collect(),
    })
}

/// Who works with young people in the mission locale today, by name.
pub async fn collegues(tx: &mut Tx) -> Result<Vec<Collegue>> {
    let roles: Vec<String> = Role::ALL
        .iter()
        .filter(|role| authz::allows(**role, Permission::RechercherJeunes))
        .map(|role| role.code().to_owned())
        .collect();
    requetes::collegues(tx, &roles).await
}

/// The direction today, with how to reach it.
pub async fn direction(tx: &mut Tx) -> Result<Vec<Collegue>> {
    let roles: Vec<String> = Role::ALL
        .iter()
        .filter(|role| role.is_direction())
        .map(|role| role.code().to_owned())
        .collect();
    requetes::collegues(tx, &roles).await
}

/// Whether `site` is an open site of the mission locale.
pub async fn is_site(tx: &mut Tx, site: SiteId) -> Result<bool> {
    requetes::is_site(tx, site).await
}
