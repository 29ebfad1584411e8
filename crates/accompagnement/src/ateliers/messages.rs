//! What the people of a session are told: their place, its end, the reminders. One set of statements
//! for all of them.

use chrono::{DateTime, Duration, Utc};
use jeunes::{DossierForWrite, DossiersTogether};
use kernel::JeuneId;
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{Inscription, SessionAtelier};
use crate::envois::{self, Nature, NouvelEnvoi, Sujet};

fn message(
    session: &SessionAtelier,
    objet_id: Uuid,
    nature: Nature,
    a_partir_de: DateTime<Utc>,
) -> NouvelEnvoi {
    NouvelEnvoi {
        sujet: Sujet::Place,
        objet_id,
        nature,
        pour_le: session.debut,
        a_partir_de,
        tour: session.version,
    }
}

/// The first message now, then the reminders that are still to come; nothing once it has begun.
fn place(
    session: &SessionAtelier,
    id: Uuid,
    nature: Nature,
    now: DateTime<Utc>,
) -> Vec<NouvelEnvoi> {
    if session.debut <= now {
        return Vec::new();
    }
    let mut all = vec![message(session, id, nature, now)];
    for (nature, days) in [(Nature::Rappel7, 7), (Nature::Rappel1, 1)] {
        let at = session.debut - Duration::days(days);
        // Someone who registers today for tomorrow is not reminded at once.
        if at > now + Duration::hours(12) {
            all.push(message(session, id, nature, at));
        }
    }
    all
}

/// She has a place.
pub(super) async fn registered(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    session: &SessionAtelier,
    id: Uuid,
) -> Result<()> {
    let all = place(session, id, Nature::Confirmation, tx.now());
    envois::plan(tx, dossier, &all).await
}

/// A place became theirs.
pub(super) async fn promoted(
    tx: &mut Tx,
    ensemble: &DossiersTogether,
    session: &SessionAtelier,
    promus: &[Inscription],
) -> Result<()> {
    let now = tx.now();
    let of = |i: &Inscription| {
        let all = place(session, i.id.uuid(), Nature::Place, now);
        all.into_iter()
            .map(|new| (i.jeune, new))
            .collect::<Vec<_>>()
    };
    let all: Vec<(JeuneId, NouvelEnvoi)> = promus.iter().flat_map(of).collect();
    envois::plan_many(tx, ensemble, &all).await
}

/// Her registration is withdrawn; she is told when it is not her wish.
pub(super) async fn withdrawn(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    (session, inscription): (&SessionAtelier, &Inscription),
    tell: bool,
) -> Result<()> {
    let id = inscription.id.uuid();
    envois::drop_pending(tx, id).await?;
    let now = tx.now();
    if !tell || session.debut <= now {
        return Ok(());
    }
    let told = message(session, id, Nature::Annulation, now);
    envois::plan(tx, dossier, &[told]).await
}

/// The session moved, and those of `live` are told: with the new reminders for who has a place. What
/// was to be said of the hour before is not said any more.
pub(super) async fn moved(
    tx: &mut Tx,
    ensemble: &DossiersTogether,
    session: &SessionAtelier,
    live: &[Inscription],
) -> Result<()> {
    let now = tx.now();
    let of = |i: &Inscription| {
        let id = i.id.uuid();
        let all = if i.rang.is_none() {
            place(session, id, Nature::Changement, now)
        } else {
            vec![message(session, id, Nature::Attente, now)]
        };
        all.into_iter()
            .map(|new| (i.jeune, new))
            .collect::<Vec<_>>()
    };
    let all: Vec<(JeuneId, NouvelEnvoi)> = live.iter().flat_map(of).collect();
    envois::plan_many(tx, ensemble, &all).await
}

/// The session will not be.
pub(super) async fn cancelled(
    tx: &mut Tx,
    ensemble: &DossiersTogether,
    session: &SessionAtelier,
    live: &[Inscription],
) -> Result<()> {
    let ids: Vec<Uuid> = live.iter().map(|i| i.id.uuid()).collect();
    envois::drop_pending_many(tx, &ids).await?;
    let now = tx.now();
    if session.debut <= now {
        return Ok(());
    }
    let all: Vec<(JeuneId, NouvelEnvoi)> = live
        .iter()
        .map(|i| {
            let told = message(session, i.id.uuid(), Nature::Annulation, now);
            (i.jeune, told)
        })
        .collect();
    envois::plan_many(tx, ensemble, &all).await
}
