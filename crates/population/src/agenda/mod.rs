//! The agenda of each mission locale: motifs, hours, and rendez-vous around today. Each person of a
//! portfolio has a place of her own in the agenda of her référent, so that no two people share an
//! hour, wherever and in whatever order they are made.

mod lignes;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, TimeZone as _, Utc, Weekday};
use chrono_tz::Tz;
use kernel::dates;
use uuid::Uuid;

pub(crate) use lignes::{Heure, MotifRdv, Occupation, Plage, RendezVous, Venue};

use crate::{
    calendrier::{instant, plus},
    hasard::{Flux, Hasard},
    lignes::{Echeance, Evenement},
    parcours::{Contexte, Parcours},
};

/// Motifs: words, minutes, places, theme of the événement, who may move it.
const MOTIFS: [(&str, i32, &[&str], &str, &str); 5] = [
    (
        "Entretien de suivi",
        45,
        &["site", "telephone", "visio"],
        "projet_professionnel",
        "personne",
    ),
    ("Premier entretien", 60, &["site"], "accueil", "equipe"),
    ("Diagnostic", 90, &["site"], "diagnostic", "equipe"),
    (
        "Candidatures et offres",
        45,
        &["site", "visio"],
        "emploi",
        "personne",
    ),
    (
        "Point par téléphone",
        20,
        &["telephone"],
        "suivi_emploi",
        "personne",
    ),
];

/// Hours of a day at which a rendez-vous begins: within the hours of [`plages`].
const HEURES: [u32; 5] = [9, 10, 11, 14, 15];
/// Working days before today, and from today on.
const AVANT: u32 = 5;
const JOURS: u32 = 15;
const MINUTES: i32 = 45;

/// The identifier of motif `rang`: the same whoever asks.
fn motif_id(ctx: Contexte<'_>, rang: usize) -> Uuid {
    let offset = u32::try_from(rang).unwrap_or_default();
    let mut h = Hasard::new(ctx.seed, Flux::Agenda, ctx.maison.ml, u32::MAX - offset);
    h.id(instant(plus(ctx.aujourd_hui, -700), 8, 0))
}

/// The motifs of a mission locale.
pub(crate) fn motifs(ctx: Contexte<'_>) -> Vec<MotifRdv> {
    MOTIFS
        .iter()
        .enumerate()
        .map(
            |(rang, (libelle, duree, lieux, theme, reserve_par))| MotifRdv {
                ml_id: ctx.maison.ml,
                id: motif_id(ctx, rang),
                libelle,
                duree: *duree,
                lieux: lieux.to_vec(),
                theme,
                reserve_par,
            },
        )
        .collect()
}

/// The hours of everyone who accompanies: every morning, every afternoon but Friday's.
pub(crate) fn plages(ctx: Contexte<'_>) -> Vec<Plage> {
    let mut agents = ctx.maison.tour.clone();
    agents.sort_unstable();
    agents.dedup();
    let Some(site_id) = ctx.maison.sites.first().copied() else {
        return Vec::new();
    };
    let mut h = Hasard::new(ctx.seed, Flux::Agenda, ctx.maison.ml, u32::MAX - 100);
    let du = plus(ctx.aujourd_hui, -200);
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    let mut all = Vec::new();
    for agent_id in agents {
        for (jours, debut, fin) in [
            (vec!["1", "2", "3", "4", "5"], 9, 12),
            (vec!["1", "2", "3", "4"], 14, 17),
        ] {
            all.push(Plage {
                ml_id: ctx.maison.ml,
                id: h.id(instant(du, 8, 0)),
                agent_id,
                site_id,
                du,
                jours,
                debut: at(debut),
                fin: at(fin),
            });
        }
    }
    all
}

/// Every row of one rendez-vous.
#[derive(Debug)]
pub(crate) struct Rendez {
    pub(crate) rdv: RendezVous,
    pub(crate) occupation: Occupation,
    pub(crate) heure: Option<Heure>,
    pub(crate) venue: Option<Venue>,
}

/// The rendez-vous of the dossier of rank `index`, if she has one, and what it pushes.
pub(crate) fn rendez_vous(ctx: Contexte<'_>, index: u32, out: &mut Parcours) -> Option<Rendez> {
    let (agent, place) = place(ctx, index)?;
    let jeune = &out.jeune;
    if jeune.etat != "actif" || jeune.referent_id != Some(agent) {
        return None;
    }
    let (jour, hour) = moment(ctx.aujourd_hui, place)?;
    if jour < jeune.premier_accueil_le {
        return None;
    }
    let mut h = Hasard::new(ctx.seed, Flux::Agenda, ctx.maison.ml, index);
    let heure = NaiveTime::from_hms_opt(hour, 0, 0)?;
    let debut = local(ctx.maison.fuseau, jour, heure)?;
    let cree_le = instant(plus(jour, -12).max(jeune.premier_accueil_le), 9, 0);
    let lieu = h.pese(&[("site", 85), ("telephone", 15)]);
    let site = jeune.site_id.or_else(|| ctx.maison.sites.first().copied());
    let (etat, excuse) = issue(&mut h, ctx.aujourd_hui, jour);
    let rdv = RendezVous {
        ml_id: ctx.maison.ml,
        id: h.id(cree_le),
        jeune_id: jeune.id,
        agent_id: agent,
        motif_id: motif_id(ctx, 0),
        lieu,
        site_id: site,
        debut,
        fin: debut + chrono::Duration::minutes(MINUTES.into()),
        etat,
        excuse,
        etat_le: (etat != "planifie").then(|| instant(jour, 17, 0)),
        cree_le,
        cree_par: Some(agent),
    };
    Some(pushed(ctx, &mut h, rdv, (jour, heure), out))
}

/// Whose agenda, and which place in it: the portfolio's own order.
fn place(ctx: Contexte<'_>, index: u32) -> Option<(Uuid, u32)> {
    let tour = &ctx.maison.tour;
    let length = u32::try_from(tour.len()).ok().filter(|n| *n > 0)?;
    let at = usize::try_from(index % length).ok()?;
    let agent = *tour.get(at)?;
    let mine = |agents: &[Uuid]| agents.iter().filter(|a| **a == agent).count();
    let (times, before) = (mine(tour), mine(&tour[..at]));
    let place = index / length * u32::try_from(times).ok()? + u32::try_from(before).ok()?;
    Some((agent, place))
}

/// The day and the hour of a place, spread over the days around today.
fn moment(today: NaiveDate, place: u32) -> Option<(NaiveDate, u32)> {
    let all = JOURS * u32::try_from(HEURES.len()).ok()?;
    if place >= all {
        return None;
    }
    // 37 and the number of places share no divisor: each place is met once.
    let spread = place * 37 % all;
    let (day, hour) = (spread / 5, spread % 5);
    let jour = working_day(today, i64::from(day) - i64::from(AVANT));
    let hour = *HEURES.get(usize::try_from(hour).ok()?)?;
    let calendrier = kernel::feries::Calendrier::of("", "");
    let off = calendrier.ferie(jour).is_some() || jour.weekday() == Weekday::Fri && hour > 12;
    (!off).then_some((jour, hour))
}

/// The working day `by` days from `today`.
fn working_day(today: NaiveDate, by: i64) -> NaiveDate {
    let weekend = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let mut day = today;
    while weekend(day) {
        day = plus(day, 1);
    }
    let step = by.signum();
    for _ in 0..by.abs() {
        day = plus(day, step);
        while weekend(day) {
            day = plus(day, step);
        }
    }
    day
}

fn local(fuseau: Tz, jour: NaiveDate, heure: NaiveTime) -> Option<DateTime<Utc>> {
    let instant = fuseau
        .from_local_datetime(&jour.and_time(heure))
        .earliest()?;
    Some(instant.with_timezone(&Utc))
}

/// How it went: what is to come is planned; of the last days, some are still to be specified.
fn issue(h: &mut Hasard, today: NaiveDate, jour: NaiveDate) -> (&'static str, Option<bool>) {
    if jour >= today {
        return ("planifie", None);
    }
    if jour >= plus(today, -3) && h.chance(120) {
        return ("planifie", None);
    }
    match h.pese(&[("present", 82), ("absent", 18)]) {
        "absent" => (
            "absent",
            h.pese(&[(None, 4), (Some(true), 3), (Some(false), 3)]),
        ),
        other => (other, None),
    }
}

/// What the rendez-vous pushes, as `accompagnement::rendez_vous` does.
fn pushed(
    ctx: Contexte<'_>,
    h: &mut Hasard,
    rdv: RendezVous,
    (jour, heure): (NaiveDate, NaiveTime),
    out: &mut Parcours,
) -> Rendez {
    let planned = rdv.etat == "planifie";
    if planned {
        let words = format!(
            "Rendez-vous {} à {}",
            dates::with_weekday(jour),
            dates::hour(heure)
        );
        out.echeances
            .push(echeance(h, &rdv, "rendez_vous", words, jour));
    } else {
        out.evenements.push(evenement(h, &rdv, (jour, heure)));
    }
    if rdv.etat == "absent" && rdv.excuse != Some(true) {
        let words = "Après une absence : message le jour même".to_owned();
        out.echeances
            .push(echeance(h, &rdv, "relance_absence", words, jour));
    }
    let (heure, venue) = (hours(h, &rdv, jour), expected(ctx, h, &rdv, (jour, heure)));
    let occupation = taken(h, &rdv);
    Rendez {
        rdv,
        occupation,
        heure,
        venue,
    }
}

/// The hours of the week: planned, or done.
fn hours(h: &mut Hasard, rdv: &RendezVous, jour: NaiveDate) -> Option<Heure> {
    let planned = rdv.etat == "planifie";
    (planned || rdv.etat == "present").then(|| Heure {
        ml_id: rdv.ml_id,
        id: h.id(rdv.cree_le),
        jeune_id: rdv.jeune_id,
        jour,
        minutes: MINUTES,
        nature: "rendez_vous",
        validee: !planned,
        objet: "rendez_vous",
        objet_id: rdv.id,
    })
}

/// The counter expects whoever comes on the spot.
fn expected(
    ctx: Contexte<'_>,
    h: &mut Hasard,
    rdv: &RendezVous,
    (jour, heure): (NaiveDate, NaiveTime),
) -> Option<Venue> {
    let comes = rdv.etat == "planifie" && rdv.lieu == "site" && jour >= ctx.aujourd_hui;
    rdv.site_id.filter(|_| comes).map(|site_id| Venue {
        ml_id: rdv.ml_id,
        id: h.id(rdv.cree_le),
        jeune_id: rdv.jeune_id,
        site_id,
        jour,
        heure,
        source: "prevu",
        etat: "attendu",
        agent_id: rdv.agent_id,
        saisi_le: rdv.cree_le,
    })
}

fn taken(h: &mut Hasard, rdv: &RendezVous) -> Occupation {
    Occupation {
        ml_id: rdv.ml_id,
        id: h.id(rdv.cree_le),
        objet: "rendez_vous",
        objet_id: rdv.id,
        agent_id: rdv.agent_id,
        jeune_id: rdv.jeune_id,
        debut: rdv.debut,
        fin: rdv.fin,
    }
}

fn echeance(
    h: &mut Hasard,
    rdv: &RendezVous,
    nature: &str,
    libelle: String,
    le: NaiveDate,
) -> Echeance {
    Echeance {
        ml_id: rdv.ml_id,
        id: h.id(rdv.cree_le),
        jeune_id: rdv.jeune_id,
        nature: nature.to_owned(),
        libelle,
        visible_le: rdv.cree_le.date_naive().min(le),
        le,
        objet: "rendez_vous",
        objet_id: rdv.id,
        close_le: None,
    }
}

fn evenement(h: &mut Hasard, rdv: &RendezVous, (jour, heure): (NaiveDate, NaiveTime)) -> Evenement {
    let (motif, theme) = (MOTIFS[0].0, MOTIFS[0].3);
    let said = match (rdv.etat, rdv.excuse) {
        ("present", _) => "Rendez-vous tenu",
        (_, Some(true)) => "Absence excusée à un rendez-vous",
        _ => "Absence à un rendez-vous",
    };
    Evenement {
        ml_id: rdv.ml_id,
        id: h.id(instant(jour, 17, 0)),
        jeune_id: rdv.jeune_id,
        survenu_le: jour,
        heure: Some(heure),
        nature: "rendez_vous",
        theme,
        resultat: "",
        agent_id: Some(rdv.agent_id),
        titre: format!("{said} : {motif}"),
        objet: "rendez_vous",
        objet_id: rdv.id,
        saisi_le: instant(jour, 17, 0),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_places_of_an_agenda_meet() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        let all: Vec<(NaiveDate, u32)> = (0..200).filter_map(|n| moment(today, n)).collect();
        let once: BTreeSet<(NaiveDate, u32)> = all.iter().copied().collect();
        assert_eq!(all.len(), once.len());
        assert!(all.len() > 60, "{}", all.len());
        assert!(
            all.iter()
                .all(|(day, _)| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
        );
    }

    #[test]
    fn working_days_skip_weekends() {
        let friday = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        assert_eq!(working_day(friday, 1), plus(friday, 3));
        assert_eq!(working_day(plus(friday, 1), 0), plus(friday, 3));
        assert_eq!(working_day(plus(friday, 3), -1), friday);
    }
}
