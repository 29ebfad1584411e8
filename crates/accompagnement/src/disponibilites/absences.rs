//! Absences: one's own, or a colleague's for who regulates the agenda.

use kernel::{AgentId, dates};
use platform::{Error, Result, Tx, audit::Details};
use uuid::Uuid;

use super::{
    horaires::{future, may, works_here},
    model::{Absence, AbsenceSaisie},
    mots,
    queries::{ecrire, lire},
    reglages::record,
    rules,
};
use crate::commun::conflict;

const RAISONS: &str = "motif_absence_agent";

/// The absences of `agent`, today or later.
pub async fn absences(tx: &mut Tx, agent: AgentId) -> Result<Vec<Absence>> {
    may(tx, agent)?;
    lire::absences(tx, &[agent], future(tx)).await
}

/// Adds or corrects an absence; what is booked in it is not moved. A second post of a new one
/// changes nothing.
///
/// # Errors
/// `Invalid` (`absence_au`, `absence_fin`, `absence_motif`, `agent`); `NotFound` when it is not this
/// agent's; `Conflict` when someone changed it since.
pub async fn save_absence(tx: &mut Tx, saisie: &AbsenceSaisie) -> Result<()> {
    may(tx, saisie.agent)?;
    let before = match saisie.version {
        Some(_) => Some(find(tx, saisie.agent, saisie.id).await?),
        None => None,
    };
    let mut errors = rules::check_absence(saisie);
    let kept = before.as_ref().is_some_and(|b| b.motif == saisie.motif);
    if !kept
        && !tx
            .nomenclatures()
            .accepte(RAISONS, &saisie.motif, saisie.du)
    {
        errors.add("absence_motif", "Choisissez une raison de la liste.");
    }
    works_here(tx, saisie.agent, &mut errors).await?;
    errors.check(())?;
    match before {
        Some(before) => change(tx, &before, saisie).await,
        None => add(tx, saisie).await,
    }
}

async fn find(tx: &mut Tx, agent: AgentId, id: Uuid) -> Result<Absence> {
    let found = lire::absence(tx, agent, id).await?;
    found.ok_or(Error::NotFound)
}

async fn add(tx: &mut Tx, new: &AbsenceSaisie) -> Result<()> {
    if !ecrire::insert_absence(tx, new).await? {
        return find(tx, new.agent, new.id).await.map(drop);
    }
    let absence = new.absence();
    let details = Details::new(tx.empreintes(), false)
        .coded("agent", absence.agent)
        .coded("du", absence.du)
        .coded("au", absence.au)
        .coded("heures", mots::hours_away(&absence))
        .coded("motif", &absence.motif)
        .into_value();
    record(tx, "absence_agent", absence.id, "creation", details).await
}

async fn change(tx: &mut Tx, before: &Absence, saisie: &AbsenceSaisie) -> Result<()> {
    let typed = saisie.absence();
    if !ecrire::update_absence(tx, saisie).await? {
        let now = find(tx, typed.agent, typed.id).await?;
        return differs(tx, &typed, &now);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("agent", typed.agent)
        .changed("du", before.du, typed.du)
        .changed("au", before.au, typed.au)
        .changed("heures", mots::hours_away(before), mots::hours_away(&typed))
        .changed("motif", &before.motif, &typed.motif)
        .into_value();
    record(tx, "absence_agent", typed.id, "modification", details).await
}

/// What was typed beside what stands now.
fn differs(tx: &Tx, typed: &Absence, now: &Absence) -> Result<()> {
    let reason = |a: &Absence| tx.nomenclatures().libelle(RAISONS, &a.motif).to_owned();
    let fields = vec![
        ("Premier jour", dates::short(typed.du), dates::short(now.du)),
        ("Dernier jour", dates::short(typed.au), dates::short(now.au)),
        ("Heures", mots::hours_away(typed), mots::hours_away(now)),
        ("Raison", reason(typed), reason(now)),
    ];
    conflict(fields, now.version)
}

/// Takes an absence away.
///
/// # Errors
/// `NotFound`.
pub async fn delete_absence(tx: &mut Tx, agent: AgentId, id: Uuid) -> Result<()> {
    may(tx, agent)?;
    let before = find(tx, agent, id).await?;
    ecrire::delete_absence(tx, id).await?;
    let details = Details::new(tx.empreintes(), false)
        .coded("agent", agent)
        .coded("du", before.du)
        .coded("au", before.au)
        .coded("heures", mots::hours_away(&before))
        .coded("motif", &before.motif)
        .into_value();
    record(tx, "absence_agent", id, "suppression", details).await
}
