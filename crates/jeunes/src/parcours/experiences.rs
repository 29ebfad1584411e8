//! What people do with experiences.

use kernel::{Access, Permission, Section};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::{
    model::{Experience, Ligne},
    quand::Quand,
    queries, rules,
};
use crate::{DossierForRead, DossierForWrite, acces, conflit::Differences, dossiers::Dossier};

const READ: Permission = Permission::Dossier(Section::Situation, Access::Read);
const WRITE: Permission = Permission::Dossier(Section::Situation, Access::Write);

/// Every experience of the dossier, the latest first.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Ligne<Experience>>> {
    tx.require(READ)?;
    let mut all = queries::experiences(tx, dossier.id).await?;
    rules::latest_first(&mut all, |e| [e.du, e.au]);
    Ok(all)
}

/// Adds an experience. A second post of the same form adds nothing.
///
/// # Errors
/// `Invalid` (`libelle`, `employeur`, `du`, `au`).
pub async fn add(tx: &mut Tx, dossier: &DossierForWrite, id: Uuid, new: &Experience) -> Result<()> {
    tx.require(WRITE)?;
    rules::check_experience(new, tx.today()).check(())?;
    if !queries::insert_experience(tx, dossier.id, id, new).await? {
        return Ok(());
    }
    record(tx, dossier, "ajout", id, new).await
}

/// Corrects an experience.
///
/// # Errors
/// `Conflict` when someone else changed it since `version`; `Invalid` as [`add`].
pub async fn correct(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: Uuid,
    version: i32,
    new: &Experience,
) -> Result<()> {
    tx.require(WRITE)?;
    rules::check_experience(new, tx.today()).check(())?;
    let old = find(tx, dossier, id).await?.dit;
    if !queries::update_experience(tx, dossier.id, id, version, new).await? {
        let now = find(tx, dossier, id).await?;
        return Err(differences(new, &now.dit).into_error(now.version));
    }
    let details = acces::details(tx, dossier)
        .changed("nature", old.nature.code(), new.nature.code())
        .changed("metier", metier(&old), metier(new))
        .changed_secret("libelle", &old.libelle, &new.libelle)
        .changed_secret("employeur", &old.employeur, &new.employeur)
        .changed("du", code(old.du), code(new.du))
        .changed("au", code(old.au), code(new.au))
        .into_value();
    acces::record(tx, dossier, "correction", "experience", id, details).await
}

/// Deletes a line that should never have been; its trace stays in the audit.
///
/// # Errors
/// `NotFound`; `Conflict` when someone else changed it since `version`.
pub async fn remove(tx: &mut Tx, dossier: &DossierForWrite, id: Uuid, version: i32) -> Result<()> {
    tx.require(WRITE)?;
    let old = find(tx, dossier, id).await?;
    if !queries::delete_experience(tx, dossier.id, id, version).await? {
        let now = find(tx, dossier, id).await?;
        return Err(super::model::removed(now.version));
    }
    record(tx, dossier, "suppression", id, &old.dit).await
}

async fn find(tx: &mut Tx, dossier: &Dossier, id: Uuid) -> Result<Ligne<Experience>> {
    let all = queries::experiences(tx, dossier.id).await?;
    all.into_iter().find(|l| l.id == id).ok_or(Error::NotFound)
}

async fn record(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    action: &str,
    id: Uuid,
    said: &Experience,
) -> Result<()> {
    let details = acces::details(tx, dossier)
        .coded("nature", said.nature.code())
        .coded("metier", metier(said))
        .secret("libelle", &said.libelle)
        .secret("employeur", &said.employeur)
        .coded("du", code(said.du))
        .coded("au", code(said.au))
        .into_value();
    acces::record(tx, dossier, action, "experience", id, details).await
}

fn differences(typed: &Experience, now: &Experience) -> Differences {
    let trade = |e: &Experience| e.metier.as_ref().map_or("", |m| &m.libelle).to_owned();
    let when = |quand: Option<Quand>| quand.map(|q| q.to_string()).unwrap_or_default();
    Differences::new()
        .field("Genre", typed.nature.label(), now.nature.label())
        .field("Métier", trade(typed), trade(now))
        .field("Ce qui a été fait", &typed.libelle, &now.libelle)
        .field("Employeur", &typed.employeur, &now.employeur)
        .field("Début", when(typed.du), when(now.du))
        .field("Fin", when(typed.au), when(now.au))
}

fn metier(experience: &Experience) -> &str {
    experience.metier.as_ref().map_or("", |m| &m.code)
}

fn code(quand: Option<Quand>) -> String {
    quand.map(Quand::code).unwrap_or_default()
}
