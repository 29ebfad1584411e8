//! What is offered.

use kernel::{AtelierId, FieldErrors, Permission};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    model::{Offre, OffreSaisie},
    queries, rules,
};
use crate::commun::{already_there, check_choice, conflict, short};

const ANIMER: Permission = Permission::AnimerAteliers;

/// One line of the audit about no person in particular.
pub(super) async fn record(
    tx: &mut Tx,
    action: &str,
    (objet, objet_id): (&str, Uuid),
    details: Value,
) -> Result<()> {
    let entry = Entry {
        action,
        objet,
        objet_id: Some(objet_id),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}

/// Offers something.
///
/// # Errors
/// `Invalid` (`nom`, `theme`, `partenaire`, `description`).
pub async fn create_offre(tx: &mut Tx, new: &OffreSaisie) -> Result<()> {
    tx.require(ANIMER)?;
    check(tx, new)?;
    if !queries::insert_offre(tx, new).await? {
        return already_there(queries::offre(tx, new.id).await?).map(drop);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("genre", new.genre)
        .coded("theme", &new.theme)
        .secret("nom", &new.nom)
        .into_value();
    record(tx, "creation", ("offre_atelier", new.id.uuid()), details).await
}

/// Changes or closes an offre.
///
/// # Errors
/// As [`create_offre`]; `Conflict` when someone else changed it since: both values are in it.
pub async fn change_offre(tx: &mut Tx, new: &OffreSaisie, version: i32) -> Result<()> {
    tx.require(ANIMER)?;
    let before = offre(tx, new.id).await?;
    check(tx, new)?;
    if !queries::update_offre(tx, new, version).await? {
        let now = offre(tx, new.id).await?;
        return differs(tx, new, &now);
    }
    let details = Details::new(tx.empreintes(), false)
        .changed("genre", before.genre, new.genre)
        .changed("theme", &before.theme, &new.theme)
        .changed("fermee_le", short(before.fermee_le), short(new.fermee_le))
        .changed_secret("nom", &before.nom, &new.nom)
        .changed_secret("partenaire", &before.partenaire, &new.partenaire)
        .changed_secret("description", &before.description, &new.description)
        .into_value();
    record(
        tx,
        "modification",
        ("offre_atelier", new.id.uuid()),
        details,
    )
    .await
}

fn check(tx: &Tx, new: &OffreSaisie) -> Result<()> {
    let mut errors: FieldErrors = rules::check_offre(new);
    check_choice(
        tx,
        &mut errors,
        "theme",
        "evenement_theme",
        &new.theme,
        tx.today(),
    );
    Ok(errors.check(())?)
}

fn differs(tx: &Tx, new: &OffreSaisie, now: &Offre) -> Result<()> {
    let theme = |code: &str| {
        tx.nomenclatures()
            .libelle("evenement_theme", code)
            .to_owned()
    };
    let fields = vec![
        ("Nom", new.nom.clone(), now.nom.clone()),
        ("Type", new.genre.label().into(), now.genre.label().into()),
        ("Thème", theme(&new.theme), theme(&now.theme)),
        (
            "Description",
            new.description.clone(),
            now.description.clone(),
        ),
        ("Partenaire", new.partenaire.clone(), now.partenaire.clone()),
        ("Fermée le", short(new.fermee_le), short(now.fermee_le)),
    ];
    conflict(fields, now.version)
}

/// One offre.
///
/// # Errors
/// `NotFound` when it is not of the mission locale.
pub async fn offre(tx: &mut Tx, id: AtelierId) -> Result<Offre> {
    tx.require(Permission::VoirAgenda)?;
    queries::offre(tx, id).await?.ok_or(Error::NotFound)
}

/// Every offre, those still open first, by name.
pub async fn offres(tx: &mut Tx) -> Result<Vec<Offre>> {
    tx.require(Permission::VoirAgenda)?;
    queries::offres(tx).await
}
