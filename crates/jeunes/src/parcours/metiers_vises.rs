//! What people do with the métiers aimed at.

use chrono::NaiveDate;
use kernel::{Access, Permission, Section, dates};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::{
    model::{MetierVise, NouveauMetier, Piste},
    queries, rules,
};
use crate::{
    DossierForRead, DossierForWrite, acces,
    conflit::Differences,
    dossiers::Dossier,
    frise::{self, NouvelEvenement},
    metiers::Appellation,
};

const READ: Permission = Permission::Dossier(Section::Situation, Access::Read);
const WRITE: Permission = Permission::Dossier(Section::Situation, Access::Write);

/// Every métier aimed at: those that go on in the order of preference, then those that ended.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<MetierVise>> {
    tx.require(READ)?;
    queries::metiers(tx, dossier.id).await
}

/// Adds a métier, after the others. A second post of the same form adds nothing.
///
/// # Errors
/// `Invalid` (`metier`: five go on already, or this one does; `vrai_du`).
pub async fn add(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauMetier) -> Result<()> {
    tx.require(WRITE)?;
    rules::check_metier(new.vrai_du, tx.today()).check(())?;
    queries::hold(tx, dossier.id).await?;
    let all = queries::metiers(tx, dossier.id).await?;
    if all.iter().any(|v| v.id == new.id) {
        return Ok(());
    }
    room(&all, new)?;
    if !queries::insert_metier(tx, dossier.id, new).await? {
        return Ok(());
    }
    push(tx, dossier, new.id, &new.metier, None, new.piste).await?;
    let details = acces::details(tx, dossier)
        .coded("metier", &new.metier.code)
        .coded("piste", new.piste.code())
        .coded("vrai_du", new.vrai_du)
        .into_value();
    acces::record(tx, dossier, "ajout", "metier_vise", new.id, details).await
}

/// Says anew how sure a métier is, and since when she aims at it.
///
/// # Errors
/// `NotFound` when it ended; `Conflict` when someone else changed it since `version`; `Invalid`
/// (`vrai_du`).
pub async fn correct(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: Uuid,
    version: i32,
    piste: Piste,
    vrai_du: NaiveDate,
) -> Result<()> {
    tx.require(WRITE)?;
    rules::check_metier(vrai_du, tx.today()).check(())?;
    let old = find(tx, dossier, id).await?;
    let new = MetierVise {
        piste,
        vrai_du,
        ..old.clone()
    };
    write(tx, dossier, "correction", version, &old, &new).await?;
    push(tx, dossier, id, &new.metier, Some(old.piste), piste).await
}

/// Ends a métier: she does not aim at it any more. It stays readable.
///
/// # Errors
/// `NotFound` when it ended; `Conflict` when someone else changed it since `version`; `Invalid`
/// (`dernier_jour`).
pub async fn end(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: Uuid,
    version: i32,
    fin: NaiveDate,
) -> Result<()> {
    tx.require(WRITE)?;
    let old = find(tx, dossier, id).await?;
    rules::check_end(old.vrai_du, fin, tx.today()).check(())?;
    let new = MetierVise {
        vrai_au: Some(fin),
        ..old.clone()
    };
    write(tx, dossier, "fin", version, &old, &new).await
}

/// Moves a métier one place up, when it still is at `place` (the first is 1): a second click on the
/// same button changes nothing.
///
/// # Errors
/// `NotFound` when it ended.
pub async fn move_up(tx: &mut Tx, dossier: &DossierForWrite, id: Uuid, place: usize) -> Result<()> {
    tx.require(WRITE)?;
    queries::hold(tx, dossier.id).await?;
    let all = queries::metiers(tx, dossier.id).await?;
    let mut order: Vec<Uuid> = all
        .iter()
        .filter(|v| v.vrai_au.is_none())
        .map(|v| v.id)
        .collect();
    let at = order.iter().position(|v| *v == id);
    let at = at.ok_or(Error::NotFound)?;
    if at == 0 || at + 1 != place {
        return Ok(());
    }
    order.swap(at, at - 1);
    queries::rank(tx, dossier.id, &order).await?;
    let details = acces::details(tx, dossier).coded("rang", at).into_value();
    acces::record(tx, dossier, "ordre", "metier_vise", id, details).await
}

/// Those that go on are at most five, each once.
fn room(all: &[MetierVise], new: &NouveauMetier) -> Result<()> {
    let current: Vec<&MetierVise> = all.iter().filter(|v| v.vrai_au.is_none()).collect();
    if current.iter().any(|v| v.metier.code == new.metier.code) {
        return Err(Error::invalid(
            "metier",
            "Ce métier est déjà dans la liste.",
        ));
    }
    if current.len() >= rules::METIERS_MAX {
        return Err(Error::invalid(
            "metier",
            "Cinq métiers sont déjà notés : terminez-en un avant d’en ajouter.",
        ));
    }
    Ok(())
}

/// One that goes on.
async fn find(tx: &mut Tx, dossier: &Dossier, id: Uuid) -> Result<MetierVise> {
    let all = queries::metiers(tx, dossier.id).await?;
    all.into_iter()
        .find(|v| v.id == id && v.vrai_au.is_none())
        .ok_or(Error::NotFound)
}

async fn write(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    action: &str,
    version: i32,
    old: &MetierVise,
    new: &MetierVise,
) -> Result<()> {
    if !queries::update_metier(tx, dossier.id, version, new).await? {
        let now = find(tx, dossier, new.id).await?;
        return Err(differences(new, &now).into_error(now.version));
    }
    let details = acces::details(tx, dossier)
        .changed("piste", old.piste.code(), new.piste.code())
        .changed("vrai_du", old.vrai_du, new.vrai_du)
        .changed("vrai_au", said(old.vrai_au), said(new.vrai_au))
        .into_value();
    acces::record(tx, dossier, action, "metier_vise", new.id, details).await
}

/// The frise holds the day a métier was validated, while it is.
async fn push(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: Uuid,
    metier: &Appellation,
    before: Option<Piste>,
    now: Piste,
) -> Result<()> {
    let (was, is) = (before == Some(Piste::Valide), now == Piste::Valide);
    if was == is {
        return Ok(());
    }
    let event = NouvelEvenement {
        survenu_le: tx.today(),
        nature: "metier".to_owned(),
        titre: format!("Métier validé : {}", metier.libelle),
        ..NouvelEvenement::of("metier_vise", id)
    };
    let events: &[NouvelEvenement] = if is { &[event] } else { &[] };
    frise::replace(tx, dossier, "metier_vise", id, events).await
}

fn differences(typed: &MetierVise, now: &MetierVise) -> Differences {
    let day = |day: Option<NaiveDate>| day.map(dates::short).unwrap_or_default();
    Differences::new()
        .field("Où en est-ce ?", typed.piste.label(), now.piste.label())
        .field(
            "Depuis le",
            dates::short(typed.vrai_du),
            dates::short(now.vrai_du),
        )
        .field("Dernier jour", day(typed.vrai_au), day(now.vrai_au))
}

fn said(day: Option<NaiveDate>) -> String {
    day.map(|d| d.to_string()).unwrap_or_default()
}
