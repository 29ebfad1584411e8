//! Rules of ateliers, pure.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use kernel::{FieldErrors, dates};

use super::model::{
    Animateur, Deplacement, EtatSession, NouvelleSession, OffreSaisie, Reglages, SessionAtelier,
    Visible,
};
use crate::commun::{check_label, check_text};

/// The longest name of an offre, of a partner, of someone from outside.
pub const NOM_MAX: usize = 120;
/// The longest description of an offre.
pub const DESCRIPTION_MAX: usize = 1_000;
/// The longest reason to register beside something else.
pub const DEROGATION_MAX: usize = 200;
/// The most places of a session.
pub const PLACES_MAX: i32 = 500;
/// The most weeks planned at once.
pub const SEMAINES_MAX: u32 = 26;
/// The longest session.
const HEURES_MAX: i64 = 12;

/// What is wrong with an offre, apart from its theme.
pub fn check_offre(offre: &OffreSaisie) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "nom", &offre.nom, NOM_MAX);
    check_text(&mut errors, "partenaire", &offre.partenaire, NOM_MAX);
    check_text(
        &mut errors,
        "description",
        &offre.description,
        DESCRIPTION_MAX,
    );
    errors
}

/// What is wrong with a session to plan, apart from what it names.
pub fn check_session(new: &NouvelleSession, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_hours(&mut errors, (new.jour, new.debut, new.fin), today);
    if !(1..=SEMAINES_MAX).contains(&new.semaines) {
        errors.add(
            "semaines",
            format!("Écrivez un nombre de semaines entre 1 et {SEMAINES_MAX}."),
        );
    }
    check_animateur(&mut errors, &new.animateur);
    check_open(
        &mut errors,
        (new.places, new.inscriptions_jusqu_au, new.jour),
        (new.visible, new.auto_inscription),
    );
    errors
}

/// What is wrong with a move of `session`, apart from what it names; `now` is the hour of the clocks
/// of the mission locale.
pub fn check_move(
    change: &Deplacement,
    session: &SessionAtelier,
    (now, zone): (DateTime<Utc>, Tz),
) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if session.debut <= now {
        errors.add(
            "session",
            "Cette séance a déjà commencé\u{a0}: elle ne se déplace plus.",
        );
    }
    check_hours(
        &mut errors,
        (change.jour, change.debut, change.fin),
        day(now, zone),
    );
    if errors.is_empty() && instant(change.jour, change.debut, zone).is_some_and(|at| at <= now) {
        errors.add("debut", "Cette heure est passée.");
    }
    check_animateur(&mut errors, &change.animateur);
    check_text(
        &mut errors,
        "derogation",
        &change.derogation,
        DEROGATION_MAX,
    );
    errors
}

/// The limit of a session that moves leaves as much time as before.
pub fn limit_moved(limit: Option<NaiveDate>, from: NaiveDate, to: NaiveDate) -> Option<NaiveDate> {
    limit.and_then(|limit| limit.checked_add_signed(to - from))
}

fn check_hours(
    errors: &mut FieldErrors,
    (jour, debut, fin): (NaiveDate, NaiveTime, NaiveTime),
    today: NaiveDate,
) {
    if jour < today {
        errors.add("jour", "Cette date est passée.");
    } else if today
        .checked_add_days(Days::new(2 * 366))
        .is_none_or(|far| jour > far)
    {
        errors.add("jour", "Cette date est à plus de deux ans.");
    }
    if fin <= debut {
        errors.add("fin", "La fin doit être après le début.");
    } else if (fin - debut).num_hours() >= HEURES_MAX {
        errors.add("fin", "Une séance dure moins de douze heures.");
    }
}

fn check_animateur(errors: &mut FieldErrors, animateur: &Animateur) {
    if let Animateur::Intervenant(nom) = animateur {
        if nom.trim().is_empty() {
            errors.add(
                "animateur",
                "Choisissez qui anime, ou écrivez le nom de l’intervenant.",
            );
        }
        check_text(errors, "intervenant", nom, NOM_MAX);
    }
}

/// What is wrong with a change of `session`, which takes place on `jour`.
pub fn check_settings(change: &Reglages, session: &SessionAtelier, jour: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_open(
        &mut errors,
        (change.places, change.inscriptions_jusqu_au, jour),
        (change.visible, change.auto_inscription),
    );
    if i64::from(change.places) < session.inscrits {
        errors.add(
            "places",
            format!(
                "{} personnes ont déjà une place\u{a0}: retirez d’abord des inscriptions.",
                session.inscrits
            ),
        );
    }
    errors
}

fn check_open(
    errors: &mut FieldErrors,
    (places, limit, jour): (i32, Option<NaiveDate>, NaiveDate),
    (visible, auto): (Visible, bool),
) {
    if !(1..=PLACES_MAX).contains(&places) {
        errors.add(
            "places",
            format!("Écrivez un nombre de places entre 1 et {PLACES_MAX}."),
        );
    }
    if limit.is_some_and(|limit| limit > jour) {
        errors.add(
            "inscriptions_jusqu_au",
            "Les inscriptions s’arrêtent au plus tard le jour de la séance.",
        );
    }
    if auto && visible == Visible::Equipe {
        errors.add(
            "auto_inscription",
            "Pour que les jeunes s’inscrivent eux-mêmes, la séance doit leur être visible.",
        );
    }
}

/// The days of a recurrence: the same day of each week.
pub fn weeks(first: NaiveDate, count: u32) -> Vec<NaiveDate> {
    (0..u64::from(count))
        .filter_map(|week| first.checked_add_days(Days::new(7 * week)))
        .collect()
}

/// The instant at which the clock on the wall of `zone` shows `time`; `None` in the hour that the
/// summer skips.
pub fn instant(day: NaiveDate, time: NaiveTime, zone: Tz) -> Option<DateTime<Utc>> {
    let local = zone.from_local_datetime(&day.and_time(time)).earliest()?;
    Some(local.with_timezone(&Utc))
}

/// The day of an instant in `zone`.
pub fn day(instant: DateTime<Utc>, zone: Tz) -> NaiveDate {
    instant.with_timezone(&zone).date_naive()
}

/// Where a session stands at `now`: marked whole it may be closed as soon as it has begun.
pub fn state(session: &SessionAtelier, now: DateTime<Utc>) -> EtatSession {
    let whole = session.marques == session.inscrits;
    if session.annulee_le.is_some() {
        EtatSession::Annulee
    } else if session.close_le.is_some() {
        EtatSession::Cloturee
    } else if session.debut <= now && whole && (session.inscrits > 0 || session.fin <= now) {
        EtatSession::Emargee
    } else if now < session.fin {
        EtatSession::AVenir
    } else {
        EtatSession::ACloturer
    }
}

/// Whole minutes of the session, as they pass.
pub fn minutes(session: &SessionAtelier) -> i32 {
    i32::try_from((session.fin - session.debut).num_minutes()).unwrap_or(1)
}

/// Young people may register themselves in it now.
pub fn open_to_all(session: &SessionAtelier, now: DateTime<Utc>, today: NaiveDate) -> bool {
    session.auto_inscription
        && session.visible == Visible::Tous
        && session.annulee_le.is_none()
        && session.close_le.is_none()
        && session.debut > now
        && late(session.inscriptions_jusqu_au, today).is_none()
}

/// Why nobody registers any more without saying why, or `None`.
pub fn late(limit: Option<NaiveDate>, today: NaiveDate) -> Option<String> {
    let limit = limit.filter(|limit| *limit < today)?;
    Some(format!(
        "Les inscriptions se sont arrêtées le {}.",
        dates::short(limit)
    ))
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use kernel::{AtelierId, SessionAtelierId, SiteId};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::ateliers::Genre;

    fn d(y: i32, m: u32, j: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, j).unwrap()
    }

    fn t(h: u32, m: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(h, m, 0).unwrap()
    }

    fn new() -> NouvelleSession {
        NouvelleSession {
            id: SessionAtelierId::from(Uuid::nil()),
            offre: AtelierId::from(Uuid::nil()),
            jour: d(2026, 12, 3),
            debut: t(9, 0),
            fin: t(12, 0),
            semaines: 1,
            animateur: Animateur::Intervenant("Une intervenante".into()),
            site: SiteId::from(Uuid::nil()),
            salle: None,
            places: 12,
            inscriptions_jusqu_au: None,
            visible: Visible::Equipe,
            auto_inscription: false,
        }
    }

    fn session(inscrits: i64, marques: i64) -> SessionAtelier {
        let debut = instant(d(2026, 12, 3), t(9, 0), chrono_tz::Europe::Paris).unwrap();
        SessionAtelier {
            id: SessionAtelierId::from(Uuid::nil()),
            offre: AtelierId::from(Uuid::nil()),
            genre: Genre::Atelier,
            theme: "emploi".into(),
            nom: "CV".into(),
            partenaire: String::new(),
            debut,
            fin: debut + Duration::hours(3),
            animateur: None,
            animateur_nom: String::new(),
            site: SiteId::from(Uuid::nil()),
            site_nom: String::new(),
            salle: None,
            salle_nom: String::new(),
            derogation: String::new(),
            places: 12,
            inscriptions_jusqu_au: None,
            visible: Visible::Equipe,
            auto_inscription: false,
            serie: None,
            annulee_le: None,
            close_le: None,
            version: 1,
            inscrits,
            attente: 0,
            marques,
        }
    }

    fn wrong(change: impl Fn(&mut NouvelleSession)) -> Vec<String> {
        let mut typed = new();
        change(&mut typed);
        let errors = check_session(&typed, d(2026, 11, 23));
        errors.iter().map(|(field, _)| field.to_owned()).collect()
    }

    #[test]
    fn what_cannot_be_is_said_beside_its_field() {
        assert!(wrong(|_| ()).is_empty());
        assert_eq!(wrong(|s| s.fin = t(8, 0)), ["fin"]);
        assert_eq!(wrong(|s| s.fin = s.debut), ["fin"]);
        assert_eq!(wrong(|s| s.fin = t(21, 0)), ["fin"]);
        assert_eq!(wrong(|s| s.places = 0), ["places"]);
        assert_eq!(wrong(|s| s.jour = d(2026, 11, 22)), ["jour"]);
        assert_eq!(wrong(|s| s.jour = d(2036, 11, 22)), ["jour"]);
        assert_eq!(wrong(|s| s.semaines = 0), ["semaines"]);
        assert_eq!(
            wrong(|s| s.animateur = Animateur::Intervenant(" ".into())),
            ["animateur"]
        );
        assert_eq!(
            wrong(|s| s.inscriptions_jusqu_au = Some(d(2026, 12, 4))),
            ["inscriptions_jusqu_au"]
        );
        assert_eq!(wrong(|s| s.auto_inscription = true), ["auto_inscription"]);
    }

    #[test]
    fn fewer_places_than_people_is_refused() {
        let change = Reglages {
            id: SessionAtelierId::from(Uuid::nil()),
            version: 1,
            places: 5,
            inscriptions_jusqu_au: None,
            visible: Visible::Tous,
            auto_inscription: true,
        };
        let jour = d(2026, 12, 3);
        assert!(check_settings(&change, &session(5, 0), jour).is_empty());
        let errors = check_settings(&change, &session(6, 0), jour);
        assert!(errors.get("places").starts_with("6 personnes"));
    }

    #[test]
    fn the_state_follows_the_hours_the_marks_and_the_ends() {
        let before = session(2, 0).debut - Duration::minutes(1);
        let during = session(2, 0).debut;
        let after = session(2, 0).fin;
        for (inscrits, marques, now, expected) in [
            (2, 0, before, EtatSession::AVenir),
            (2, 2, before, EtatSession::AVenir),
            (2, 1, during, EtatSession::AVenir),
            (0, 0, during, EtatSession::AVenir),
            (2, 2, during, EtatSession::Emargee),
            (2, 1, after, EtatSession::ACloturer),
            (2, 2, after, EtatSession::Emargee),
            (0, 0, after, EtatSession::Emargee),
        ] {
            let seen = state(&session(inscrits, marques), now);
            assert_eq!(seen, expected, "{inscrits} {marques} {now}");
        }
        let mut closed = session(2, 2);
        closed.close_le = Some(after);
        assert_eq!(state(&closed, after), EtatSession::Cloturee);
        closed.annulee_le = Some(after);
        assert_eq!(state(&closed, before), EtatSession::Annulee);
    }

    #[test]
    fn a_session_is_open_to_all_when_everything_says_so() {
        let mut one = session(0, 0);
        let (before, today) = (one.debut - Duration::minutes(1), d(2026, 12, 3));
        assert!(!open_to_all(&one, before, today));
        one.auto_inscription = true;
        assert!(!open_to_all(&one, before, today));
        one.visible = Visible::Tous;
        assert!(open_to_all(&one, before, today));
        assert!(!open_to_all(&one, one.debut, today));
        one.inscriptions_jusqu_au = Some(d(2026, 12, 2));
        assert!(!open_to_all(&one, before, today));
        one.inscriptions_jusqu_au = None;
        one.annulee_le = Some(before);
        assert!(!open_to_all(&one, before, today));
    }

    #[test]
    fn the_limit_is_a_whole_day() {
        let limit = Some(d(2026, 11, 30));
        assert_eq!(late(limit, d(2026, 11, 30)), None);
        assert_eq!(
            late(limit, d(2026, 12, 1)).as_deref(),
            Some("Les inscriptions se sont arrêtées le 30/11/2026.")
        );
        assert_eq!(late(None, d(2026, 12, 1)), None);
    }

    proptest! {
        /// Two clocks on two walls, one length: what passes, not what the hands say.
        #[test]
        fn each_week_keeps_the_hour_of_the_wall(
            offset in 0_i64..700, start in 0_u32..22, zone in 0_usize..5
        ) {
            let zone = [
                chrono_tz::Europe::Paris,
                chrono_tz::Indian::Reunion,
                chrono_tz::America::Cayenne,
                chrono_tz::America::Martinique,
                chrono_tz::America::Miquelon,
            ][zone];
            let first = d(2026, 1, 1) + Duration::days(offset);
            for jour in weeks(first, 26) {
                if let Some(at) = instant(jour, t(start, 30), zone) {
                    prop_assert_eq!(day(at, zone), jour);
                    prop_assert_eq!(at.with_timezone(&zone).time(), t(start, 30));
                }
            }
            prop_assert_eq!(weeks(first, 26).len(), 26);
        }
    }
}
