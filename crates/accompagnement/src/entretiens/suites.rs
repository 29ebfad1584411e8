//! What an interview changes beside itself: freins, plan, note.

use jeunes::{
    DossierForWrite,
    echeances::{self, NouvelleEcheance},
    frise::NouvelEvenement,
};
use kernel::{Access, ActionId, Permission, Section, dates};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::model::EntretienDraft;
use crate::{
    commun::conflict,
    freins::{self, Frein},
    notes::{self, NouvelleNote},
    plan::{self, EtatAction},
};

/// What is left to push, and to say in the audit.
#[derive(Debug, Default)]
pub(super) struct Suites {
    pub(super) evenements: Vec<NouvelEvenement>,
    pub(super) echeances: Vec<NouvelleEcheance>,
    pub(super) freins_trouves: Vec<String>,
}

/// Changes what the interview says of freins, plan and note.
pub(super) async fn apply(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    draft: &EntretienDraft,
) -> Result<Suites> {
    let mut suites = Suites::default();
    add_freins(tx, dossier, draft, &mut suites).await?;
    add_to_plan(tx, dossier, draft, &mut suites).await?;
    finish_actions(tx, dossier, draft, &mut suites).await?;
    lift_freins(tx, dossier, draft, &mut suites).await?;
    if let Some(note) = &draft.note_confidentielle {
        tx.require(Permission::Dossier(Section::Notes, Access::Write))?;
        let (id, texte) = (note.id, note.texte.clone());
        let new = NouvelleNote {
            id,
            texte,
            entretien: Some(draft.id),
        };
        if !notes::queries::insert(tx, dossier.id, &new).await? {
            return Err(anyhow::anyhow!("the note of a new interview is already there").into());
        }
    }
    Ok(suites)
}

async fn add_freins(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    draft: &EntretienDraft,
    suites: &mut Suites,
) -> Result<()> {
    let codes = &draft.freins_trouves;
    if codes.is_empty() {
        return Ok(());
    }
    tx.require(Permission::Dossier(Section::Diagnostic, Access::Write))?;
    let domaines: Vec<String> = codes
        .iter()
        .map(|code| freins::domain_of(tx, code))
        .collect();
    let le = draft.faits.realise_le;
    suites.freins_trouves =
        freins::queries::insert_missing(tx, dossier.id, codes, &domaines, le).await?;
    Ok(())
}

async fn lift_freins(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    draft: &EntretienDraft,
    suites: &mut Suites,
) -> Result<()> {
    let all = &draft.freins_leves;
    if all.is_empty() {
        return Ok(());
    }
    tx.require(Permission::Dossier(Section::Diagnostic, Access::Write))?;
    let le = draft.faits.realise_le;
    let ids: Vec<Uuid> = all.iter().map(|f| f.frein.uuid()).collect();
    let motifs: Vec<String> = all.iter().map(|f| f.motif.clone()).collect();
    let lifted = freins::queries::lift_many(tx, dossier.id, &ids, &motifs, le).await?;
    if lifted.len() != all.len() {
        return Err(not_lifted(tx, dossier, draft).await?);
    }
    for (id, code) in lifted {
        suites
            .evenements
            .push(freins::lifted_event(tx, id, &code, le));
    }
    Ok(())
}

/// Why a frein was not lifted: someone else did, or it was found after the interview.
async fn not_lifted(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    draft: &EntretienDraft,
) -> Result<Error> {
    let le = draft.faits.realise_le;
    let known = freins::queries::list(tx, dossier.id, false).await?;
    for leve in &draft.freins_leves {
        let Some(frein) = known.iter().find(|f| f.id == leve.frein) else {
            return Ok(Error::NotFound);
        };
        // A frein lifted by this very statement shows the day and the reason given here.
        let ours = frein.leve_le == Some(le) && frein.leve_motif == leve.motif;
        if !ours {
            return Ok(Error::invalid("freins_leves", why_not_lifted(tx, frein)));
        }
    }
    Ok(Error::invalid(
        "freins_leves",
        "Un frein est donné deux fois, ou déjà levé.",
    ))
}

fn why_not_lifted(tx: &Tx, frein: &Frein) -> String {
    let words = tx.nomenclatures();
    let label = words.libelle("frein", &frein.code);
    match frein.leve_le {
        Some(day) => format!(
            "« {label} » est déjà levé depuis le {} ({}) : décochez-le.",
            dates::short(day),
            words.libelle("motif_levee_frein", &frein.leve_motif)
        ),
        None => format!(
            "« {label} » a été noté le {}, après cet entretien : décochez-le.",
            dates::short(frein.ouvert_le)
        ),
    }
}

async fn add_to_plan(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    draft: &EntretienDraft,
    suites: &mut Suites,
) -> Result<()> {
    if draft.objectifs_ajoutes.is_empty() && draft.actions_ajoutees.is_empty() {
        return Ok(());
    }
    tx.require(Permission::Dossier(Section::Plan, Access::Write))?;
    let (le, jeune) = (draft.faits.realise_le, dossier.id);
    if !draft.objectifs_ajoutes.is_empty() {
        let new = &draft.objectifs_ajoutes;
        let added = plan::queries::insert_objectifs(tx, jeune, new, le).await?;
        if added.len() != new.len() {
            let sentence = "Choisissez un point ouvert du dossier, ou écrivez un souhait.";
            return Err(Error::invalid("objectifs_ajoutes", sentence));
        }
    }
    if !draft.actions_ajoutees.is_empty() {
        let new = &draft.actions_ajoutees;
        let added = plan::queries::insert_actions(tx, jeune, new, le).await?;
        if added.len() != new.len() {
            let sentence = "Choisissez un objectif en cours du plan.";
            return Err(Error::invalid("actions_ajoutees", sentence));
        }
    }
    for action in &draft.actions_ajoutees {
        let (id, libelle) = (action.id, &action.libelle);
        let echeance = plan::action_echeance(tx, id, libelle, action.echeance_le, le)?;
        suites.echeances.push(echeance);
    }
    Ok(())
}

async fn finish_actions(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    draft: &EntretienDraft,
    suites: &mut Suites,
) -> Result<()> {
    let all = &draft.actions_faites;
    if all.is_empty() {
        return Ok(());
    }
    tx.require(Permission::Dossier(Section::Plan, Access::Write))?;
    let le = draft.faits.realise_le;
    let ids: Vec<Uuid> = all.iter().map(|a| a.action.uuid()).collect();
    let versions: Vec<Option<i32>> = all.iter().map(|a| a.version).collect();
    let done = plan::queries::finish_actions(tx, dossier.id, &ids, &versions, le).await?;
    if done.len() != all.len() {
        check_others(tx, dossier, draft, &ids).await?;
    }
    for (id, libelle) in &done {
        suites
            .evenements
            .push(plan::action_done_event(*id, libelle, le));
    }
    let ids: Vec<Uuid> = done
        .iter()
        .map(|(id, _): &(ActionId, String)| id.uuid())
        .collect();
    echeances::close(tx, dossier, "action", &ids, Some("action")).await
}

/// An action already done is as it should be; another one is a conflict.
async fn check_others(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    draft: &EntretienDraft,
    ids: &[Uuid],
) -> Result<()> {
    let known = plan::queries::actions(tx, dossier.id, Some(ids)).await?;
    for wanted in &draft.actions_faites {
        let now = known
            .iter()
            .find(|a| a.id == wanted.action)
            .ok_or(Error::NotFound)?;
        if now.etat != EtatAction::Faite {
            let label = format!("Action « {} »", now.libelle);
            let actuel = format!("{} (changée depuis)", now.etat.label());
            let typed = EtatAction::Faite.label().to_owned();
            return conflict(vec![(&label, typed, actuel)], now.version);
        }
    }
    Ok(())
}
