//! The young person's agreement, and the plan as it was.

use jeunes::{
    DossierForRead, DossierForWrite, acces,
    frise::{self, NouvelEvenement},
};
use kernel::{Access, AccordId, Permission, Section};
use platform::{Error, Result, Tx};

use super::{
    actions::load,
    instantane::{Contexte, Instantane, freeze},
    model::{Accord, AccordResume, EtatObjectif, NouvelAccord, Reponse},
    queries::{self, accords as queries_accords},
    rules,
};
use crate::commun::conflict;

const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);

/// Writes down what the young person answers, and keeps the whole plan as it is now.
///
/// # Errors
/// `Conflict` when someone else changed an objectif since it was shown; `NotFound` when one is not of
/// this dossier; `Invalid` when one is no longer in progress.
pub async fn give_agreement(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    accord: &NouvelAccord,
) -> Result<()> {
    tx.require(ECRIRE)?;
    rules::check_agreement(accord, tx.today()).check(())?;
    if queries_accords::exists(tx, dossier.id, accord.id).await? {
        return Ok(());
    }
    let done = queries_accords::answer(tx, dossier.id, &accord.decisions, accord.donne_le).await?;
    if done.len() != accord.decisions.len() {
        return refused(tx, dossier, accord).await;
    }
    let instantane = snapshot(tx, dossier, accord).await?;
    queries_accords::insert(tx, dossier.id, accord.id, &instantane).await?;
    let oui = accord.decisions.iter().filter(|d| d.oui).count();
    let non = accord.decisions.len() - oui;
    let details = acces::details(tx, dossier)
        .coded("donne_le", accord.donne_le)
        .coded("oui", oui)
        .coded("non", non)
        .into_value();
    acces::record(tx, dossier, "creation", "accord", accord.id.uuid(), details).await?;
    let s = if oui > 1 { "s" } else { "" };
    let event = NouvelEvenement {
        survenu_le: accord.donne_le,
        nature: "accord".to_owned(),
        titre: format!("Plan d’action : accord sur {oui} objectif{s}"),
        ..NouvelEvenement::of("accord", accord.id.uuid())
    };
    frise::push(tx, dossier, &[event]).await
}

async fn snapshot(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    accord: &NouvelAccord,
) -> Result<Instantane> {
    let plan = load(tx, dossier.id).await?;
    let libelle = |liste: &str, code: &str| tx.nomenclatures().libelle(liste, code).to_owned();
    let contexte = Contexte {
        jeune: dossier.nom_affiche(),
        structure: tx.entete().structure.clone(),
        agent: tx.entete().agent.clone(),
        referent: dossier.referent_nom.clone(),
        donne_le: accord.donne_le,
        repondus: accord.decisions.iter().map(|d| d.objectif).collect(),
        libelle: &libelle,
    };
    Ok(freeze(&plan, &contexte))
}

/// Why an answer was not written: a second post, or someone else's change.
async fn refused(tx: &mut Tx, dossier: &DossierForWrite, accord: &NouvelAccord) -> Result<()> {
    if queries_accords::exists(tx, dossier.id, accord.id).await? {
        return Ok(());
    }
    let objectifs = queries::objectifs(tx, dossier.id, None).await?;
    for decision in &accord.decisions {
        let now = objectifs
            .iter()
            .find(|o| o.id == decision.objectif)
            .ok_or(Error::NotFound)?;
        if now.etat != EtatObjectif::EnCours {
            let sentence = format!("L’objectif « {} » n’est plus en cours.", now.libelle);
            return Err(Error::invalid("decisions", sentence));
        }
        if now.version != decision.version {
            let typed = if decision.oui {
                Reponse::Oui
            } else {
                Reponse::Non
            };
            let actuel = format!("« {} », {}", now.libelle, now.reponse.label());
            let fields = vec![("Objectif changé depuis", typed.label().to_owned(), actuel)];
            return conflict(fields, now.version);
        }
    }
    Err(anyhow::anyhow!("answers refused, and no objectif says why").into())
}

/// The agreements, latest first.
pub async fn agreements(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<AccordResume>> {
    tx.require(LIRE)?;
    queries_accords::list(tx, dossier.id).await
}

/// One agreement, with the plan as it was.
pub async fn agreement(tx: &mut Tx, dossier: &DossierForRead, id: AccordId) -> Result<Accord> {
    tx.require(LIRE)?;
    queries_accords::find(tx, dossier.id, id)
        .await?
        .ok_or(Error::NotFound)
}
