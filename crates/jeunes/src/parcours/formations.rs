//! What people do with the formations followed.

use kernel::{Access, Permission, Section};
use platform::{Error, Result, Tx, nomenclatures::Nomenclatures};
use uuid::Uuid;

use super::{
    model::{Formation, Ligne},
    quand::Quand,
    queries, rules,
};
use crate::{DossierForRead, DossierForWrite, acces, conflit::Differences, dossiers::Dossier};

const READ: Permission = Permission::Dossier(Section::Situation, Access::Read);
const WRITE: Permission = Permission::Dossier(Section::Situation, Access::Write);

/// Every formation of the dossier, the latest first.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Ligne<Formation>>> {
    tx.require(READ)?;
    of(tx, dossier).await
}

/// The highest level obtained, in words; `None` when nothing was obtained yet.
pub fn niveau<'a>(all: &[Ligne<Formation>], lists: &'a Nomenclatures) -> Option<&'a str> {
    let entries = lists.liste("niveau_formation");
    let ordre: Vec<&str> = entries.iter().map(|e| e.code.as_str()).collect();
    let code = rules::highest(all, &ordre)?;
    let entry = entries.iter().find(|e| e.code == code)?;
    Some(&entry.libelle)
}

/// Adds a formation. A second post of the same form adds nothing.
///
/// # Errors
/// `Invalid` (`niveau`, `intitule`, `etablissement`, `du`, `au`).
pub async fn add(tx: &mut Tx, dossier: &DossierForWrite, id: Uuid, new: &Formation) -> Result<()> {
    tx.require(WRITE)?;
    check(tx, new)?;
    if !queries::insert_formation(tx, dossier.id, id, new).await? {
        return Ok(());
    }
    record(tx, dossier, "ajout", id, new).await
}

/// Corrects a formation.
///
/// # Errors
/// `Conflict` when someone else changed it since `version`; `Invalid` as [`add`].
pub async fn correct(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: Uuid,
    version: i32,
    new: &Formation,
) -> Result<()> {
    tx.require(WRITE)?;
    check(tx, new)?;
    let old = find(tx, dossier, id).await?.dit;
    if !queries::update_formation(tx, dossier.id, id, version, new).await? {
        let now = find(tx, dossier, id).await?;
        return Err(differences(tx.nomenclatures(), new, &now.dit).into_error(now.version));
    }
    let details = acces::details(tx, dossier)
        .changed("niveau", &old.niveau, &new.niveau)
        .changed("etat", old.etat.code(), new.etat.code())
        .changed_secret("intitule", &old.intitule, &new.intitule)
        .changed_secret("etablissement", &old.etablissement, &new.etablissement)
        .changed("du", code(old.du), code(new.du))
        .changed("au", code(old.au), code(new.au))
        .into_value();
    acces::record(tx, dossier, "correction", "cursus", id, details).await
}

/// Deletes a line that should never have been; its trace stays in the audit.
///
/// # Errors
/// `NotFound`; `Conflict` when someone else changed it since `version`.
pub async fn remove(tx: &mut Tx, dossier: &DossierForWrite, id: Uuid, version: i32) -> Result<()> {
    tx.require(WRITE)?;
    let old = find(tx, dossier, id).await?;
    if !queries::delete_formation(tx, dossier.id, id, version).await? {
        let now = find(tx, dossier, id).await?;
        return Err(super::model::removed(now.version));
    }
    record(tx, dossier, "suppression", id, &old.dit).await
}

async fn of(tx: &mut Tx, dossier: &Dossier) -> Result<Vec<Ligne<Formation>>> {
    let mut all = queries::formations(tx, dossier.id).await?;
    rules::latest_first(&mut all, |f| [f.du, f.au]);
    Ok(all)
}

async fn find(tx: &mut Tx, dossier: &Dossier, id: Uuid) -> Result<Ligne<Formation>> {
    let all = queries::formations(tx, dossier.id).await?;
    all.into_iter().find(|l| l.id == id).ok_or(Error::NotFound)
}

fn check(tx: &Tx, new: &Formation) -> Result<()> {
    let today = tx.today();
    let mut errors = rules::check_formation(new, today);
    if !tx
        .nomenclatures()
        .accepte("niveau_formation", &new.niveau, today)
    {
        errors.add("niveau", "Choisissez un niveau de la liste.");
    }
    errors.check(()).map_err(Error::Invalid)
}

async fn record(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    action: &str,
    id: Uuid,
    said: &Formation,
) -> Result<()> {
    let details = acces::details(tx, dossier)
        .coded("niveau", &said.niveau)
        .coded("etat", said.etat.code())
        .secret("intitule", &said.intitule)
        .secret("etablissement", &said.etablissement)
        .coded("du", code(said.du))
        .coded("au", code(said.au))
        .into_value();
    acces::record(tx, dossier, action, "cursus", id, details).await
}

fn differences(lists: &Nomenclatures, typed: &Formation, now: &Formation) -> Differences {
    let level = |f: &Formation| lists.libelle("niveau_formation", &f.niveau).to_owned();
    let when = |quand: Option<Quand>| quand.map(|q| q.to_string()).unwrap_or_default();
    Differences::new()
        .field("Niveau", level(typed), level(now))
        .field("Résultat", typed.etat.label(), now.etat.label())
        .field("Intitulé", &typed.intitule, &now.intitule)
        .field("Établissement", &typed.etablissement, &now.etablissement)
        .field("Début", when(typed.du), when(now.du))
        .field("Fin", when(typed.au), when(now.au))
}

fn code(quand: Option<Quand>) -> String {
    quand.map(Quand::code).unwrap_or_default()
}
