//! Who came: marked one by one, then written once for all.

use jeunes::{
    acces, echeances, frise,
    frise::NouvelEvenement,
    heures::{self, NouvelleHeure},
};
use kernel::{JeuneId, Permission, SessionAtelierId};
use platform::{Error, Result, Tx};
use serde_json::json;

use super::{
    inscriptions::{OBJET, record_each},
    model::{Cloture, EtatSession, Inscription, Marque, Presence, SessionAtelier},
    offres::record,
    queries::{inscriptions as queries, sessions as requetes},
    rules, sessions,
};
use crate::commun::conflict;

const ANIMER: Permission = Permission::AnimerAteliers;

/// Marks one person present or absent, from the day of the session on and until it is closed. The
/// right is that of the session: her dossier is not opened.
///
/// # Errors
/// `NotFound` when she has no place in it; `Invalid` (`session`) before the day or after its end;
/// `Conflict` when someone else marked her otherwise since.
pub async fn emarger(tx: &mut Tx, id: SessionAtelierId, marque: &Marque) -> Result<()> {
    tx.require(ANIMER)?;
    let session = sessions::hold(tx, id).await?;
    let found = queries::find(tx, marque.inscription).await?;
    let found = found
        .filter(|i| i.session == id && i.retiree_le.is_none() && i.rang.is_none())
        .ok_or(Error::NotFound)?;
    sessions::check_alive(&session)?;
    if tx.today() < rules::day(session.debut, tx.fuseau()) {
        let sentence = "L’émargement s’ouvre le jour de la séance.";
        return Err(Error::invalid("session", sentence));
    }
    if found.version != marque.version {
        let now = found.presence().map_or("Pas encore noté", Presence::label);
        let fields = vec![("Présence", marque.presence.label().into(), now.into())];
        return conflict(fields, found.version);
    }
    queries::mark(tx, found.id, marque.presence).await?;
    let ensemble = acces::open_together(tx, ANIMER, &[found.jeune]).await?;
    echeances::close_many(tx, &ensemble, OBJET, &[found.id.uuid()]).await?;
    let became = |_: &Inscription| marque.presence.code();
    record_each(tx, &ensemble, &[found], "emargement", became).await
}

/// Closes the session, once for all: for each person who came an event of the frise and her hours,
/// for each who did not an event, and for all what stays of their registration. Closed already,
/// nothing changes.
///
/// # Errors
/// `Invalid` (`session`) before it begins, when it is cancelled, or while someone is not marked;
/// `Conflict` when it changed since it was shown.
pub async fn cloturer(tx: &mut Tx, id: SessionAtelierId, version: i32) -> Result<Cloture> {
    tx.require(ANIMER)?;
    let session = sessions::hold(tx, id).await?;
    let mut placed = sessions::live(tx, id).await?;
    placed.retain(|i| i.rang.is_none());
    let presents = placed.iter().filter(|i| i.present == Some(true)).count();
    let cloture = Cloture {
        presents,
        absents: placed.len() - presents,
    };
    if session.close_le.is_some() {
        return Ok(cloture);
    }
    check(tx, &session, version)?;
    let jeunes: Vec<JeuneId> = placed.iter().map(|i| i.jeune).collect();
    let ensemble = acces::open_together(tx, ANIMER, &jeunes).await?;
    let events: Vec<(JeuneId, NouvelEvenement)> = placed
        .iter()
        .map(|i| (i.jeune, event(tx, &session, i)))
        .collect();
    frise::push_many(tx, &ensemble, &events).await?;
    let hours: Vec<(JeuneId, NouvelleHeure)> = placed
        .iter()
        .filter(|i| i.present == Some(true))
        .map(|i| (i.jeune, hour(tx, &session, i)))
        .collect();
    heures::push_many(tx, &ensemble, &hours).await?;
    queries::settle(tx, id, rules::day(session.debut, tx.fuseau())).await?;
    requetes::close(tx, id).await?;
    if !placed.is_empty() {
        let became = |i: &Inscription| match i.present {
            Some(true) => "realise",
            _ => "refus_jeune",
        };
        record_each(tx, &ensemble, &placed, "cloture", became).await?;
    }
    let details = json!({ "presents": cloture.presents, "absents": cloture.absents });
    record(tx, "cloture", ("session_atelier", id.uuid()), details).await?;
    Ok(cloture)
}

fn check(tx: &Tx, session: &SessionAtelier, version: i32) -> Result<()> {
    sessions::check_alive(session)?;
    sessions::check_version(tx, session, version, EtatSession::Cloturee)?;
    let left = session.inscrits - session.marques;
    let sentence = if tx.now() < session.debut {
        "Une séance se clôture une fois commencée.".to_owned()
    } else if left == 1 {
        "Une personne n’est pas encore notée présente ou absente.".to_owned()
    } else if left > 1 {
        format!("{left} personnes ne sont pas encore notées présentes ou absentes.")
    } else {
        return Ok(());
    };
    Err(Error::invalid("session", sentence))
}

fn event(tx: &Tx, session: &SessionAtelier, one: &Inscription) -> NouvelEvenement {
    let here = session.debut.with_timezone(&tx.fuseau());
    let (result, titre) = match one.presence() {
        Some(Presence::Present) => ("present", session.nom.clone()),
        Some(Presence::Excuse) => ("absent", format!("{} (absence excusée)", session.nom)),
        _ => ("absent", session.nom.clone()),
    };
    NouvelEvenement {
        survenu_le: here.date_naive(),
        heure: Some(here.time()),
        nature: session.genre.code().to_owned(),
        theme: session.theme.clone(),
        resultat: result.to_owned(),
        titre,
        agent: session.animateur,
        ..NouvelEvenement::of(OBJET, one.id.uuid())
    }
}

fn hour(tx: &Tx, session: &SessionAtelier, one: &Inscription) -> NouvelleHeure {
    NouvelleHeure {
        jour: rules::day(session.debut, tx.fuseau()),
        minutes: rules::minutes(session),
        nature: session.genre.code(),
        validee: true,
        objet: OBJET,
        objet_id: one.id.uuid(),
    }
}
