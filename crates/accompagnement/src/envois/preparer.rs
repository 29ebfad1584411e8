//! Before a message leaves: whether it still may, by which means, and what it says.

use chrono::{DateTime, Duration, Utc};
use jeunes::{acces, contacts};
use platform::{
    Result, Tx, liens,
    ports::{EvenementCalendrier, LieuMessage, MessageRendezVous, NatureMessage},
};
use uuid::Uuid;

use super::{
    actions,
    model::{AEnvoyer, EtatEnvoi, Nature, Sujet},
    propos::{self, Propos},
    queries::{self, Endroit},
    rules::{self, Canal},
};
use crate::rendez_vous::Lieu;

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
    let Some(propos) = propos::of(tx, &dossier, &envoi).await? else {
        queries::set_state(tx, id, EtatEnvoi::Abandonne, "sans_objet").await?;
        return Ok(None);
    };
    let all = contacts::moyens_autorises(tx, &dossier).await?;
    let Some((moyen, canal)) = rules::choose(&all, moyens.sms) else {
        queries::set_state(tx, id, EtatEnvoi::Abandonne, "aucun_moyen").await?;
        return Ok(None);
    };
    queries::leave(tx, id, moyen.contact.id, canal.code()).await?;
    let place = queries::address(tx, propos.site).await?;
    let lien = link(tx, &envoi, &propos, moyens.adresse).await?;
    let mut message = message(tx, &envoi, &propos, &place);
    message.a.clone_from(&moyen.contact.valeur);
    message.lien = lien;
    if moyen.dire_ml {
        message.structure = Some(place.structure.clone());
        message.evenement = event(&envoi, &propos, &place, now);
    }
    Ok(Some(Pret { canal, message }))
}

/// The page on which the person answers; an hour that is over has none.
async fn link(
    tx: &mut Tx,
    envoi: &AEnvoyer,
    propos: &Propos,
    adresse: &str,
) -> Result<Option<String>> {
    if !propos.repond {
        return Ok(None);
    }
    let ml = tx.ml()?;
    let (motif, page, validite) = match envoi.sujet {
        Sujet::Seances => {
            let days = Duration::days(tx.parametre("lien_seances_jours")?);
            (liens::Motif::Seances, "seances", days)
        }
        Sujet::Declaration => {
            let days = Duration::days(tx.parametre("lien_declaration_jours")?);
            (liens::Motif::Declaration, "declaration", days)
        }
        sujet => {
            let after = Duration::hours(tx.parametre("lien_rendez_vous_apres_heures")?);
            let until = propos.debut + after - tx.now();
            match sujet {
                Sujet::Place => (liens::Motif::Seance, "seance", until),
                _ => (liens::Motif::RendezVous, "rdv", until),
            }
        }
    };
    let token = liens::create(tx, motif, envoi.id, Some(ml), validite).await?;
    Ok(Some(format!("{adresse}/{page}/{token}")))
}

fn message(tx: &Tx, envoi: &AEnvoyer, propos: &Propos, place: &Endroit) -> MessageRendezVous {
    let here = propos.debut.with_timezone(&tx.fuseau());
    MessageRendezVous {
        seance: envoi.sujet != Sujet::RendezVous,
        nature: match envoi.nature {
            Nature::Confirmation => NatureMessage::Confirmation,
            Nature::Changement => NatureMessage::Changement,
            Nature::Annulation => NatureMessage::Annulation,
            Nature::Rappel7 | Nature::Rappel1 => NatureMessage::Rappel,
            Nature::Absence => NatureMessage::Absence,
            Nature::Place => NatureMessage::Place,
            Nature::Choisir => NatureMessage::Choisir,
            Nature::Attente => NatureMessage::Attente,
            Nature::Declarer => NatureMessage::Declarer,
        },
        a: String::new(),
        structure: None,
        jour: here.date_naive(),
        heure: here.time(),
        lieu: match propos.lieu {
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
    propos: &Propos,
    place: &Endroit,
    now: DateTime<Utc>,
) -> Option<EvenementCalendrier> {
    let annule = match envoi.nature {
        Nature::Confirmation | Nature::Changement | Nature::Place => false,
        Nature::Annulation => true,
        _ => return None,
    };
    Some(EvenementCalendrier {
        uid: propos.id.to_string(),
        debut: propos.debut,
        fin: propos.fin,
        resume: format!("{}, {}", propos.mot, place.structure),
        lieu: place.adresse.clone(),
        annule,
        sequence: propos.version,
        modifie_le: now,
    })
}
