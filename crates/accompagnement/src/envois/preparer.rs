//! Before a message leaves: whether it still may, by which means, and what it says.

use chrono::{DateTime, Duration, Utc};
use jeunes::{acces, contacts};
use kernel::RendezVousId;
use platform::{
    Result, Tx, liens,
    ports::{EvenementCalendrier, LieuMessage, MessageRendezVous, NatureMessage},
};
use uuid::Uuid;

use super::{
    actions,
    model::{AEnvoyer, EtatEnvoi, Nature},
    queries::{self, Endroit},
    rules::{self, Canal},
};
use crate::rendez_vous::{self, EtatRdv, Lieu, RendezVous};

/// A message that may leave now.
#[derive(Debug)]
pub(super) struct Pret {
    pub(super) canal: Canal,
    pub(super) message: MessageRendezVous,
}

/// What a message may use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moyens<'a> {
    /// A gateway of text messages is there.
    pub(super) sms: bool,
    /// The address of this Jalon, without a final slash.
    pub(super) adresse: &'a str,
}

/// Marks the message as leaving and returns it; `None` when it must not leave, or not now.
pub(super) async fn prepare(tx: &mut Tx, id: Uuid, moyens: Moyens<'_>) -> Result<Option<Pret>> {
    let Some(envoi) = queries::lock(tx, id).await? else {
        return Ok(None);
    };
    match envoi.etat {
        EtatEnvoi::Prevu => (),
        EtatEnvoi::EnCours => {
            // A try was cut between leaving and its note: it may have arrived.
            queries::set_state(tx, id, EtatEnvoi::Echec, "interrompu").await?;
            return Ok(None);
        }
        _ => return Ok(None),
    }
    let now = tx.now();
    let at = actions::hours_allowed(tx, now)?;
    if at > now {
        queries::postpone(tx, id, at).await?;
        actions::enqueue(tx, id, at).await?;
        return Ok(None);
    }
    let dossier = acces::open_for_job(tx, envoi.jeune).await?;
    let rdv_id = RendezVousId::from(envoi.objet_id);
    let rdv = rendez_vous::find(tx, &dossier, rdv_id).await?;
    if !rules::still_true(envoi.nature, (rdv.etat, rdv.debut), envoi.pour_le, now) {
        queries::set_state(tx, id, EtatEnvoi::Abandonne, "sans_objet").await?;
        return Ok(None);
    }
    let all = contacts::moyens_autorises(tx, &dossier).await?;
    let Some((moyen, canal)) = rules::choose(&all, moyens.sms) else {
        queries::set_state(tx, id, EtatEnvoi::Abandonne, "aucun_moyen").await?;
        return Ok(None);
    };
    queries::leave(tx, id, moyen.contact.id, canal.code()).await?;
    let site = rdv.site;
    let place = queries::address(tx, site).await?;
    let lien = link(tx, &envoi, &rdv, moyens.adresse).await?;
    let mut message = message(tx, &envoi, &rdv, &place);
    message.a.clone_from(&moyen.contact.valeur);
    message.lien = lien;
    if moyen.dire_ml {
        message.structure = Some(place.structure.clone());
        message.evenement = event(&envoi, &rdv, &place, now);
    }
    Ok(Some(Pret { canal, message }))
}

/// The page on which the person answers; an hour that is over has none.
async fn link(
    tx: &mut Tx,
    envoi: &AEnvoyer,
    rdv: &RendezVous,
    adresse: &str,
) -> Result<Option<String>> {
    let now = tx.now();
    if rdv.etat != EtatRdv::Planifie || rdv.debut <= now {
        return Ok(None);
    }
    let after = Duration::hours(tx.parametre("lien_rendez_vous_apres_heures")?);
    let (ml, validite) = (tx.ml()?, rdv.debut + after - now);
    let motif = liens::Motif::RendezVous;
    let token = liens::create(tx, motif, envoi.id, Some(ml), validite).await?;
    Ok(Some(format!("{adresse}/rdv/{token}")))
}

fn message(tx: &Tx, envoi: &AEnvoyer, rdv: &RendezVous, place: &Endroit) -> MessageRendezVous {
    let here = rdv.debut.with_timezone(&tx.fuseau());
    MessageRendezVous {
        nature: match envoi.nature {
            Nature::Confirmation => NatureMessage::Confirmation,
            Nature::Changement => NatureMessage::Changement,
            Nature::Annulation => NatureMessage::Annulation,
            Nature::Rappel7 | Nature::Rappel1 => NatureMessage::Rappel,
            Nature::Absence => NatureMessage::Absence,
            Nature::Place => NatureMessage::Place,
        },
        a: String::new(),
        structure: None,
        jour: here.date_naive(),
        heure: here.time(),
        lieu: match rdv.lieu {
            Lieu::Site => LieuMessage::Site {
                nom: place.site.clone(),
                adresse: place.adresse.clone(),
            },
            Lieu::Telephone => LieuMessage::Telephone,
            Lieu::Visio => LieuMessage::Visio,
            Lieu::Domicile => LieuMessage::Domicile,
            Lieu::Exterieur => LieuMessage::Exterieur,
        },
        telephone: place.telephone.clone(),
        lien: None,
        evenement: None,
    }
}

/// For the person's own calendar; reminders add nothing to it.
fn event(
    envoi: &AEnvoyer,
    rdv: &RendezVous,
    place: &Endroit,
    now: DateTime<Utc>,
) -> Option<EvenementCalendrier> {
    let annule = match envoi.nature {
        Nature::Confirmation | Nature::Changement => false,
        Nature::Annulation => true,
        _ => return None,
    };
    Some(EvenementCalendrier {
        uid: rdv.id.to_string(),
        debut: rdv.debut,
        fin: rdv.fin,
        resume: format!("Rendez-vous, {}", place.structure),
        lieu: place.adresse.clone(),
        annule,
        sequence: rdv.version,
        modifie_le: now,
    })
}
