//! The list of parrains and marraines.

use kernel::Permission;
use platform::{
    Result, Tx,
    audit::{self, Details, Entry},
};

use super::{
    listes,
    model::{Parrain, ParrainSaisi},
    queries, rules,
};
use crate::commun::{already_there, conflict, short};

async fn record(tx: &mut Tx, action: &str, new: &ParrainSaisi) -> Result<()> {
    let details = Details::new(tx.empreintes(), false)
        .coded("depuis", new.depuis)
        .coded("parti_le", short(new.parti_le))
        .coded("charte_le", short(new.charte_le))
        .coded("filleuls_max", new.filleuls_max)
        .secret("nom", &format!("{} {}", new.prenom, new.nom))
        .secret("telephone", &new.telephone)
        .secret("courriel", &new.courriel)
        .into_value();
    let entry = Entry {
        action,
        objet: "parrain",
        objet_id: Some(new.id.uuid()),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}

/// Adds someone to the list. A second post of the same form changes nothing.
///
/// # Errors
/// `Invalid` (each field).
pub async fn create_parrain(tx: &mut Tx, new: &ParrainSaisi) -> Result<()> {
    tx.require(Permission::TenirParrains)?;
    rules::check_parrain(new, tx.today()).check(())?;
    if !queries::insert_parrain(tx, new).await? {
        let known = queries::parrains(tx, Some(new.id)).await?;
        return already_there(known.into_iter().next()).map(drop);
    }
    record(tx, "creation", new).await
}

/// Corrects someone, or says they are no longer there: who they go with stays.
///
/// # Errors
/// As [`create_parrain`]; `NotFound`; `Conflict` when someone else changed it since.
pub async fn change_parrain(tx: &mut Tx, new: &ParrainSaisi, version: i32) -> Result<()> {
    tx.require(Permission::TenirParrains)?;
    listes::parrain(tx, new.id).await?;
    rules::check_parrain(new, tx.today()).check(())?;
    if !queries::update_parrain(tx, new, version).await? {
        let now = listes::parrain(tx, new.id).await?;
        return differs(new, &now);
    }
    record(tx, "modification", new).await
}

fn differs(new: &ParrainSaisi, now: &Parrain) -> Result<()> {
    let number = |n: i32| n.to_string();
    let fields = vec![
        ("Nom", new.nom.clone(), now.nom.clone()),
        ("Prénom", new.prenom.clone(), now.prenom.clone()),
        ("Métier", new.metier.clone(), now.metier.clone()),
        ("Réseau", new.reseau.clone(), now.reseau.clone()),
        ("Téléphone", new.telephone.clone(), now.telephone.clone()),
        ("Courriel", new.courriel.clone(), now.courriel.clone()),
        (
            "Charte signée le",
            short(new.charte_le),
            short(now.charte_le),
        ),
        (
            "Filleuls acceptés",
            number(new.filleuls_max),
            number(now.filleuls_max),
        ),
        (
            "Depuis le",
            short(Some(new.depuis)),
            short(Some(now.depuis)),
        ),
        ("Jusqu’au", short(new.parti_le), short(now.parti_le)),
    ];
    conflict(fields, now.version)
}
