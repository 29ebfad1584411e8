//! Changing the state of a dossier.

use kernel::{Access, EvenementId, FieldErrors, Permission, Section};
use platform::{Error, Result, Tx, new_id};

use super::{
    model::{Changement, EtatDate},
    queries, rules,
};
use crate::{
    DossierForRead, DossierForWrite, acces,
    conflit::Differences,
    dossiers::{EtatDossier, queries as dossiers, sortie},
    frise::{self, NouvelEvenement},
};

/// The states of the dossier, the present one first.
pub async fn history(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<EtatDate>> {
    queries::history(tx, dossier.id).await
}

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
    let list = rules::reasons(change.apres);
    let reason = tx.nomenclatures().libelle(list, &change.motif);
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
    acces::record(tx, dossier, "etat", "dossier", id, details).await?;
    // An exit closes what prepared it, a return opens it again.
    let dossier = acces::of_new(tx, dossier.id).await?;
    sortie::follow(tx, &dossier).await
}

fn check(tx: &Tx, dossier: &DossierForWrite, change: &Changement) -> Result<()> {
    let mut errors = FieldErrors::new();
    if !rules::following(change.avant).contains(&change.apres) {
        errors.add("etat", "Cet état ne peut pas suivre l’état actuel.");
    }
    if dossier.deces.is_some() {
        let sentence = "Un décès est noté : seule la direction peut corriger cette erreur.";
        errors.add("etat", sentence);
    }
    let list = rules::reasons(change.apres);
    let known = tx
        .nomenclatures()
        .accepte(list, &change.motif, change.depuis);
    if !known {
        errors.add("motif", "Choisissez un motif dans la liste.");
    } else if change.apres == EtatDossier::Actif && !rules::permet_reprise(&change.motif) {
        let sentence = "Une médiation ne suffit pas à reprendre l’accompagnement.";
        errors.add("motif", sentence);
    }
    if change.depuis > tx.today() {
        errors.add("depuis", "Cette date est dans l’avenir.");
    }
    if change.depuis < dossier.premier_accueil_le {
        errors.add("depuis", "Cette date est avant le premier accueil.");
    } else if change.depuis < dossier.etat_depuis {
        errors.add("depuis", "Cette date est avant le début de l’état actuel.");
    }
    errors.check(()).map_err(Error::Invalid)
}
