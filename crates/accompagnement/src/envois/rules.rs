//! Rules of messages, pure.

use chrono::{DateTime, Days, NaiveTime, Timelike as _, Utc};
use chrono_tz::Tz;
use jeunes::contacts::{MoyenAutorise, MoyenContact};
use kernel::phone;

use super::model::Nature;
use crate::{creneaux::instant, rendez_vous::EtatRdv};

/// By which means a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Canal {
    /// A text message.
    Sms,
    /// A mail.
    Courriel,
}

impl Canal {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Courriel => "courriel",
        }
    }
}

/// `at`, or the next instant at which a message may leave: from `debut` h to `fin` h (excluded) by
/// the clocks of the mission locale.
pub(super) fn allowed(at: DateTime<Utc>, fuseau: Tz, (debut, fin): (u32, u32)) -> DateTime<Utc> {
    let here = at.with_timezone(&fuseau);
    if (debut..fin).contains(&here.hour()) {
        return at;
    }
    let today = here.date_naive();
    let jour = if here.hour() < debut {
        today
    } else {
        today.checked_add_days(Days::new(1)).unwrap_or(today)
    };
    let opens = NaiveTime::from_hms_opt(debut.min(23), 0, 0).unwrap_or_default();
    instant(jour, opens, fuseau)
}

/// Whether a message of this nature still says the truth of a rendez-vous.
pub(super) fn still_true(
    nature: Nature,
    (etat, debut): (EtatRdv, DateTime<Utc>),
    pour_le: DateTime<Utc>,
    now: DateTime<Utc>,
) -> bool {
    match nature {
        Nature::Confirmation | Nature::Changement | Nature::Rappel7 | Nature::Rappel1 => {
            etat == EtatRdv::Planifie && debut == pour_le && now < debut
        }
        Nature::Annulation => etat == EtatRdv::Annule && now < debut,
        Nature::Absence => etat == EtatRdv::Absent,
        Nature::Place | Nature::Choisir | Nature::Attente | Nature::Declarer => false,
    }
}

/// Whether a message of this nature still says the truth of someone's place in a session: she is on
/// its list, with a place or waiting for one, and it begins at that hour.
pub(super) fn place_still_true(
    nature: Nature,
    (held, placed, debut): (bool, bool, DateTime<Utc>),
    pour_le: DateTime<Utc>,
    now: DateTime<Utc>,
) -> bool {
    match nature {
        Nature::Confirmation
        | Nature::Changement
        | Nature::Place
        | Nature::Rappel7
        | Nature::Rappel1 => placed && debut == pour_le && now < debut,
        Nature::Attente => held && !placed && debut == pour_le && now < debut,
        Nature::Annulation => !held && now < debut,
        Nature::Absence | Nature::Choisir | Nature::Declarer => false,
    }
}

/// The first means that may be written to, in the order the person prefers.
pub(super) fn choose(all: &[MoyenAutorise], sms: bool) -> Option<(&MoyenAutorise, Canal)> {
    all.iter().filter(|m| m.message).find_map(|m| {
        let canal = match m.contact.moyen {
            MoyenContact::Telephone if sms && phone::is_mobile(&m.contact.valeur) => Canal::Sms,
            MoyenContact::Courriel => Canal::Courriel,
            _ => return None,
        };
        Some((m, canal))
    })
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_message_leaves_in_the_allowed_hours_and_soon(
            minutes in 0_i64..1_000_000,
            zone in prop::sample::select(vec![
                chrono_tz::Europe::Paris,
                chrono_tz::America::Cayenne,
                chrono_tz::Indian::Reunion,
                chrono_tz::Pacific::Noumea,
            ]),
        ) {
            let at = DateTime::<Utc>::UNIX_EPOCH + Duration::days(20_000) + Duration::minutes(minutes);
            let to = allowed(at, zone, (8, 20));
            prop_assert!(to >= at);
            prop_assert!(to - at <= Duration::hours(13));
            prop_assert!((8..20).contains(&to.with_timezone(&zone).hour()));
            prop_assert_eq!(allowed(to, zone, (8, 20)), to);
        }
    }

    #[test]
    fn a_place_is_told_only_to_who_has_it() {
        let now = DateTime::<Utc>::UNIX_EPOCH + Duration::days(20_000);
        let hour = now + Duration::days(1);
        let told = |nature, held, placed| place_still_true(nature, (held, placed, hour), hour, now);
        assert!(told(Nature::Place, true, true));
        assert!(!told(Nature::Place, true, false));
        assert!(!told(Nature::Rappel7, false, false));
        assert!(told(Nature::Annulation, false, false));
        assert!(!told(Nature::Annulation, true, true));
        assert!(!told(Nature::Absence, true, true));
        assert!(told(Nature::Attente, true, false));
        assert!(!told(Nature::Attente, true, true));
        assert!(!told(Nature::Attente, false, false));
        let begun = (true, true, hour);
        assert!(!place_still_true(Nature::Rappel1, begun, hour, hour));
    }

    #[test]
    fn what_changed_is_not_told() {
        let now = DateTime::<Utc>::UNIX_EPOCH + Duration::days(20_000);
        let hour = now + Duration::days(1);
        let planned = (EtatRdv::Planifie, hour);
        assert!(still_true(Nature::Rappel1, planned, hour, now));
        assert!(!still_true(
            Nature::Rappel1,
            (EtatRdv::Reporte, hour),
            hour,
            now
        ));
        assert!(!still_true(
            Nature::Rappel1,
            planned,
            hour + Duration::hours(1),
            now
        ));
        assert!(!still_true(Nature::Rappel1, planned, hour, hour));
        assert!(!still_true(Nature::Annulation, planned, hour, now));
        assert!(still_true(
            Nature::Annulation,
            (EtatRdv::Annule, hour),
            hour,
            now
        ));
    }
}
