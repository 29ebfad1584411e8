//! Reporting someone, and reading her obligations.

use chrono::NaiveDate;
use jeunes::{DossierForRead, DossierForWrite, acces, echeances, situations};
use kernel::{Access, AdhesionId, FieldErrors, ObligationId, Permission, Section, new_uuid};
use platform::{Error, Result, Tx, new_id};

use super::{
    model::{Etape, NatureEtape, Obligation, Satisfait, Signale, Signalement},
    queries,
    rules::{self, Marche},
    suites::{OBJET, happened, todo},
};
use crate::{
    commun::{already_there, check_choice, check_past},
    dispositifs::{self, Entree, OBLIGATION},
};

pub(super) const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
pub(super) const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);

/// Reports someone of 16–17, from her dossier or from a list that arrives: an obligation begins,
/// with her entry in the dispositif. Someone already reported has a line more; the same report
/// again (same source, same day) changes nothing.
///
/// # Errors
/// `Invalid` (`source`, `le`): not of the list, in the future, not of 16–17, nobody to follow her.
pub async fn signaler(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    report: &Signalement,
) -> Result<Signale> {
    tx.require(ECRIRE)?;
    if let Some(id) = queries::noted(tx, dossier.id, report.id).await? {
        return Ok(Signale::Deja(id));
    }
    if let Some(id) = queries::reported(tx, dossier.id, report).await? {
        return Ok(Signale::Deja(id));
    }
    check(tx, dossier, report).await?;
    let open = queries::list(tx, dossier.id).await?;
    let open = open.iter().find(|o| o.est_ouverte()).map(|o| o.id);
    let id = match open {
        Some(id) => id,
        None => begin(tx, dossier, report).await?,
    };
    let etape = Etape {
        id: report.id,
        nature: NatureEtape::Signalement,
        le: report.le,
        code: report.source.clone(),
        representants: false,
        mots: String::new(),
        rendez_vous: None,
        par: String::new(),
    };
    queries::note(tx, (dossier.id, id), &etape, None).await?;
    let details = acces::details(tx, dossier)
        .coded("source", &report.source)
        .coded("le", report.le)
        .coded("nouvelle", open.is_none())
        .into_value();
    acces::record(tx, dossier, "signalement", OBJET, id.uuid(), details).await?;
    happened(tx, dossier, &etape, "signalement").await?;
    if open.is_some() {
        return Ok(Signale::Deja(id));
    }
    let all = todo(tx, id, &Marche::nouvelle(), tx.today())?;
    echeances::push(tx, dossier, &all).await?;
    Ok(Signale::Nouveau(id))
}

async fn check(tx: &mut Tx, dossier: &DossierForWrite, report: &Signalement) -> Result<()> {
    let mut errors = FieldErrors::new();
    let today = tx.today();
    check_past(&mut errors, "le", report.le, today);
    check_choice(
        tx,
        &mut errors,
        "source",
        "obligation_source",
        &report.source,
        today,
    );
    if dossier.deces.is_some() {
        errors.add("le", "Un décès est noté : rien n’est plus signalé.");
    }
    let law = dispositifs::queries::catalogue(tx, today).await?;
    let law = already_there(law.into_iter().find(|d| d.code == OBLIGATION))?;
    let age = dossier.age(today);
    if age < law.age_min || age > law.age_max {
        errors.add(
            "le",
            format!(
                "L’obligation de formation concerne les {}–{} ans : cette personne a {age} ans.",
                law.age_min, law.age_max
            ),
        );
    }
    Ok(errors.check(())?)
}

/// An obligation, and the entry in the dispositif that goes with it.
async fn begin(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    report: &Signalement,
) -> Result<ObligationId> {
    let Some(agent) = dossier.referent.or(tx.agent_id()) else {
        return Err(Error::invalid(
            "le",
            "Cette personne n’a pas de référent : désignez d’abord quelqu’un.",
        ));
    };
    let adhesion: AdhesionId = new_id!(tx, AdhesionId);
    let new = Entree {
        id: adhesion,
        dispositif: OBLIGATION.to_owned(),
        entree_le: entry_day(report.le, dossier, tx.today())?,
        prescripteur: agent,
        referent: agent,
        avec: String::new(),
        signature: None,
        reponses: std::collections::BTreeMap::new(),
        derogation: String::new(),
    };
    dispositifs::enter_any(tx, dossier, &new).await?;
    let id = ObligationId::from(new_uuid(tx.clock(), tx.rng()));
    queries::insert(tx, dossier.id, (id, adhesion), report).await?;
    Ok(id)
}

/// The day of the report, or the first day she was both known here and old enough.
fn entry_day(report: NaiveDate, dossier: &DossierForWrite, today: NaiveDate) -> Result<NaiveDate> {
    let known = report.max(dossier.premier_accueil_le);
    let sixteen = dossier
        .naissance
        .date()
        .and_then(|birth| kernel::dates::birthday(birth, 16));
    let day = sixteen.map_or(known, |birthday| known.max(birthday));
    if day > today {
        return Err(Error::invalid(
            "le",
            "Cette date est avant le premier accueil.",
        ));
    }
    Ok(day)
}

/// Every obligation of the dossier, the open one first.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Obligation>> {
    tx.require(LIRE)?;
    queries::list(tx, dossier.id).await
}

/// The open obligation, else the latest.
pub async fn last(tx: &mut Tx, dossier: &DossierForRead) -> Result<Option<Obligation>> {
    Ok(list(tx, dossier).await?.into_iter().next())
}

/// The obligation is of this dossier.
///
/// # Errors
/// `NotFound`.
pub async fn exists(tx: &mut Tx, dossier: &DossierForWrite, id: ObligationId) -> Result<()> {
    let all = queries::list(tx, dossier.id).await?;
    already_there(all.into_iter().find(|o| o.id == id)).map(drop)
}

/// One of them.
///
/// # Errors
/// `NotFound`.
pub async fn find(tx: &mut Tx, dossier: &DossierForRead, id: ObligationId) -> Result<Obligation> {
    let all = list(tx, dossier).await?;
    already_there(all.into_iter().find(|o| o.id == id))
}

/// What was done for an obligation, latest first.
pub async fn steps(tx: &mut Tx, dossier: &DossierForRead, id: ObligationId) -> Result<Vec<Etape>> {
    tx.require(LIRE)?;
    queries::steps(tx, dossier.id, id).await
}

/// What seems to satisfy the obligation today: a situation, or a course that is open here.
pub async fn satisfait(tx: &mut Tx, dossier: &DossierForRead) -> Result<Option<Satisfait>> {
    tx.require(LIRE)?;
    let today = tx.today();
    let voies = queries::voies(tx, today).await?;
    let lived = situations::list(tx, dossier).await?;
    let adhesions = dispositifs::queries::list(tx, dossier.id).await?;
    Ok(rules::satisfait(&voies, &lived, &adhesions, today))
}
