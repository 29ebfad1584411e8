//! What a rendez-vous pushes: the échéance, the hours of the week, the counter's list of the day,
//! the frise, the messages.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Utc};
use jeunes::{
    DossierForWrite,
    accueil::{self, Attente},
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
    heures::{self, NouvelleHeure},
};
use kernel::{FieldErrors, dates};
use platform::{Result, Tx};

use super::{
    model::{EtatRdv, Lieu, RendezVous},
    queries::{self, Lesquels},
};
use crate::{
    envois::{self, Nature, NouvelEnvoi, Sujet},
    relances,
};

/// The kind of object, wherever it is pushed.
pub(super) const OBJET: &str = "rendez_vous";

/// The day and the hour of `instant`, by the clocks of the mission locale.
pub(super) fn local(tx: &Tx, instant: DateTime<Utc>) -> (NaiveDate, NaiveTime) {
    let here = instant.with_timezone(&tx.fuseau());
    (here.date_naive(), here.time())
}

/// `Rendez-vous jeudi 3 décembre 2026 à 10 h 30`.
fn words(tx: &Tx, rdv: &RendezVous) -> String {
    let (jour, heure) = local(tx, rdv.debut);
    format!(
        "Rendez-vous {} à {}",
        dates::with_weekday(jour),
        dates::hour(heure)
    )
}

/// A rendez-vous was booked.
pub(super) async fn planned(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    rdv: &RendezVous,
    nature: Option<Nature>,
) -> Result<()> {
    let (jour, _) = local(tx, rdv.debut);
    let echeance = NouvelleEcheance {
        nature: OBJET.to_owned(),
        libelle: words(tx, rdv),
        visible_le: tx.today().min(jour),
        echeance_le: jour,
        objet: OBJET,
        objet_id: rdv.id.uuid(),
    };
    echeances::push(tx, dossier, &[echeance]).await?;
    heures::push(tx, dossier, &hours(rdv, jour, false)).await?;
    sync_counter(tx, dossier, jour).await?;
    match nature {
        Some(nature) => {
            let all = messages(rdv, nature, tx.now());
            envois::plan(tx, dossier, &all).await
        }
        None => Ok(()),
    }
}

fn hours(rdv: &RendezVous, jour: NaiveDate, validee: bool) -> NouvelleHeure {
    let minutes = (rdv.fin - rdv.debut).num_minutes().clamp(1, 1440);
    NouvelleHeure {
        jour,
        minutes: i32::try_from(minutes).unwrap_or(1440),
        nature: OBJET,
        validee,
        objet: OBJET,
        objet_id: rdv.id.uuid(),
    }
}

/// The first message now, the reminders that are still to come.
fn messages(rdv: &RendezVous, nature: Nature, now: DateTime<Utc>) -> Vec<NouvelEnvoi> {
    let of = |nature, a_partir_de| NouvelEnvoi {
        sujet: Sujet::RendezVous,
        objet_id: rdv.id.uuid(),
        nature,
        pour_le: rdv.debut,
        a_partir_de,
        tour: 0,
    };
    let mut all = vec![of(nature, now)];
    for (nature, days) in [(Nature::Rappel7, 7), (Nature::Rappel1, 1)] {
        let at = rdv.debut - Duration::days(days);
        // Someone who books today for tomorrow is not reminded at once.
        if at > now + Duration::hours(12) {
            all.push(of(nature, at));
        }
    }
    all
}

/// A rendez-vous is marked: what it had pushed follows.
pub(super) async fn marked(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    rdv: &RendezVous,
    prevenir: bool,
) -> Result<()> {
    let (jour, heure) = local(tx, rdv.debut);
    let id = rdv.id.uuid();
    echeances::close(tx, dossier, OBJET, &[id], None).await?;
    match rdv.etat {
        EtatRdv::Present => heures::push(tx, dossier, &hours(rdv, jour, true)).await?,
        _ => heures::clear(tx, dossier, OBJET, id).await?,
    }
    let events = event(rdv, jour, heure);
    frise::replace(tx, dossier, OBJET, id, &events).await?;
    sync_counter(tx, dossier, jour).await?;
    envois::drop_pending(tx, id).await?;
    if rdv.etat == EtatRdv::Annule && prevenir {
        let told = NouvelEnvoi {
            sujet: Sujet::RendezVous,
            objet_id: id,
            nature: Nature::Annulation,
            pour_le: rdv.debut,
            a_partir_de: tx.now(),
            tour: 0,
        };
        envois::plan(tx, dossier, &[told]).await?;
    }
    if rdv.etat == EtatRdv::Absent && rdv.excuse != Some(true) {
        relances::open(tx, dossier, rdv.id, jour).await?;
    }
    Ok(())
}

/// What the frise says of it; nothing while it is planned, or once an interview tells it.
fn event(rdv: &RendezVous, jour: NaiveDate, heure: NaiveTime) -> Vec<NouvelEvenement> {
    let said = match (rdv.etat, rdv.excuse) {
        (EtatRdv::Present, _) => "Rendez-vous tenu",
        (EtatRdv::Absent, Some(true)) => "Absence excusée à un rendez-vous",
        (EtatRdv::Absent, _) => "Absence à un rendez-vous",
        (EtatRdv::Annule, _) => "Rendez-vous annulé",
        _ => return Vec::new(),
    };
    vec![NouvelEvenement {
        survenu_le: jour,
        heure: Some(heure),
        nature: OBJET.to_owned(),
        theme: rdv.theme.clone(),
        titre: format!("{said} : {}", rdv.motif_nom),
        agent: Some(rdv.agent),
        ..NouvelEvenement::of(OBJET, rdv.id.uuid())
    }]
}

/// The interview tells it: the rendez-vous is not on the frise beside it.
pub(super) async fn told_by_interview(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    rdv: &RendezVous,
) -> Result<()> {
    frise::replace(tx, dossier, OBJET, rdv.id.uuid(), &[]).await
}

/// The counter expects the person for her first planned rendez-vous of the day, on the spot.
async fn sync_counter(tx: &mut Tx, dossier: &DossierForWrite, jour: NaiveDate) -> Result<()> {
    let day = day_of(tx, jour);
    let which = Lesquels {
        entre: Some(day),
        limite: 20,
        ..Lesquels::default()
    };
    let all = queries::of(tx, dossier.id, which).await?;
    let first = all
        .iter()
        .filter(|r| r.etat == EtatRdv::Planifie && r.lieu == Lieu::Site)
        .min_by_key(|r| r.debut);
    let attente = first.and_then(|r| {
        Some(Attente {
            site: r.site?,
            heure: local(tx, r.debut).1,
            agent: r.agent,
        })
    });
    accueil::expect(tx, dossier, jour, attente).await
}

/// The instants at which a day of the mission locale begins and ends.
pub(super) fn day_of(tx: &Tx, jour: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let next = jour.checked_add_days(Days::new(1)).unwrap_or(jour);
    let fuseau = tx.fuseau();
    (
        crate::creneaux::instant(jour, NaiveTime::MIN, fuseau),
        crate::creneaux::instant(next, NaiveTime::MIN, fuseau),
    )
}

/// The error of an hour that is taken.
pub(super) fn taken(phrase: &str) -> FieldErrors {
    FieldErrors::one("heure", phrase)
}
