//! Forms of rendez-vous.

use accompagnement::{
    creneaux::Creneau,
    rendez_vous::{Cible, Issue, Lieu, NouveauRendezVous, Ou, Report},
};
use chrono::{DateTime, NaiveDate, TimeZone as _, Utc};
use chrono_tz::Tz;
use kernel::{AgentId, FieldErrors, RendezVousId, SiteId, dates};

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// A free moment as its radio posts it: instant, agent, site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::accompagnement) struct Moment {
    pub(super) debut: DateTime<Utc>,
    pub(super) agent: AgentId,
    pub(super) site: SiteId,
}

impl Moment {
    /// The moment of a free one.
    pub(in crate::accompagnement) const fn of(creneau: &Creneau) -> Self {
        Self {
            debut: creneau.debut,
            agent: creneau.agent,
            site: creneau.site,
        }
    }

    /// As a free one, its end left to the motif.
    pub(in crate::accompagnement) const fn creneau(self) -> Creneau {
        Creneau {
            debut: self.debut,
            fin: self.debut,
            agent: self.agent,
            site: self.site,
        }
    }

    pub(in crate::accompagnement) fn valeur(self) -> String {
        format!("{}|{}|{}", self.debut.timestamp(), self.agent, self.site)
    }

    pub(in crate::accompagnement) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('|');
        let seconds = parts.next()?.parse().ok()?;
        let moment = Self {
            debut: DateTime::from_timestamp(seconds, 0)?,
            agent: parts.next()?.parse().ok()?,
            site: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(moment)
    }
}

/// With whom, where and when, as typed: a free moment, or a day and an hour.
fn target(lecteur: &mut Lecteur<'_>, saisie: &Saisie, fuseau: Tz) -> (AgentId, Ou, DateTime<Utc>) {
    let lieu = lecteur.choix("lieu", Lieu::from_code, Lieu::Site);
    let salle = saisie.un("salle").parse().ok();
    if let Some(moment) = Moment::read(saisie.un("creneau")) {
        let ou = Ou {
            lieu,
            site: Some(moment.site),
            salle,
        };
        return (moment.agent, ou, moment.debut);
    }
    let jour = read_day(lecteur, saisie);
    let heure = dates::parse_time(saisie.un("heure"));
    if heure.is_none() {
        let sentence = "Choisissez un créneau, ou donnez une heure, par exemple 14:30.";
        lecteur.errors.add("heure", sentence);
    }
    let agent: Option<AgentId> = saisie.un("agent").parse().ok();
    if agent.is_none() {
        let sentence = "Choisissez avec qui.";
        lecteur.errors.add("agent", sentence);
    }
    let site = saisie.un("site").parse().ok();
    let local = jour.and_time(heure.unwrap_or_default());
    let debut = fuseau.from_local_datetime(&local).earliest();
    if debut.is_none() {
        let sentence = "Cette heure n’existe pas ce jour-là : les horloges avancent.";
        lecteur.errors.add("heure", sentence);
    }
    let debut = debut.map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc));
    let nobody = AgentId::from(uuid::Uuid::nil());
    (agent.unwrap_or(nobody), Ou { lieu, site, salle }, debut)
}

fn read_day(lecteur: &mut Lecteur<'_>, saisie: &Saisie) -> NaiveDate {
    let read = dates::parse(saisie.un("jour"));
    if read.is_none() {
        let sentence = "Choisissez un créneau, ou donnez un jour, par exemple 03/12/2026.";
        lecteur.errors.add("jour", sentence);
    }
    read.unwrap_or_default()
}

/// A rendez-vous to book.
pub(super) fn nouveau(saisie: &Saisie, fuseau: Tz) -> Result<NouveauRendezVous, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let id = lecteur.id("id");
    let motif = saisie.un("motif").parse().ok();
    if motif.is_none() {
        lecteur.errors.add("motif", "Choisissez un motif.");
    }
    let (agent, ou, debut) = target(&mut lecteur, saisie, fuseau);
    let derogation = lecteur.ligne("derogation");
    let nothing = kernel::MotifRdvId::from(uuid::Uuid::nil());
    lecteur.fin(NouveauRendezVous {
        id: id.into(),
        agent,
        motif: motif.unwrap_or(nothing),
        ou,
        debut,
        derogation,
        prevenir: saisie.un("prevenir") == "oui",
    })
}

/// A rendez-vous to move.
pub(super) fn report(saisie: &Saisie, id: RendezVousId, fuseau: Tz) -> Result<Report, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = lecteur.id("id");
    let version = lecteur.version();
    let (agent, ou, debut) = target(&mut lecteur, saisie, fuseau);
    let derogation = lecteur.ligne("derogation");
    lecteur.fin(Report {
        id,
        version,
        vers: Cible {
            id: new.into(),
            agent,
            ou,
            debut,
        },
        derogation,
        prevenir: saisie.un("prevenir") == "oui",
    })
}

/// How it went.
pub(super) fn issue(saisie: &Saisie) -> Result<(i32, Issue), FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let version = lecteur.version();
    let prevenir = saisie.un("prevenir") == "oui";
    let annule = |par_jeune| Issue::Annule {
        par_jeune,
        prevenir,
    };
    let read = |code: &str| match code {
        "present" => Some(Issue::Present),
        "absent" => Some(Issue::Absent { excuse: None }),
        "absent_excuse" => Some(Issue::Absent { excuse: Some(true) }),
        "absent_non_excuse" => Some(Issue::Absent {
            excuse: Some(false),
        }),
        "annule_jeune" => Some(annule(true)),
        "annule_ml" => Some(annule(false)),
        "non_precise" => Some(Issue::NonPrecise),
        _ => None,
    };
    let issue = lecteur.choix("issue", read, Issue::NonPrecise);
    lecteur.fin((version, issue))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(more: &[(&str, &str)]) -> Saisie {
        let nil = uuid::Uuid::nil().to_string();
        more.iter().fold(
            Saisie::default()
                .avec("id", &nil)
                .avec("motif", &nil)
                .avec("lieu", "site"),
            |saisie, (name, value)| saisie.avec(name, *value),
        )
    }

    #[test]
    fn a_moment_goes_to_its_radio_and_back() {
        let moment = Moment {
            debut: DateTime::from_timestamp(1_790_000_000, 0).unwrap(),
            agent: uuid::Uuid::from_u128(1).into(),
            site: uuid::Uuid::from_u128(2).into(),
        };
        assert_eq!(Moment::read(&moment.valeur()), Some(moment));
        assert_eq!(Moment::read("demain"), None);
    }

    #[test]
    fn an_hour_is_of_the_mission_locale() {
        let nil = uuid::Uuid::nil().to_string();
        let form = typed(&[("agent", &nil), ("jour", "2026-12-03"), ("heure", "9h")]);
        let at = |zone| nouveau(&form, zone).unwrap().debut.to_rfc3339();
        assert_eq!(at(chrono_tz::Europe::Paris), "2026-12-03T08:00:00+00:00");
        assert_eq!(at(chrono_tz::Indian::Reunion), "2026-12-03T05:00:00+00:00");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let errors = nouveau(&typed(&[("heure", "25:00")]), chrono_tz::Europe::Paris).unwrap_err();
        for field in ["jour", "heure", "agent"] {
            assert!(!errors.get(field).is_empty(), "{field}");
        }
        assert!(!issue(&typed(&[])).unwrap_err().get("issue").is_empty());
    }
}
