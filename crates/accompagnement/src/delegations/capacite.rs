//! The places of the conventions: what is given, what is taken, what is left.

use chrono::NaiveDate;
use kernel::{ConventionId, Permission, SiteId};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};

use super::{
    model::{Convention, ConventionSaisie, Places, PlacesDuSite},
    queries::places as queries,
    rules,
};
use crate::commun::{already_there, conflict, short};

/// Every convention, those that begin last first.
///
/// # Errors
/// `Forbidden` to those who accompany nobody.
pub async fn conventions(tx: &mut Tx) -> Result<Vec<Convention>> {
    tx.require(Permission::VoirPortefeuille)?;
    queries::conventions(tx, None).await
}

/// The places today, and those of the sites that a convention names.
///
/// # Errors
/// `Forbidden` to those who accompany nobody.
pub async fn etat_des_places(tx: &mut Tx) -> Result<(Places, Vec<PlacesDuSite>)> {
    tx.require(Permission::VoirPortefeuille)?;
    let today = tx.today();
    let all = queries::places(tx, today, None).await?;
    Ok((all, queries::by_site(tx, today).await?))
}

/// The places on `le` for someone of `site`.
pub(crate) async fn places(tx: &mut Tx, le: NaiveDate, site: Option<SiteId>) -> Result<Places> {
    queries::places(tx, le, site).await
}

/// Nobody else takes a place until the end of the transaction.
pub(crate) async fn hold_places(tx: &mut Tx) -> Result<()> {
    queries::lock_places(tx).await
}

async fn check(tx: &mut Tx, new: &ConventionSaisie) -> Result<()> {
    let mut errors = rules::check_convention(new);
    if let Some(site) = new.site
        && !queries::is_site(tx, site.uuid()).await?
    {
        errors.add("site", "Choisissez une réponse de la liste.");
    }
    Ok(errors.check(())?)
}

async fn record(tx: &mut Tx, action: &str, new: &ConventionSaisie) -> Result<()> {
    let details = Details::new(tx.empreintes(), false)
        .coded("du", new.du)
        .coded("au", short(new.au))
        .coded("places", new.places)
        .coded("site", new.site.map(|s| s.to_string()).unwrap_or_default())
        .secret("reference", &new.reference)
        .into_value();
    let entry = Entry {
        action,
        objet: "convention_delegation",
        objet_id: Some(new.id.uuid()),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}

/// Notes places. A second post of the same form changes nothing.
///
/// # Errors
/// `Invalid` (`places`, `du`, `au`, `reference`, `site`).
pub async fn create_convention(tx: &mut Tx, new: &ConventionSaisie) -> Result<()> {
    tx.require(Permission::TenirDelegations)?;
    check(tx, new).await?;
    if !queries::insert_convention(tx, new).await? {
        let known = queries::conventions(tx, Some(new.id)).await?;
        return already_there(known.into_iter().next()).map(drop);
    }
    record(tx, "creation", new).await
}

/// Corrects or ends places: nobody who has one loses it.
///
/// # Errors
/// As [`create_convention`]; `NotFound`; `Conflict` when someone else changed it since.
pub async fn change_convention(tx: &mut Tx, new: &ConventionSaisie, version: i32) -> Result<()> {
    tx.require(Permission::TenirDelegations)?;
    one(tx, new.id).await?;
    check(tx, new).await?;
    if !queries::update_convention(tx, new, version).await? {
        let now = one(tx, new.id).await?;
        let fields = vec![
            ("Places", new.places.to_string(), now.places.to_string()),
            ("Du", short(Some(new.du)), short(Some(now.du))),
            ("Au", short(new.au), short(now.au)),
            ("Référence", new.reference.clone(), now.reference),
        ];
        return conflict(fields, now.version);
    }
    record(tx, "modification", new).await
}

async fn one(tx: &mut Tx, id: ConventionId) -> Result<Convention> {
    let found = queries::conventions(tx, Some(id)).await?;
    found.into_iter().next().ok_or(Error::NotFound)
}
