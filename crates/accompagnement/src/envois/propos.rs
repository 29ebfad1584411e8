//! What a message is about, when it still says the truth.

use chrono::{DateTime, Utc};
use jeunes::DossierForRead;
use kernel::{AdhesionId, InscriptionId, RendezVousId, SiteId};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::{
    model::{AEnvoyer, Nature, Sujet},
    rules,
};
use crate::{
    allocations::{self, EtatParLien},
    ateliers,
    rendez_vous::{self, EtatRdv, Lieu},
};

/// A rendez-vous, a place in a session, or the sessions one may choose.
#[derive(Debug)]
pub(super) struct Propos {
    pub(super) id: Uuid,
    /// What a calendar calls it: it tells nothing of what it is for.
    pub(super) mot: &'static str,
    pub(super) debut: DateTime<Utc>,
    pub(super) fin: DateTime<Utc>,
    pub(super) lieu: Lieu,
    pub(super) site: Option<SiteId>,
    pub(super) version: i32,
    /// There is something to answer.
    pub(super) repond: bool,
}

/// What `envoi` is about; `None`: it changed, and the message must not leave.
pub(super) async fn of(
    tx: &mut Tx,
    dossier: &DossierForRead,
    envoi: &AEnvoyer,
) -> Result<Option<Propos>> {
    match envoi.sujet {
        Sujet::RendezVous => rendez_vous(tx, dossier, envoi).await,
        Sujet::Place => place(tx, dossier, envoi).await,
        Sujet::Declaration => declaration(tx, dossier, envoi).await,
        Sujet::Seances => {
            let any = ateliers::ouvertes(tx, dossier).await?.into_iter().next();
            Ok(any.map(|session| Propos {
                id: envoi.objet_id,
                mot: "Séance",
                debut: session.debut,
                fin: session.fin,
                lieu: Lieu::Site,
                site: dossier.site,
                version: 1,
                repond: true,
            }))
        }
    }
}

/// A month that is still to declare.
async fn declaration(
    tx: &mut Tx,
    dossier: &DossierForRead,
    envoi: &AEnvoyer,
) -> Result<Option<Propos>> {
    let mois = envoi.pour_le.with_timezone(&tx.fuseau()).date_naive();
    let adhesion = AdhesionId::from(envoi.objet_id);
    let un = match allocations::par_lien(tx, dossier, adhesion, mois).await {
        Err(Error::NotFound) => return Ok(None),
        read => read?,
    };
    Ok((un.etat == EtatParLien::ADeclarer).then(|| Propos {
        id: envoi.objet_id,
        mot: "",
        debut: envoi.pour_le,
        fin: envoi.pour_le,
        lieu: Lieu::Site,
        site: dossier.site,
        version: 0,
        repond: true,
    }))
}

async fn rendez_vous(
    tx: &mut Tx,
    dossier: &DossierForRead,
    envoi: &AEnvoyer,
) -> Result<Option<Propos>> {
    let now = tx.now();
    let id = RendezVousId::from(envoi.objet_id);
    let rdv = rendez_vous::find(tx, dossier, id).await?;
    if !rules::still_true(envoi.nature, (rdv.etat, rdv.debut), envoi.pour_le, now) {
        return Ok(None);
    }
    Ok(Some(Propos {
        id: envoi.objet_id,
        mot: "Rendez-vous",
        debut: rdv.debut,
        fin: rdv.fin,
        lieu: rdv.lieu,
        site: rdv.site,
        version: rdv.version,
        repond: rdv.etat == EtatRdv::Planifie && rdv.debut > now,
    }))
}

async fn place(tx: &mut Tx, dossier: &DossierForRead, envoi: &AEnvoyer) -> Result<Option<Propos>> {
    let now = tx.now();
    let id = InscriptionId::from(envoi.objet_id);
    let one = ateliers::place_of(tx, dossier, id).await?;
    let (i, session) = (&one.inscription, &one.session);
    let held = i.retiree_le.is_none() && session.annulee_le.is_none();
    let placed = held && i.rang.is_none();
    let told = (held, placed, session.debut);
    if !rules::place_still_true(envoi.nature, told, envoi.pour_le, now) {
        return Ok(None);
    }
    Ok(Some(Propos {
        id: envoi.objet_id,
        mot: "Séance",
        debut: session.debut,
        fin: session.fin,
        lieu: Lieu::Site,
        site: Some(session.site),
        version: i.version + session.version,
        repond: (placed || (held && envoi.nature == Nature::Attente)) && session.debut > now,
    }))
}
