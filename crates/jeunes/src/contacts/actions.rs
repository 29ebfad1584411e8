//! What people do with contacts and address.

use chrono::NaiveDate;
use kernel::{Access, ContactId, Permission, Section};
use platform::{Conflit, Error, Result, Tx};

use super::{
    model::{AdressePassee, Contact, NouveauContact, SANS_PRECISION},
    queries, rules,
};
use crate::{
    DossierForRead, DossierForWrite, acces, ailleurs,
    conflit::Differences,
    dossiers::{Dossier, Lieu, queries as dossiers},
};

const READ: Permission = Permission::Dossier(Section::Contacts, Access::Read);
const WRITE: Permission = Permission::Dossier(Section::Contacts, Access::Write);

/// Every contact of the dossier, those in force first.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Contact>> {
    tx.require(READ)?;
    queries::list(tx, dossier.id).await
}

/// Adds a means of contact. A second post of the same form adds nothing.
///
/// # Errors
/// `Invalid` (`valeur`, `titulaire`, `precisions`, `vrai_du`).
pub async fn add(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauContact) -> Result<()> {
    tx.require(WRITE)?;
    let new = normalized(tx, new)?;
    if queries::insert(tx, dossier.id, &new).await? {
        ailleurs::deposer(tx, dossier.id).await?;
        record(tx, dossier, "ajout", &new).await?;
    }
    Ok(())
}

/// Corrects a contact: ends the row `contact` and adds `new`.
///
/// # Errors
/// `Conflict` when someone else corrected or ended it since `version`; `Invalid` as [`add`].
pub async fn correct(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    contact: ContactId,
    version: i32,
    new: &NouveauContact,
) -> Result<()> {
    tx.require(WRITE)?;
    let mut new = normalized(tx, new)?;
    let all = queries::list(tx, dossier.id).await?;
    if all.iter().any(|c| c.id == new.id) {
        return Ok(());
    }
    let old = all
        .into_iter()
        .find(|c| c.id == contact)
        .ok_or(Error::NotFound)?;
    if new.consignes.jamais == SANS_PRECISION && old.consignes.jamais == SANS_PRECISION {
        // Perhaps a reason that the actor does not read: it stays.
        new.consignes.jamais = queries::never(tx, dossier.id, contact).await?;
    }
    let last = rules::last_day(old.vrai_du, new.vrai_du);
    if !queries::end(tx, dossier.id, contact, version, last).await? {
        return Err(conflict(tx, dossier, contact, &new).await?);
    }
    queries::insert(tx, dossier.id, &new).await?;
    ailleurs::deposer(tx, dossier.id).await?;
    record(tx, dossier, "correction", &new).await
}

/// Ends a contact that is no longer true, on `le`.
///
/// # Errors
/// `Conflict` when someone else corrected or ended it since `version`; `Invalid` (`vrai_au`).
pub async fn end(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    contact: ContactId,
    version: i32,
    le: NaiveDate,
) -> Result<()> {
    tx.require(WRITE)?;
    if le > tx.today() {
        return Err(Error::invalid("vrai_au", "Cette date est dans l’avenir."));
    }
    let all = queries::list(tx, dossier.id).await?;
    let old = all
        .into_iter()
        .find(|c| c.id == contact)
        .ok_or(Error::NotFound)?;
    if le < old.vrai_du {
        let sentence = "Cette date est avant le début du contact.";
        return Err(Error::invalid("vrai_au", sentence));
    }
    if !queries::end(tx, dossier.id, contact, version, le).await? {
        let fields = Differences::new().field(
            "Valable jusqu’au",
            kernel::dates::short(le),
            old.vrai_au.map(kernel::dates::short).unwrap_or_default(),
        );
        return Err(fields.into_error(old.version));
    }
    ailleurs::deposer(tx, dossier.id).await?;
    let details = acces::details(tx, dossier)
        .coded("moyen", old.moyen.code())
        .coded("vrai_au", le)
        .into_value();
    acces::record(tx, dossier, "fin", "contact", contact.uuid(), details).await
}

/// Where the person lived before, latest first.
pub async fn former_addresses(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<AdressePassee>> {
    tx.require(READ)?;
    queries::former_addresses(tx, dossier.id).await
}

/// Changes where the person lives, and whether she is met on the spot. When she moved on
/// `demenage_le`, the former address is kept until that day; else this is a correction.
///
/// # Errors
/// `Conflict` when someone else changed the dossier since `version`; `Invalid` (`commune`,
/// `code_postal`, `adresse`, `demenage_le`).
pub async fn update_lieu(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    version: i32,
    lieu: &Lieu,
    a_voir_sur_place: bool,
    demenage_le: Option<NaiveDate>,
) -> Result<()> {
    tx.require(WRITE)?;
    let mut errors = rules::check_lieu(lieu);
    let mut since = None;
    if let Some(day) = demenage_le {
        since = queries::former_addresses(tx, dossier.id)
            .await?
            .first()
            .map(|last| last.au);
        if day > tx.today() {
            errors.add("demenage_le", "Cette date est dans l’avenir.");
        } else if since.is_some_and(|last| day < last) {
            errors.add("demenage_le", "Un déménagement plus récent est déjà noté.");
        }
    }
    errors.check(())?;
    if !queries::update_lieu(tx, dossier.id, version, lieu, a_voir_sur_place).await? {
        let now = dossiers::find(tx, dossier.id)
            .await?
            .ok_or(Error::NotFound)?;
        return Err(Error::Conflict(Box::new(lieu_conflict(
            lieu,
            a_voir_sur_place,
            &now,
        ))));
    }
    let before = &dossier.lieu;
    if let Some(day) = demenage_le
        && before != lieu
        && *before != Lieu::default()
    {
        queries::keep_address(tx, dossier.id, before, since, day).await?;
    }
    let commune = |lieu: &Lieu| lieu.commune.clone().unwrap_or_default();
    let details = acces::details(tx, dossier)
        .changed(
            "sans_domicile_stable",
            before.sans_domicile_stable,
            lieu.sans_domicile_stable,
        )
        .changed("commune", commune(before), commune(lieu))
        .changed("code_postal", &before.code_postal, &lieu.code_postal)
        .changed_secret("adresse", &before.adresse, &lieu.adresse)
        .changed(
            "a_voir_sur_place",
            dossier.a_voir_sur_place,
            a_voir_sur_place,
        )
        .into_value();
    let id = dossier.id.uuid();
    acces::record(tx, dossier, "modification", "lieu", id, details).await
}

fn lieu_conflict(typed: &Lieu, sur_place: bool, now: &Dossier) -> Conflit {
    let yes = |on: bool| if on { "oui" } else { "non" };
    let commune = |lieu: &Lieu| lieu.commune.clone().unwrap_or_default();
    Differences::new()
        .field(
            "Sans domicile stable",
            yes(typed.sans_domicile_stable),
            yes(now.lieu.sans_domicile_stable),
        )
        .field("Commune", commune(typed), commune(&now.lieu))
        .field("Adresse", &typed.adresse, &now.lieu.adresse)
        .field("Code postal", &typed.code_postal, &now.lieu.code_postal)
        .field(
            "À voir sur place",
            yes(sur_place),
            yes(now.a_voir_sur_place),
        )
        .into_conflit(now.version)
}

fn normalized(tx: &Tx, new: &NouveauContact) -> Result<NouveauContact> {
    let today = tx.today();
    let mut errors = rules::check(new, today);
    if !tx
        .nomenclatures()
        .accepte("lien_personne", &new.titulaire, today)
    {
        errors.add("titulaire", "Choisissez une réponse de la liste.");
    }
    let jamais = &new.consignes.jamais;
    if !jamais.is_empty() && !tx.nomenclatures().accepte("motif_jamais", jamais, today) {
        errors.add("jamais", "Choisissez une réponse de la liste.");
    }
    errors.check(())?;
    let valeur = rules::normalize(new.moyen, &new.valeur).unwrap_or_default();
    Ok(NouveauContact {
        valeur,
        precisions: kernel::text::tidy_line(&new.precisions),
        ..new.clone()
    })
}

async fn record(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    action: &str,
    new: &NouveauContact,
) -> Result<()> {
    let details = acces::details(tx, dossier)
        .coded("moyen", new.moyen.code())
        .coded("titulaire", &new.titulaire)
        .secret("valeur", &new.valeur)
        .coded("message", new.consignes.message.code())
        .coded("dire_ml", new.consignes.dire_ml.code())
        .coded("jamais", !new.consignes.jamais.is_empty())
        .coded("preference", new.consignes.preference)
        .coded("vrai_du", new.vrai_du)
        .into_value();
    acces::record(tx, dossier, action, "contact", new.id.uuid(), details).await
}

async fn conflict(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    contact: ContactId,
    typed: &NouveauContact,
) -> Result<Error> {
    let all = queries::list(tx, dossier.id).await?;
    let now = all
        .into_iter()
        .find(|c| c.id == contact)
        .ok_or(Error::NotFound)?;
    Ok(Differences::new()
        .field("Moyen", typed.moyen.label(), now.moyen.label())
        .field("Valeur", &typed.valeur, &now.valeur)
        .field("À qui", &typed.titulaire, &now.titulaire)
        .field("Précisions", &typed.precisions, &now.precisions)
        .field(
            "Laisser un message",
            typed.consignes.message.label(),
            now.consignes.message.label(),
        )
        .field(
            "Dire « Mission locale »",
            typed.consignes.dire_ml.label(),
            now.consignes.dire_ml.label(),
        )
        .field(
            "Valable jusqu’au",
            String::new(),
            now.vrai_au.map(kernel::dates::short).unwrap_or_default(),
        )
        .into_error(now.version))
}
