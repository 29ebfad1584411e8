//! Giving the notice, and what recalls that it is to be given.

use chrono::NaiveDate;
use kernel::{Access, EvenementId, FieldErrors, Permission, Section};
use platform::{Error, Result, Tx, new_id};

use super::{
    model::{InformationDonnee, Moyen, Notice, NouvelleInformation},
    queries,
};
use crate::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
};

/// The kind of the échéance and of the événement.
const NATURE: &str = "information";

/// The notice in force today, one per language, in the order of the list `langue_notice`.
pub async fn notices(tx: &mut Tx) -> Result<Vec<Notice>> {
    let mut all = queries::notices(tx, tx.today()).await?;
    let known = tx.nomenclatures().liste("langue_notice");
    all.sort_by_key(|notice| known.iter().position(|entry| entry.code == notice.langue));
    Ok(all)
}

/// What was given to the person, latest first.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<InformationDonnee>> {
    queries::list(tx, dossier.id).await
}

/// Notes that the notice was given. A second post of the same form notes nothing more.
///
/// # Errors
/// `Forbidden` for who may not change the identity; `Invalid` (`donnee_le`, `langue`).
pub async fn give(tx: &mut Tx, dossier: &DossierForWrite, new: &NouvelleInformation) -> Result<()> {
    tx.require(Permission::Dossier(Section::Identite, Access::Write))?;
    let version = check(tx, new).await?;
    if !queries::insert(tx, dossier.id, new, &version).await? {
        return Ok(());
    }
    let evenement = NouvelEvenement {
        survenu_le: new.donnee_le,
        nature: NATURE.to_owned(),
        titre: "Information sur ses données donnée".to_owned(),
        ..NouvelEvenement::of("information", new.id)
    };
    frise::push(tx, dossier, &[evenement]).await?;
    let id = dossier.id.uuid();
    echeances::close(tx, dossier, "dossier", &[id], Some(NATURE)).await?;
    let details = acces::details(tx, dossier)
        .coded("donnee_le", new.donnee_le)
        .coded("langue", &new.langue)
        .coded("version", version)
        .coded("moyen", new.moyen.code())
        .into_value();
    acces::record(tx, dossier, "ajout", "information", new.id, details).await
}

/// The version given: the one that held on that day.
async fn check(tx: &mut Tx, new: &NouvelleInformation) -> Result<String> {
    let mut errors = FieldErrors::new();
    if new.donnee_le > tx.today() {
        errors.add("donnee_le", "Cette date est dans l’avenir.");
    }
    let day = new.donnee_le;
    if !tx
        .nomenclatures()
        .accepte("langue_notice", &new.langue, day)
    {
        errors.add("langue", "Choisissez une langue de la liste.");
    }
    errors.check(()).map_err(Error::Invalid)?;
    let sentence = "Ce jour-là, aucune notice n’existait dans cette langue.";
    queries::version(tx, &new.langue, day)
        .await?
        .ok_or_else(|| Error::invalid("donnee_le", sentence))
}

/// The notice handed over and explained in French while the dossier is opened.
///
/// # Errors
/// `Invalid` (`informe`) when no notice held on that day.
pub(crate) async fn at_reception(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    le: NaiveDate,
) -> Result<()> {
    let new = NouvelleInformation {
        id: new_id!(tx, EvenementId).uuid(),
        donnee_le: le,
        langue: "fr".to_owned(),
        moyen: Moyen::LueEnsemble,
    };
    match give(tx, dossier, &new).await {
        Err(Error::Invalid(errors)) => {
            let sentence = errors.get("donnee_le");
            Err(Error::invalid("informe", sentence))
        }
        other => other,
    }
}

/// What recalls that the notice is to be given, from the first reception on.
pub(crate) fn owe(tx: &Tx, dossier: &DossierForWrite) -> Result<NouvelleEcheance> {
    let le = dossier.premier_accueil_le;
    let delay = tx.parametre("delai_information_jours")?;
    Ok(NouvelleEcheance {
        nature: NATURE.to_owned(),
        libelle: "Donner l’information sur ses données".to_owned(),
        visible_le: le,
        echeance_le: le + chrono::Duration::days(delay),
        objet: "dossier",
        objet_id: dossier.id.uuid(),
    })
}
