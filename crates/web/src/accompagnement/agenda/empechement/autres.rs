//! What someone who cannot come also had to do: the sessions that she leads, the deadlines that she
//! owes.

use accompagnement::{
    ateliers::{self, EtatSession, FiltreSessions, SessionAtelier, rules},
    empechements,
    envois::{self, EtatEnvoi},
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use jeunes::echeances::{self, EcheanceDue};
use kernel::{AgentId, Permission, SessionAtelierId, dates};
use platform::Tx;
use uuid::Uuid;

use crate::{
    accompagnement::{ateliers::mots::SeanceVue, rendez_vous::words, saisie::Saisie},
    ui::Choix,
};

/// Moments offered for each session.
const MOMENTS: usize = 3;
/// Days offered to put a deadline off: the next ones after she is back, then a week later.
const APRES: [u64; 3] = [1, 2, 7];

/// Who cannot come, and who may take her place.
pub(super) struct Qui<'a> {
    pub(super) agent: AgentId,
    pub(super) others: &'a [AgentId],
    pub(super) agents: &'a [Choix],
    pub(super) jours: (NaiveDate, NaiveDate),
}

impl Qui<'_> {
    pub(super) fn name(&self, agent: AgentId) -> Option<&str> {
        let code = agent.to_string();
        let found = self.agents.iter().find(|a| a.code == code);
        found.map(|a| a.libelle.as_str())
    }
}

/// A session, and what may become of it.
pub(super) struct LigneSeance {
    pub(super) v: SeanceVue,
    pub(super) version: String,
    pub(super) champ: String,
    /// Empty when nothing may be done from here.
    pub(super) gestes: Vec<Choix>,
    pub(super) choisi: String,
}

/// A session that has just changed.
pub(super) struct SeanceChangee {
    pub(super) v: SeanceVue,
    /// People whom no message reaches.
    pub(super) a_appeler: usize,
}

/// A deadline, and what may become of it.
pub(super) struct LigneDue {
    pub(super) jeune: String,
    pub(super) nom: String,
    pub(super) lien: String,
    pub(super) protege: bool,
    pub(super) libelle: String,
    pub(super) quand: String,
    pub(super) reportable: bool,
    pub(super) champ: String,
    pub(super) gestes: Vec<Choix>,
    pub(super) choisi: String,
}

fn chosen(saisie: &Saisie, champ: &str) -> String {
    let typed = saisie.un(champ);
    if typed.is_empty() { "garder" } else { typed }.to_owned()
}

/// The sessions that she leads.
pub(super) async fn seances(
    tx: &mut Tx,
    qui: &Qui<'_>,
    period: (DateTime<Utc>, DateTime<Utc>),
    saisie: &Saisie,
) -> platform::Result<Vec<LigneSeance>> {
    let all = empechements::sessions(tx, qui.agent, period).await?;
    let mut lignes = Vec::new();
    for session in &all {
        let champ = format!("seance-{}", session.id);
        lignes.push(LigneSeance {
            v: SeanceVue::new(tx, session),
            version: session.version.to_string(),
            gestes: gestures(tx, qui, session).await?,
            choisi: chosen(saisie, &champ),
            champ,
        });
    }
    Ok(lignes)
}

async fn gestures(
    tx: &mut Tx,
    qui: &Qui<'_>,
    session: &SessionAtelier,
) -> platform::Result<Vec<Choix>> {
    let may = tx.may(Permission::AnimerAteliers);
    if !may || rules::state(session, tx.now()) != EtatSession::AVenir {
        return Ok(Vec::new());
    }
    let mut gestes = vec![Choix::new("garder", "Garder tel quel")];
    let hours = (session.debut, session.fin);
    let hour = dates::hour(session.debut.with_timezone(&tx.fuseau()).time());
    for agent in empechements::free(tx, qui.others, hours).await? {
        if let Some(name) = qui.name(agent) {
            let said = format!("Confier à {name}, {hour}");
            gestes.push(Choix::new(format!("confier:{agent}"), said));
        }
    }
    let back = qui.jours.1.succ_opt().unwrap_or(qui.jours.1);
    for at in empechements::moments(tx, session, back, MOMENTS).await? {
        let said = format!("Déplacer au {}", words(tx, at));
        gestes.push(Choix::new(format!("deplacer:{}", at.to_rfc3339()), said));
    }
    gestes.push(Choix::new("annuler", "Annuler"));
    Ok(gestes)
}

/// The sessions that have just changed, and how many of their people are to call.
pub(super) async fn changed(
    tx: &mut Tx,
    ids: &[SessionAtelierId],
) -> platform::Result<Vec<SeanceChangee>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let filtre = FiltreSessions {
        parmi: Some(ids.iter().map(|id| id.uuid()).collect()),
        ..FiltreSessions::default()
    };
    let mut all = Vec::new();
    for session in ateliers::sessions(tx, &filtre).await? {
        let people: Vec<Uuid> = ateliers::inscrits(tx, session.id)
            .await?
            .iter()
            .map(|one| one.inscription.id.uuid())
            .collect();
        let sent = envois::sent_for_each(tx, &people).await?;
        let failed = |e: &&envois::Envoi| {
            matches!(e.etat, EtatEnvoi::Echec | EtatEnvoi::Abandonne) && e.raison != "sans_objet"
        };
        all.push(SeanceChangee {
            v: SeanceVue::new(tx, &session),
            a_appeler: sent.iter().filter(failed).count(),
        });
    }
    Ok(all)
}

/// The deadlines that she owes.
pub(super) async fn dues(
    tx: &mut Tx,
    qui: &Qui<'_>,
    saisie: &Saisie,
) -> platform::Result<Vec<LigneDue>> {
    let all = echeances::dues(tx, qui.agent, qui.jours).await?;
    Ok(all.iter().map(|due| line(qui, due, saisie)).collect())
}

fn line(qui: &Qui<'_>, due: &EcheanceDue, saisie: &Saisie) -> LigneDue {
    let champ = format!("echeance-{}", due.id);
    let mut gestes = vec![Choix::new("garder", "Garder telle quelle")];
    for agent in qui.others {
        if let Some(name) = qui.name(*agent) {
            gestes.push(Choix::new(
                format!("confier:{agent}"),
                format!("Confier à {name}"),
            ));
        }
    }
    if due.reportable {
        for days in APRES {
            if let Some(day) = weekday_after(qui.jours.1, days) {
                let said = format!("Reporter au {}", dates::with_weekday(day));
                gestes.push(Choix::new(format!("reporter:{day}"), said));
            }
        }
    }
    LigneDue {
        jeune: due.jeune.to_string(),
        nom: due.nom.clone(),
        lien: format!("/jeunes/{}", due.jeune),
        protege: due.protege,
        libelle: due.libelle.clone(),
        quand: dates::long(due.echeance_le),
        reportable: due.reportable,
        choisi: chosen(saisie, &champ),
        champ,
        gestes,
    }
}

/// `days` days after, a Saturday or a Sunday going to the Monday.
fn weekday_after(day: NaiveDate, days: u64) -> Option<NaiveDate> {
    use chrono::Datelike as _;
    let to = day.checked_add_days(Days::new(days))?;
    let late = u64::from(to.weekday().num_days_from_monday());
    to.checked_add_days(Days::new(if late > 4 { 7 - late } else { 0 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_put_off_to_a_weekend() {
        let friday = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        let to = |days| weekday_after(friday, days).unwrap().to_string();
        assert_eq!(to(1), "2026-11-30");
        assert_eq!(to(2), "2026-11-30");
        assert_eq!(to(7), "2026-12-04");
    }
}
