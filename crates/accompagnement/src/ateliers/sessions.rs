//! Planning, changing and cancelling sessions.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use jeunes::{acces, echeances};
use kernel::{FieldErrors, Permission, SessionAtelierId, dates, new_uuid};
use platform::{Error, Result, Tx, audit::Details};
use serde_json::json;
use uuid::Uuid;

use super::{
    attente::promote,
    inscriptions::{OBJET, to_tell},
    messages,
    model::{
        APrevenir, Animateur, EtatSession, FiltreSessions, Inscription, NouvelleSession,
        Planifiees, Reglages, Salle, SessionAtelier,
    },
    offres::record,
    queries::{
        inscriptions as requetes,
        sessions::{self as queries, Demandes, Nomme, Occurrence},
    },
    rules,
};
use crate::{
    commun::{conflict, short},
    occupations::{self, Objet, Pris, Prise},
};

pub(super) const ANIMER: Permission = Permission::AnimerAteliers;

/// Plans a session, or the same every week. All of them or none.
///
/// # Errors
/// `Invalid`: an impossible hour or number, something that is not of the list, or someone or
/// something already taken, with the day when several are planned.
pub async fn plan(tx: &mut Tx, new: &NouvelleSession) -> Result<Planifiees> {
    tx.require(ANIMER)?;
    if queries::find(tx, new.id).await?.is_some() {
        return Ok(Planifiees::default());
    }
    check(tx, new).await?;
    let mut done = Planifiees::default();
    for (rank, jour) in rules::weeks(new.jour, new.semaines).into_iter().enumerate() {
        let at = occurrence(tx, new, rank, jour)?;
        if !queries::insert(tx, new, &at).await? {
            // The same form, at the same instant: the other one plans them all.
            return match queries::find(tx, new.id).await? {
                Some(_) if rank == 0 => Ok(Planifiees::default()),
                _ => Err(Error::NotFound),
            };
        }
        take(tx, new, &at, jour).await?;
        if let Animateur::Agent(agent) = new.animateur
            && occupations::elsewhere(tx, agent, (at.debut, at.fin)).await?
        {
            done.ailleurs.push(jour);
        }
        done.nombre += 1;
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("offre", new.offre)
        .coded("jour", new.jour)
        .coded("semaines", new.semaines)
        .coded("places", new.places)
        .into_value();
    record(tx, "creation", ("session_atelier", new.id.uuid()), details).await?;
    Ok(done)
}

async fn check(tx: &mut Tx, new: &NouvelleSession) -> Result<()> {
    let mut errors = rules::check_session(new, tx.today());
    let asked = Demandes {
        jour: new.jour,
        offre: new.offre,
        animateur: &new.animateur,
        site: new.site,
        salle: new.salle,
        places: new.places,
    };
    let named = check_named(tx, asked, &mut errors).await?;
    match named.offre {
        None => errors.add("offre", "Choisissez une offre de la liste."),
        Some(false) => errors.add("offre", "Cette offre est fermée à cette date."),
        Some(true) => {}
    }
    Ok(errors.check(())?)
}

/// Who leads it, the site and the room must be of the mission locale on that day.
pub(super) async fn check_named(
    tx: &mut Tx,
    new: Demandes<'_>,
    errors: &mut FieldErrors,
) -> Result<Nomme> {
    let named = queries::named(tx, new).await?;
    if new.animateur.agent().is_some() && !named.animateur {
        errors.add("animateur", "Choisissez une personne de la liste.");
    }
    if !named.site {
        errors.add("site", "Choisissez un site de la liste.");
    }
    match (new.salle, named.salle) {
        (Some(_), None) => errors.add("salle", "Choisissez une salle de ce site."),
        (Some(_), Some(most)) if new.places > most => {
            errors.add("places", format!("Cette salle tient {most} personnes."));
        }
        _ => {}
    }
    Ok(named)
}

/// The instant of this hour on that day; refused beside `field` in the hour that the summer skips.
pub(super) fn on_the_wall(
    tx: &Tx,
    field: &str,
    jour: NaiveDate,
    time: NaiveTime,
) -> Result<DateTime<Utc>> {
    rules::instant(jour, time, tx.fuseau()).ok_or_else(|| {
        let sentence = "Cette heure n’existe pas ce jour-là\u{a0}: on passe à l’heure d’été.";
        Error::invalid(field, sentence)
    })
}

/// The session of the week `rank`: the first one has the identifier of the form.
fn occurrence(tx: &Tx, new: &NouvelleSession, rank: usize, jour: NaiveDate) -> Result<Occurrence> {
    let id = if rank == 0 {
        new.id
    } else {
        new_uuid(tx.clock(), tx.rng()).into()
    };
    let limite = new.inscriptions_jusqu_au.map(|limit| {
        let before = new.jour - limit;
        jour - before
    });
    Ok(Occurrence {
        id,
        debut: on_the_wall(tx, "debut", jour, new.debut)?,
        fin: on_the_wall(tx, "fin", jour, new.fin)?,
        limite,
        serie: (new.semaines > 1).then(|| new.id.uuid()),
    })
}

async fn take(tx: &mut Tx, new: &NouvelleSession, at: &Occurrence, jour: NaiveDate) -> Result<()> {
    let agent = new.animateur.agent();
    if agent.is_none() && new.salle.is_none() {
        return Ok(());
    }
    let prise = Prise {
        objet: Objet::Atelier,
        objet_id: at.id.uuid(),
        agent,
        salle: new.salle,
        jeune: None,
        debut: at.debut,
        fin: at.fin,
        derogation: false,
    };
    let Some(pris) = occupations::take(tx, &prise).await? else {
        return Ok(());
    };
    Err(Error::Invalid(taken(pris, new.semaines > 1, jour)))
}

fn taken(pris: Pris, several: bool, jour: NaiveDate) -> FieldErrors {
    let field = if pris.salle && !pris.agent {
        "salle"
    } else {
        "animateur"
    };
    let phrase = pris.phrase();
    let sentence = if several {
        format!("Le {}\u{a0}: {phrase}", dates::short(jour))
    } else {
        phrase.to_owned()
    };
    FieldErrors::one(field, sentence)
}

/// One session.
///
/// # Errors
/// `NotFound` when it is not of the mission locale.
pub async fn session(tx: &mut Tx, id: SessionAtelierId) -> Result<SessionAtelier> {
    tx.require(Permission::VoirAgenda)?;
    queries::find(tx, id).await?.ok_or(Error::NotFound)
}

/// The sessions of the filter, soonest first.
pub async fn sessions(tx: &mut Tx, filtre: &FiltreSessions) -> Result<Vec<SessionAtelier>> {
    tx.require(Permission::VoirAgenda)?;
    queries::list(tx, filtre).await
}

/// The rooms that a session may take.
pub async fn salles(tx: &mut Tx) -> Result<Vec<Salle>> {
    tx.require(ANIMER)?;
    queries::salles(tx).await
}

/// The session, held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, id: SessionAtelierId) -> Result<SessionAtelier> {
    if !queries::lock(tx, id).await? {
        return Err(Error::NotFound);
    }
    queries::find(tx, id).await?.ok_or(Error::NotFound)
}

/// What is refused on a session that has ended in one way or the other.
pub(super) fn check_alive(session: &SessionAtelier) -> Result<()> {
    let sentence = if session.annulee_le.is_some() {
        "Cette séance est annulée."
    } else if session.close_le.is_some() {
        "Cette séance est clôturée."
    } else {
        return Ok(());
    };
    Err(Error::invalid("session", sentence))
}

/// Changes the places, the limit, who is told. More places promote the waiting list: who has one now
/// is in the answer.
///
/// # Errors
/// `Invalid` (`places`, `inscriptions_jusqu_au`, `auto_inscription`, `session` when it has ended);
/// `Conflict` when someone else changed it since: both values are in it.
pub async fn regler(tx: &mut Tx, change: &Reglages) -> Result<Vec<APrevenir>> {
    tx.require(ANIMER)?;
    let before = hold(tx, change.id).await?;
    check_alive(&before)?;
    let jour = rules::day(before.debut, tx.fuseau());
    if before.version == change.version {
        rules::check_settings(change, &before, jour).check(())?;
    }
    if !queries::update(tx, change).await? {
        let (limit, now) = (change.inscriptions_jusqu_au, &before);
        let yes = |on: bool| if on { "Oui" } else { "Non" }.to_owned();
        let fields = vec![
            ("Places", change.places.to_string(), now.places.to_string()),
            (
                "Inscriptions jusqu’au",
                short(limit),
                short(now.inscriptions_jusqu_au),
            ),
            (
                "Visible par",
                change.visible.label().into(),
                now.visible.label().into(),
            ),
            (
                "Les jeunes s’inscrivent eux-mêmes",
                yes(change.auto_inscription),
                yes(now.auto_inscription),
            ),
        ];
        return conflict(fields, now.version).map(|()| Vec::new());
    }
    let details = Details::new(tx.empreintes(), false)
        .changed("places", before.places, change.places)
        .changed("visible", before.visible, change.visible)
        .into_value();
    let objet = ("session_atelier", change.id.uuid());
    record(tx, "modification", objet, details).await?;
    promote(tx, change.id, true).await
}

/// Cancels a session, and gives back all the hours it took. Who was on its list is in the answer:
/// each must be told. Again, it changes nothing and says the same.
///
/// # Errors
/// `Invalid` (`session`) when it is closed; `Conflict` when it changed since it was shown.
pub async fn annuler(tx: &mut Tx, id: SessionAtelierId, version: i32) -> Result<Vec<APrevenir>> {
    tx.require(ANIMER)?;
    let before = hold(tx, id).await?;
    if before.annulee_le.is_some() {
        return told(tx, id).await;
    }
    check_alive(&before)?;
    check_version(tx, &before, version, EtatSession::Annulee)?;
    let live = live(tx, id).await?;
    let ids: Vec<Uuid> = live.iter().map(|i| i.id.uuid()).collect();
    let jeunes: Vec<_> = live.iter().map(|i| i.jeune).collect();
    let ensemble = acces::open_together(tx, ANIMER, &jeunes).await?;
    queries::cancel(tx, id).await?;
    requetes::call_off(tx, id).await?;
    let taken: Vec<Uuid> = ids.iter().copied().chain([id.uuid()]).collect();
    occupations::release_all(tx, &taken).await?;
    echeances::close_many(tx, &ensemble, OBJET, &ids).await?;
    messages::cancelled(tx, &ensemble, &before, &live).await?;
    let details = json!({ "inscrits": ids.len() });
    record(tx, "annulation", ("session_atelier", id.uuid()), details).await?;
    Ok(to_tell(&ensemble, &live))
}

/// Who was on the list of a session that was cancelled.
///
/// # Errors
/// `NotFound` when it is not of the mission locale.
pub async fn prevenus(tx: &mut Tx, id: SessionAtelierId) -> Result<Vec<APrevenir>> {
    let session = session(tx, id).await?;
    if session.annulee_le.is_none() {
        return Ok(Vec::new());
    }
    told(tx, id).await
}

async fn told(tx: &mut Tx, id: SessionAtelierId) -> Result<Vec<APrevenir>> {
    let live = live(tx, id).await?;
    let jeunes: Vec<_> = live.iter().map(|i| i.jeune).collect();
    let ensemble = acces::open_together(tx, Permission::VoirAgenda, &jeunes).await?;
    Ok(to_tell(&ensemble, &live))
}

/// Those who are on the list, withdrawn ones apart.
pub(super) async fn live(tx: &mut Tx, id: SessionAtelierId) -> Result<Vec<Inscription>> {
    let mut all = requetes::of_session(tx, id).await?;
    all.retain(|i| i.retiree_le.is_none());
    Ok(all)
}

/// The session is still the one that was shown.
pub(super) fn check_version(
    tx: &Tx,
    session: &SessionAtelier,
    version: i32,
    wanted: EtatSession,
) -> Result<()> {
    if session.version == version {
        return Ok(());
    }
    let now = rules::state(session, tx.now());
    let fields = vec![("Séance", wanted.label().into(), now.label().into())];
    conflict(fields, session.version)
}
