//! What people do with « Qui peut savoir ».

use chrono::NaiveDate;
use kernel::{Access, Permission, Section, dates};
use platform::{Error, Result, Tx, nomenclatures::Nomenclatures};

use super::{
    model::{NouveauTiers, Tiers},
    queries, rules,
};
use crate::{DossierForRead, DossierForWrite, acces, conflit::Differences};

const READ: Permission = Permission::Dossier(Section::Contacts, Access::Read);
const WRITE: Permission = Permission::Dossier(Section::Contacts, Access::Write);

/// Every third party of the dossier, those still agreed first.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Tiers>> {
    tx.require(READ)?;
    queries::list(tx, dossier.id).await
}

/// Adds a third party. A second post of the same form adds nothing.
///
/// # Errors
/// `Invalid` (`nom`, `lien`, `organisme`, `joindre`, `peut_savoir`, `accord_le`, `du`, `au`,
/// `retire_le`).
pub async fn add(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauTiers) -> Result<()> {
    tx.require(WRITE)?;
    check(tx, new)?;
    if !queries::insert(tx, dossier.id, new).await? {
        return Ok(());
    }
    record(tx, dossier, "ajout", new).await
}

/// Corrects a third party, or withdraws the agreement: `new` carries its identifier.
///
/// # Errors
/// `Conflict` when someone else changed it since `version`; `Invalid` as [`add`].
pub async fn correct(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    version: i32,
    new: &NouveauTiers,
) -> Result<()> {
    tx.require(WRITE)?;
    check(tx, new)?;
    let all = queries::list(tx, dossier.id).await?;
    let old = all.iter().find(|t| t.id == new.id).ok_or(Error::NotFound)?;
    if !queries::update(tx, dossier.id, version, new).await? {
        return Err(conflict(tx.nomenclatures(), old, new));
    }
    record(tx, dossier, "correction", new).await
}

fn check(tx: &Tx, new: &NouveauTiers) -> Result<()> {
    let (lists, today) = (tx.nomenclatures(), tx.today());
    let mut errors = rules::check(new, today);
    if new.lien == "jeune" || !lists.accepte("lien_personne", &new.lien, today) {
        errors.add("lien", "Choisissez une réponse de la liste.");
    }
    let known = |code: &String| lists.accepte("peut_savoir", code, today);
    if !new.peut_savoir.iter().all(known) {
        errors.add("peut_savoir", "Cochez des réponses de la liste.");
    }
    errors.check(()).map_err(Error::Invalid)
}

async fn record(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    action: &str,
    new: &NouveauTiers,
) -> Result<()> {
    let details = acces::details(tx, dossier)
        .secret("nom", &new.nom)
        .coded("lien", &new.lien)
        .coded("peut_savoir", new.peut_savoir.join(","))
        .coded("accord_le", said(new.accord_le))
        .coded("du", new.du)
        .coded("au", said(new.au))
        .coded("retire_le", said(new.retire_le))
        .into_value();
    acces::record(tx, dossier, action, "tiers", new.id, details).await
}

fn said(day: Option<NaiveDate>) -> String {
    day.map(|d| d.to_string()).unwrap_or_default()
}

fn conflict(lists: &Nomenclatures, now: &Tiers, typed: &NouveauTiers) -> Error {
    let day = |day: Option<NaiveDate>| day.map(dates::short).unwrap_or_default();
    let what = |codes: &[String]| {
        let words: Vec<&str> = codes
            .iter()
            .map(|c| lists.libelle("peut_savoir", c))
            .collect();
        words.join(", ")
    };
    Differences::new()
        .field("Nom", &typed.nom, &now.nom)
        .field("Organisme", &typed.organisme, &now.organisme)
        .field("Pour la joindre", &typed.joindre, &now.joindre)
        .field(
            "Peut savoir",
            what(&typed.peut_savoir),
            what(&now.peut_savoir),
        )
        .field("Accord le", day(typed.accord_le), day(now.accord_le))
        .field("Depuis le", dates::short(typed.du), dates::short(now.du))
        .field("Jusqu’au", day(typed.au), day(now.au))
        .field("Accord retiré le", day(typed.retire_le), day(now.retire_le))
        .into_error(now.version)
}
