//! Booking and moving.

use chrono::{DateTime, Duration, Utc};
use jeunes::{DossierForWrite, acces, accueil};
use kernel::{Access, AgentId, FieldErrors, Permission, RendezVousId, Section};
use platform::{Error, Result, Tx};

use super::{
    lectures,
    model::{EtatRdv, NouveauRendezVous, RendezVous, Report},
    pousser,
    queries::{self, Motif},
    rules::{self, Regle},
};
use crate::{
    commun::already_there,
    envois::Nature,
    occupations::{self, Objet, Prise},
};

/// The agent works in two missions locales, and the other one has taken her.
const AILLEURS: &str = "Cette personne est prise dans une autre mission locale à cette heure : donnez une \
                        raison pour la prendre quand même.";

pub(super) const ECRIRE: Permission = Permission::Dossier(Section::Agenda, Access::Write);

/// Books. The same form again changes nothing.
///
/// # Errors
/// `Invalid`: `heure` when the hour is taken and no reason is given (of two who book at once, one
/// does); `motif`, `agent`, `lieu`, `site`, `salle`, `jour`, `derogation`.
pub async fn book(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauRendezVous) -> Result<()> {
    tx.require(ECRIRE)?;
    if let Some(owner) = queries::jeune_of(tx, new.id).await? {
        return already_there((owner == dossier.id).then_some(()));
    }
    let motif = check(tx, dossier, new).await?;
    let nature = new.prevenir.then_some(Nature::Confirmation);
    insert(tx, dossier, new, (&motif, None, nature)).await
}

/// Moves: the row stays as « reporté », another one takes its place.
///
/// # Errors
/// As [`book`]; `Conflict` when it changed since it was read.
pub async fn move_to(tx: &mut Tx, dossier: &DossierForWrite, report: &Report) -> Result<()> {
    tx.require(ECRIRE)?;
    if let Some(owner) = queries::jeune_of(tx, report.vers.id).await? {
        return already_there((owner == dossier.id).then_some(()));
    }
    let before = lectures::one(tx, dossier, report.id).await?;
    if before.etat != EtatRdv::Planifie {
        return Err(Error::invalid(
            "heure",
            "Ce rendez-vous n’est plus à déplacer.",
        ));
    }
    let new = NouveauRendezVous {
        id: report.vers.id,
        agent: report.vers.agent,
        motif: before.motif,
        ou: report.vers.ou,
        debut: report.vers.debut,
        derogation: report.derogation.clone(),
        prevenir: report.prevenir,
    };
    let mut motif = check_moved(tx, dossier, &new).await?;
    motif.minutes = minutes(&before);
    if !queries::mark_moved(tx, report.id, report.version).await? {
        return lectures::changed(tx, dossier, report.id).await;
    }
    occupations::release(tx, report.id.uuid()).await?;
    let moved = lectures::one(tx, dossier, report.id).await?;
    pousser::marked(tx, dossier, &moved, false).await?;
    let nature = report.prevenir.then_some(Nature::Changement);
    insert(tx, dossier, &new, (&motif, Some(report.id), nature)).await
}

fn minutes(rdv: &RendezVous) -> i32 {
    i32::try_from((rdv.fin - rdv.debut).num_minutes()).unwrap_or(30)
}

/// A motif closed since may still be moved: only a new booking asks that it is offered.
async fn check_moved(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouveauRendezVous,
) -> Result<Motif> {
    let mut motif = queries::motif(tx, new.motif)
        .await?
        .ok_or(Error::NotFound)?;
    motif.ouvert = true;
    check_with(tx, dossier, new, motif).await
}

async fn check(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauRendezVous) -> Result<Motif> {
    match queries::motif(tx, new.motif).await? {
        Some(motif) => check_with(tx, dossier, new, motif).await,
        None => Err(Error::invalid("motif", "Choisissez un motif de la liste.")),
    }
}

async fn check_with(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouveauRendezVous,
    motif: Motif,
) -> Result<Motif> {
    let regle = Regle {
        minutes: motif.minutes,
        lieux: &motif.lieux,
        referent_seul: motif.referent_seul,
        ouvert: motif.ouvert,
    };
    let suivi = [dossier.referent, dossier.remplacant];
    let avec_referent = suivi.contains(&Some(new.agent));
    let mut errors = rules::check(new, regle, avec_referent, tx.now());
    if dossier.deces.is_some() {
        errors.add("jour", "Cette personne est décédée.");
    }
    check_places(tx, new, &mut errors).await?;
    Ok(errors.check(motif)?)
}

async fn check_places(
    tx: &mut Tx,
    new: &NouveauRendezVous,
    errors: &mut FieldErrors,
) -> Result<()> {
    if !receives(tx, new.agent).await? {
        errors.add("agent", "Choisissez une personne de la liste.");
    }
    if let Some(site) = new.ou.site
        && !accueil::is_site(tx, site).await?
    {
        errors.add("site", "Choisissez un site de la liste.");
    }
    if let Some(salle) = new.ou.salle
        && !queries::is_salle(tx, salle, new.ou.site).await?
    {
        errors.add("salle", "Cette salle n’est pas sur ce site.");
    }
    Ok(())
}

/// Whether `agent` works here today with an agenda.
async fn receives(tx: &mut Tx, agent: AgentId) -> Result<bool> {
    let all = accueil::collegues(tx).await?;
    Ok(all.iter().any(|a| a.id == agent))
}

/// The row, what it takes, what it pushes, its trace.
async fn insert(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouveauRendezVous,
    (motif, remplace, nature): (&Motif, Option<RendezVousId>, Option<Nature>),
) -> Result<()> {
    let fin = new.debut + Duration::minutes(motif.minutes.into());
    let derogated = take(tx, dossier, new, fin).await?;
    let mut kept = new.clone();
    if !derogated {
        kept.derogation.clear();
    }
    if !queries::insert(tx, dossier.id, &kept, fin, remplace).await? {
        return Err(Error::NotFound);
    }
    let rdv = lectures::one(tx, dossier, new.id).await?;
    pousser::planned(tx, dossier, &rdv, nature).await?;
    let details = acces::details(tx, dossier)
        .coded("agent", new.agent)
        .coded("motif", new.motif)
        .coded("lieu", new.ou.lieu)
        .coded("debut", new.debut)
        .coded("prevenir", new.prevenir)
        .secret("derogation", &kept.derogation)
        .into_value();
    let action = if remplace.is_some() {
        "report"
    } else {
        "creation"
    };
    acces::record(tx, dossier, action, "rendez_vous", new.id.uuid(), details).await
}

/// Takes the hour; true when it had to be taken knowingly, beside something else.
async fn take(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouveauRendezVous,
    fin: DateTime<Utc>,
) -> Result<bool> {
    let mut prise = Prise {
        objet: Objet::RendezVous,
        objet_id: new.id.uuid(),
        agent: Some(new.agent),
        salle: new.ou.salle,
        jeune: Some(dossier.id),
        debut: new.debut,
        fin,
        derogation: false,
    };
    let phrase = match occupations::take(tx, &prise).await? {
        Some(pris) => {
            prise.derogation = true;
            pris.phrase()
        }
        None if occupations::elsewhere(tx, new.agent, (new.debut, fin)).await? => AILLEURS,
        None => return Ok(false),
    };
    if new.derogation.is_empty() {
        return Err(pousser::taken(phrase).into());
    }
    if prise.derogation {
        occupations::take(tx, &prise).await?;
    }
    Ok(true)
}
