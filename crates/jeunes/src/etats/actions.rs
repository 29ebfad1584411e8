//! Changing the state of a dossier.

use kernel::{Access, EvenementId, FieldErrors, Permission, Section};
use platform::{Error, Result, Tx, new_id};

use super::{model::Changement, queries, rules};
use crate::{
    DossierForWrite, acces,
    conflit::Differences,
    dossiers::queries as dossiers,
    frise::{self, NouvelEvenement},
};

/// Changes the state of the dossier, for those who may change its situation.
///
/// # Errors
/// `Conflict` when the state is no longer the one the form showed; `Invalid` (`etat`, `motif`,
/// `depuis`).
pub async fn change(tx: &mut Tx, dossier: &DossierForWrite, change: &Changement) -> Result<()> {
    tx.require(Permission::Dossier(Section::Situation, Access::Write))?;
    check(tx, dossier, change)?;
    if !queries::change(tx, dossier.id, change).await? {
        let now = dossiers::find(tx, dossier.id)
            .await?
            .ok_or(Error::NotFound)?;
        return Err(Differences::new()
            .field("État du dossier", change.apres.label(), now.etat.label())
            .into_error(now.version));
    }
    let reason = rules::reasons(change.apres)
        .map_or("", |list| tx.nomenclatures().libelle(list, &change.motif));
    let titre = rules::title(change.avant, change.apres, reason);
    let id = new_id!(tx, EvenementId).uuid();
    let event = NouvelEvenement {
        survenu_le: change.depuis,
        nature: "etat".to_owned(),
        titre,
        ..NouvelEvenement::of("etat", id)
    };
    frise::push(tx, dossier, &[event]).await?;
    let details = acces::details(tx, dossier)
        .changed("etat", change.avant.code(), change.apres.code())
        .coded("motif", &change.motif)
        .coded("depuis", change.depuis)
        .into_value();
    let id = dossier.id.uuid();
    acces::record(tx, dossier, "etat", "dossier", id, details).await
}

fn check(tx: &Tx, dossier: &DossierForWrite, change: &Changement) -> Result<()> {
    let mut errors = FieldErrors::new();
    if !rules::following(change.avant).contains(&change.apres) {
        errors.add("etat", "Cet état ne peut pas suivre l’état actuel.");
    }
    let known = match rules::reasons(change.apres) {
        Some(list) => tx
            .nomenclatures()
            .accepte(list, &change.motif, change.depuis),
        None => change.motif.is_empty(),
    };
    if !known {
        errors.add("motif", "Choisissez un motif dans la liste.");
    }
    if change.depuis > tx.today() {
        errors.add("depuis", "Cette date est dans l’avenir.");
    }
    if change.depuis < dossier.premier_accueil_le {
        errors.add("depuis", "Cette date est avant le premier accueil.");
    }
    errors.check(()).map_err(Error::Invalid)
}
