//! The sessions of someone who cannot come.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use kernel::{AgentId, SessionAtelierId};
use platform::{Error, Result, Tx};

use super::model::GesteSeance;
use crate::{
    ateliers::{self, Animateur, Deplacement, EtatSession, FiltreSessions, SessionAtelier, rules},
    creneaux, disponibilites,
};

/// How far another day is looked for.
const JOURS: u64 = 21;

/// The sessions that `agent` leads in the period, cancelled ones too: nothing that has begun.
pub async fn sessions(
    tx: &mut Tx,
    agent: AgentId,
    (du, avant): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<SessionAtelier>> {
    let filtre = FiltreSessions {
        du: Some(du.max(tx.now())),
        avant: Some(avant),
        animateur: Some(agent),
        ..FiltreSessions::default()
    };
    ateliers::sessions(tx, &filtre).await
}

/// The next moments, from the day `des` and at the same hour of the clock on the wall, at which
/// neither who leads the session, nor its room, nor any of its people is taken: `most` at most.
pub async fn moments(
    tx: &mut Tx,
    session: &SessionAtelier,
    des: NaiveDate,
    most: usize,
) -> Result<Vec<DateTime<Utc>>> {
    let zone = tx.fuseau();
    let time = session.debut.with_timezone(&zone).time();
    let last = des.checked_add_days(Days::new(JOURS)).unwrap_or(des);
    let calendrier = creneaux::calendrier(tx).await?;
    let agents: Vec<AgentId> = session.animateur.into_iter().collect();
    let (_, absences) = disponibilites::hours(tx, &agents, (des, last)).await?;
    let taken = ateliers::taken_until(tx, session, (des, last)).await?;
    let length = session.fin - session.debut;
    let free = |jour: &NaiveDate| {
        let at = rules::instant(*jour, time, zone)?;
        let away = absences.iter().any(|a| (a.du..=a.au).contains(jour));
        let met = taken.iter().any(|(du, au)| *du < at + length && *au > at);
        (!away && !met).then_some(at)
    };
    let mut all = Vec::new();
    let mut jour = des.pred_opt().unwrap_or(des);
    while all.len() < most {
        jour = calendrier.working_days_after(jour, 1);
        if jour > last {
            break;
        }
        all.extend(free(&jour));
    }
    Ok(all)
}

/// Does what was decided of one session that `agent` leads. Done already, it changes nothing.
pub(super) async fn one(
    tx: &mut Tx,
    agent: AgentId,
    (id, version): (SessionAtelierId, i32),
    geste: GesteSeance,
) -> Result<()> {
    let session = ateliers::session(tx, id).await?;
    let change = match geste {
        GesteSeance::Annuler => {
            return ateliers::annuler(tx, id, version).await.map(drop);
        }
        GesteSeance::Confier(to) if session.animateur == Some(to) => return Ok(()),
        GesteSeance::Confier(to) => moved(tx, &session, (to, session.debut)),
        GesteSeance::Deplacer(at) if session.debut == at => return Ok(()),
        GesteSeance::Deplacer(at) => moved(tx, &session, (agent, at)),
    };
    let state = rules::state(&session, tx.now());
    if session.animateur != Some(agent) || state != EtatSession::AVenir {
        return Err(Error::invalid("seance", "Cette séance a déjà changé."));
    }
    let change = Deplacement { version, ..change };
    ateliers::deplacer(tx, &change).await.map(drop)
}

fn moved(tx: &Tx, session: &SessionAtelier, (agent, at): (AgentId, DateTime<Utc>)) -> Deplacement {
    let zone = tx.fuseau();
    let time = |at: DateTime<Utc>| -> NaiveTime { at.with_timezone(&zone).time() };
    Deplacement {
        id: session.id,
        version: session.version,
        jour: rules::day(at, zone),
        debut: time(at),
        fin: time(at + (session.fin - session.debut)),
        animateur: Animateur::Agent(agent),
        site: session.site,
        salle: session.salle,
        derogation: String::new(),
    }
}
