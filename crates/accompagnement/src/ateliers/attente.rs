//! The waiting list: who has a place that is left.

use jeunes::{acces, echeances, echeances::NouvelleEcheance};
use kernel::{JeuneId, Permission, SessionAtelierId};
use platform::{Result, Tx};

use super::{
    inscriptions::{due, prise, record_each, to_tell},
    messages,
    model::{APrevenir, Inscription, SessionAtelier},
    queries::inscriptions as queries,
    sessions,
};
use crate::occupations::{self, Prise};

/// Gives the places that are left to the first of the waiting list whose hours are free. The session
/// is held. One that has begun promotes nobody by itself (`begun`: someone decides it).
pub(super) async fn promote(
    tx: &mut Tx,
    id: SessionAtelierId,
    begun: bool,
) -> Result<Vec<APrevenir>> {
    let session = sessions::hold(tx, id).await?;
    if session.attente == 0 || (session.debut <= tx.now() && !begun) {
        return Ok(Vec::new());
    }
    let promus = take_places(tx, &session).await?;
    if promus.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = promus.iter().map(|i| i.id.uuid()).collect();
    queries::promote(tx, &ids).await?;
    let jeunes: Vec<JeuneId> = promus.iter().map(|i| i.jeune).collect();
    let ensemble = acces::open_together(tx, Permission::VoirAgenda, &jeunes).await?;
    let dues: Vec<(JeuneId, NouvelleEcheance)> = promus
        .iter()
        .map(|i| (i.jeune, due(tx, &session, i.id.uuid())))
        .collect();
    echeances::push_many(tx, &ensemble, &dues).await?;
    messages::promoted(tx, &ensemble, &session, &promus).await?;
    record_each(tx, &ensemble, &promus, "promotion", |_| "prise").await?;
    Ok(to_tell(&ensemble, &promus))
}

/// Takes the hours of the first of the waiting list whom nothing else takes, or who said why: as many
/// as there are places, and in as many statements as for one.
async fn take_places(tx: &mut Tx, session: &SessionAtelier) -> Result<Vec<Inscription>> {
    let left = usize::try_from(session.libres()).unwrap_or_default();
    if left == 0 {
        return Ok(Vec::new());
    }
    let mut waiting = sessions::live(tx, session.id).await?;
    waiting.retain(|i| i.rang.is_some());
    let mut prises: Vec<Prise> = waiting.iter().map(|i| prise(session, i)).collect();
    let busy = occupations::in_the_way(tx, &prises).await?;
    for (prise, i) in prises.iter_mut().zip(&waiting) {
        let met = busy.iter().any(|b| b.jeune == prise.jeune);
        prise.derogation = met && !i.derogation.trim().is_empty();
    }
    prises.retain(|p| p.derogation || !busy.iter().any(|b| b.jeune == p.jeune));
    prises.truncate(left);
    let taken = occupations::take_all(tx, &prises).await?;
    waiting.retain(|i| taken.contains(&i.id.uuid()));
    Ok(waiting)
}
