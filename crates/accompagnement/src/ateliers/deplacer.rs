//! Moving a session: another day, other hours, another place, someone else to lead it.

use chrono::{DateTime, NaiveDate, Utc};
use jeunes::{
    DossiersTogether, acces,
    echeances::{self, NouvelleEcheance},
};
use kernel::{FieldErrors, JeuneId, dates};
use platform::{Error, Result, Tx, audit::Details};
use uuid::Uuid;

use super::{
    attente::promote,
    inscriptions::{due, prise, record_each, to_tell},
    messages,
    model::{Deplacee, Deplacement, Inscription, SessionAtelier},
    offres::record,
    queries::{
        inscriptions as requetes,
        sessions::{self as queries, Demandes},
    },
    rules,
    sessions::{ANIMER, check_alive, check_named, hold, live, on_the_wall},
};
use crate::{
    commun::conflict,
    envois,
    occupations::{self, Genant, Objet, Prise},
};

/// At most so many people are named in a refusal.
const NOMMES: usize = 5;

/// A move that was checked.
struct Prevu<'a> {
    change: &'a Deplacement,
    before: &'a SessionAtelier,
    debut: DateTime<Utc>,
    fin: DateTime<Utc>,
}

impl Prevu<'_> {
    /// The hours change: everyone's are taken again.
    fn hours(&self) -> bool {
        (self.debut, self.fin) != (self.before.debut, self.before.fin)
    }

    /// Something changes that its people are told of: a room of the same site is not.
    fn told(&self) -> bool {
        let led = match self.change.animateur.agent() {
            Some(agent) => self.before.animateur == Some(agent),
            None => {
                self.before.animateur.is_none()
                    && self.before.animateur_nom == self.change.animateur.intervenant()
            }
        };
        self.hours() || !led || self.before.site != self.change.site
    }

    fn same(&self) -> bool {
        !self.told() && self.before.salle == self.change.salle
    }
}

/// Moves a session that has not begun, with the hours of all its people, in a fixed number of
/// statements. Each is told once, by a means she allows; reminders follow the new hour; who had said
/// that she comes is asked again; who waited and is free at the new hour may have a place.
///
/// # Errors
/// `Invalid`: what is wrong with the form (`jour`, `debut`, `fin`, `animateur`, `site`, `salle`), or
/// `session` when it has begun or ended; who or what is already taken beside its field, with
/// `derogation`, which says why it is done all the same. `Conflict` when it changed since it was
/// shown: both values are in it.
pub async fn deplacer(tx: &mut Tx, change: &Deplacement) -> Result<Deplacee> {
    tx.require(ANIMER)?;
    let before = hold(tx, change.id).await?;
    check_alive(&before)?;
    if before.version != change.version {
        return stale(tx, &before, change).await;
    }
    let prevu = check(tx, &before, change).await?;
    if prevu.same() {
        return Ok(Deplacee::default());
    }
    let live = live(tx, change.id).await?;
    let jeunes: Vec<JeuneId> = live.iter().map(|i| i.jeune).collect();
    let ensemble = acces::open_together(tx, ANIMER, &jeunes).await?;
    let (taken, derogation) = take(tx, &prevu, (&live, &ensemble)).await?;
    let limite = limit(tx, &prevu);
    let kept = Deplacement {
        derogation,
        ..change.clone()
    };
    if !queries::relocate(tx, &kept, (prevu.debut, prevu.fin, limite)).await? {
        return Err(Error::NotFound);
    }
    trace(tx, &prevu, &kept, live.len()).await?;
    if !prevu.told() {
        return Ok(Deplacee::default());
    }
    requetes::moved(tx, change.id, (&taken, &kept.derogation)).await?;
    follow(tx, &prevu, live, &ensemble).await
}

async fn check<'a>(
    tx: &mut Tx,
    before: &'a SessionAtelier,
    change: &'a Deplacement,
) -> Result<Prevu<'a>> {
    let mut errors = rules::check_move(change, before, (tx.now(), tx.fuseau()));
    let asked = Demandes {
        jour: change.jour,
        offre: before.offre,
        animateur: &change.animateur,
        site: change.site,
        salle: change.salle,
        places: 0,
    };
    let named = check_named(tx, asked, &mut errors).await?;
    if let Some(most) = named.salle.filter(|most| *most < before.places) {
        let sentence = format!(
            "Cette salle tient {most} personnes, et la séance a {} places.",
            before.places
        );
        errors.add("salle", sentence);
    }
    errors.check(())?;
    Ok(Prevu {
        change,
        before,
        debut: on_the_wall(tx, "debut", change.jour, change.debut)?,
        fin: on_the_wall(tx, "fin", change.jour, change.fin)?,
    })
}

/// The registrations leave as much time before the session as they did.
fn limit(tx: &Tx, prevu: &Prevu<'_>) -> Option<NaiveDate> {
    let from = rules::day(prevu.before.debut, tx.fuseau());
    rules::limit_moved(prevu.before.inscriptions_jusqu_au, from, prevu.change.jour)
}

/// It is no longer the one that was shown: both values, or nothing when they are the same.
async fn stale(tx: &mut Tx, now: &SessionAtelier, change: &Deplacement) -> Result<Deplacee> {
    let (animateur, site, salle) = queries::words(tx, change).await?;
    let zone = tx.fuseau();
    let hour = |at: DateTime<Utc>| dates::hour(at.with_timezone(&zone).time());
    let jour = rules::day(now.debut, zone);
    let fields = vec![
        ("Jour", dates::short(change.jour), dates::short(jour)),
        ("De", dates::hour(change.debut), hour(now.debut)),
        ("À", dates::hour(change.fin), hour(now.fin)),
        ("Animé par", animateur, now.animateur_nom.clone()),
        ("Site", site, now.site_nom.clone()),
        ("Salle", salle, now.salle_nom.clone()),
    ];
    conflict(fields, now.version).map(|()| Deplacee::default())
}

/// What the move takes: who leads it and the room, and the people with a place when the hours change.
fn prises(prevu: &Prevu<'_>, live: &[Inscription]) -> Vec<Prise> {
    let of = |agent, salle| Prise {
        objet: Objet::Atelier,
        objet_id: prevu.change.id.uuid(),
        agent,
        salle,
        jeune: None,
        debut: prevu.debut,
        fin: prevu.fin,
        derogation: false,
    };
    let mut all = Vec::new();
    if let Some(agent) = prevu.change.animateur.agent() {
        all.push(of(Some(agent), None));
    }
    if let Some(salle) = prevu.change.salle {
        all.push(of(None, Some(salle)));
    }
    if prevu.hours() {
        let placed = live.iter().filter(|i| i.rang.is_none());
        all.extend(placed.map(|i| Prise {
            debut: prevu.debut,
            fin: prevu.fin,
            ..prise(prevu.before, i)
        }));
    }
    all
}

/// Gives back the hours before and takes those after. The registrations of who is taken beside
/// something else are in the answer, with the reason that is kept.
async fn take(
    tx: &mut Tx,
    prevu: &Prevu<'_>,
    (live, ensemble): (&[Inscription], &DossiersTogether),
) -> Result<(Vec<Uuid>, String)> {
    let mut prises = prises(prevu, live);
    let met = occupations::in_the_way(tx, &prises).await?;
    let ailleurs = match prevu.change.animateur.agent() {
        Some(agent) => occupations::elsewhere(tx, agent, (prevu.debut, prevu.fin)).await?,
        None => false,
    };
    let reason = prevu.change.derogation.trim();
    if (ailleurs || !met.is_empty()) && reason.is_empty() {
        return Err(Error::Invalid(refusal(tx, (&met, ailleurs), ensemble)));
    }
    for prise in &mut prises {
        prise.derogation = met.iter().any(|m| {
            (m.agent.is_some() && m.agent == prise.agent)
                || (m.salle.is_some() && m.salle == prise.salle)
                || (m.jeune.is_some() && m.jeune == prise.jeune)
        });
    }
    let mut own: Vec<Uuid> = prises.iter().map(|p| p.objet_id).collect();
    own.push(prevu.change.id.uuid());
    occupations::release_all(tx, &own).await?;
    let taken = occupations::take_all(tx, &prises).await?;
    if taken.len() != prises.len() {
        return Err(Error::invalid(
            "debut",
            "Cet horaire vient d’être pris\u{a0}: choisissez-en un autre.",
        ));
    }
    let beside = prises.iter().filter(|p| p.derogation && p.jeune.is_some());
    let beside = beside.map(|p| p.objet_id).collect();
    let kept = if ailleurs || !met.is_empty() {
        reason.to_owned()
    } else {
        String::new()
    };
    Ok((beside, kept))
}

/// Who or what is taken, each beside its field.
fn refusal(
    tx: &Tx,
    (met, ailleurs): (&[Genant], bool),
    ensemble: &DossiersTogether,
) -> FieldErrors {
    let zone = tx.fuseau();
    let hour = |at: DateTime<Utc>| dates::hour(at.with_timezone(&zone).time());
    let hours = |g: &Genant| format!("de {} à {}", hour(g.debut), hour(g.fin));
    let mut errors = FieldErrors::new();
    if let Some(g) = met.iter().find(|g| g.agent.is_some()) {
        let sentence = format!(
            "{} a déjà quelque chose de prévu {}.",
            g.agent_nom,
            hours(g)
        );
        errors.add("animateur", sentence);
    } else if ailleurs {
        let sentence = "Cette personne est prise dans une autre mission locale à cette heure.";
        errors.add("animateur", sentence);
    }
    if let Some(g) = met.iter().find(|g| g.salle.is_some()) {
        let sentence = format!("{} est déjà prise {}.", g.salle_nom, hours(g));
        errors.add("salle", sentence);
    }
    let people: Vec<&Genant> = met.iter().filter(|g| g.jeune.is_some()).collect();
    if !people.is_empty() {
        let name = |g: &&Genant| {
            let membre = g.jeune.and_then(|jeune| ensemble.membre(jeune));
            let nom = membre.and_then(|m| m.nom.clone());
            let nom = nom.unwrap_or_else(|| "une personne au dossier protégé".to_owned());
            format!("{nom} ({})", hours(g))
        };
        let mut named: Vec<String> = people.iter().take(NOMMES).map(name).collect();
        if people.len() > NOMMES {
            named.push(format!("{} autres", people.len() - NOMMES));
        }
        let sentence = format!(
            "Déjà quelque chose de prévu pour\u{a0}: {}.",
            named.join(", ")
        );
        errors.add("debut", sentence);
    }
    errors.add(
        "derogation",
        "Pour déplacer la séance quand même, dites pourquoi.",
    );
    errors
}

async fn trace(tx: &mut Tx, prevu: &Prevu<'_>, kept: &Deplacement, people: usize) -> Result<()> {
    let before = prevu.before;
    let id = |agent: Option<kernel::AgentId>| agent.map(|a| a.to_string()).unwrap_or_default();
    let details = Details::new(tx.empreintes(), false)
        .changed("debut", before.debut, prevu.debut)
        .changed("fin", before.fin, prevu.fin)
        .changed(
            "animateur",
            id(before.animateur),
            id(kept.animateur.agent()),
        )
        .changed("site", before.site, kept.site)
        .secret("derogation", &kept.derogation)
        .coded("inscrits", people)
        .into_value();
    let objet = ("session_atelier", kept.id.uuid());
    record(tx, "deplacement", objet, details).await
}

/// What comes next for each of its people, and what she is told.
async fn follow(
    tx: &mut Tx,
    prevu: &Prevu<'_>,
    live: Vec<Inscription>,
    ensemble: &DossiersTogether,
) -> Result<Deplacee> {
    let id = prevu.change.id;
    let after = queries::find(tx, id).await?.ok_or(Error::NotFound)?;
    let dues: Vec<(JeuneId, NouvelleEcheance)> = live
        .iter()
        .filter(|i| i.rang.is_none())
        .map(|i| (i.jeune, due(tx, &after, i.id.uuid())))
        .collect();
    echeances::push_many(tx, ensemble, &dues).await?;
    let ids: Vec<Uuid> = live.iter().map(|i| i.id.uuid()).collect();
    envois::drop_pending_many(tx, &ids).await?;
    record_each(tx, ensemble, &live, "deplacement", |i| {
        if i.rang.is_none() { "prise" } else { "attente" }
    })
    .await?;
    let promus = promote(tx, id, false).await?;
    let mut told = live;
    told.retain(|i| !promus.iter().any(|p| p.inscription == i.id));
    messages::moved(tx, ensemble, &after, &told).await?;
    Ok(Deplacee {
        prevenus: to_tell(ensemble, &told),
        promus,
    })
}

/// When who leads the session, its room or its people are taken on the days from `du` to `au`, apart
/// from the session itself: nothing is said of who or by what.
pub async fn taken_until(
    tx: &mut Tx,
    session: &SessionAtelier,
    (du, au): (NaiveDate, NaiveDate),
) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>)>> {
    tx.require(ANIMER)?;
    let zone = tx.fuseau();
    let start = |jour| crate::creneaux::instant(jour, chrono::NaiveTime::MIN, zone);
    let period = (start(du), start(au.succ_opt().unwrap_or(au)));
    let mut all: Vec<Prise> = live(tx, session.id)
        .await?
        .iter()
        .filter(|i| i.rang.is_none())
        .map(|i| prise(session, i))
        .collect();
    all.push(Prise {
        objet: Objet::Atelier,
        objet_id: session.id.uuid(),
        agent: session.animateur,
        salle: session.salle,
        jeune: None,
        debut: period.0,
        fin: period.1,
        derogation: false,
    });
    for prise in &mut all {
        (prise.debut, prise.fin) = period;
    }
    let met = occupations::in_the_way(tx, &all).await?;
    Ok(met.into_iter().map(|m| (m.debut, m.fin)).collect())
}
