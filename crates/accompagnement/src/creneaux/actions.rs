//! Looking for free moments.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use kernel::{AgentId, Permission, feries::Calendrier};
use platform::{Result, Tx};

use super::{
    model::{Creneau, Demande, Ouverture},
    queries, rules,
};
use crate::disponibilites::{self, Absence, Plage};

/// How many days are looked at first; then twice as many, as long as too few are found.
const PREMIERE_FENETRE: u64 = 7;

/// The next free moments, soonest first. Looks at few days first, then further, up to
/// `creneaux_horizon_jours`.
pub async fn next(tx: &mut Tx, demande: &Demande) -> Result<Vec<Creneau>> {
    tx.require(Permission::VoirAgenda)?;
    possible(tx, demande).await
}

/// As [`next`], for the holder of a link, whose rendez-vous says what may be looked for.
pub async fn possible(tx: &mut Tx, demande: &Demande) -> Result<Vec<Creneau>> {
    let Some(minutes) = queries::minutes(tx, demande.motif).await? else {
        return Ok(Vec::new());
    };
    let horizon = u64::try_from(tx.parametre("creneaux_horizon_jours")?).unwrap_or(90);
    let first = demande.des.max(tx.today());
    let mut found = Vec::new();
    let (mut from, mut length) = (0, PREMIERE_FENETRE);
    while from <= horizon && found.len() < demande.limite {
        let last = (from + length - 1).min(horizon);
        let period = (first + Days::new(from), first + Days::new(last));
        found.append(&mut within(tx, demande, minutes, period).await?);
        (from, length) = (last + 1, length * 2);
    }
    found.truncate(demande.limite);
    Ok(found)
}

/// The free moments of the days from `du` to `au`.
async fn within(
    tx: &mut Tx,
    demande: &Demande,
    minutes: i32,
    (du, au): (NaiveDate, NaiveDate),
) -> Result<Vec<Creneau>> {
    let (plages, absences) = disponibilites::hours(tx, &demande.agents, (du, au)).await?;
    let mut agents: Vec<AgentId> = plages.iter().map(|p| p.agent).collect();
    agents.sort_unstable();
    agents.dedup();
    let replaced = queries::replaced(tx, &agents, (du, au)).await?;
    let calendrier = calendrier(tx).await?;
    let by_agent = by_agent(plages, absences);
    let mut open = Vec::new();
    for jour in du.iter_days().take_while(|day| *day <= au) {
        if calendrier.ferie(jour).is_some() {
            continue;
        }
        for (agent, (plages, absences)) in &by_agent {
            let away = replaced
                .iter()
                .any(|(who, du, au)| who == agent && (*du..=*au).contains(&jour));
            if !away {
                open.extend(opened(tx, demande, *agent, (plages, absences), jour));
            }
        }
    }
    let fuseau = tx.fuseau();
    let period = (
        rules::instant(du, chrono::NaiveTime::MIN, fuseau),
        rules::instant(au + Days::new(1), chrono::NaiveTime::MIN, fuseau),
    );
    let taken = queries::taken(tx, &agents, demande.jeune, period).await?;
    Ok(rules::libres(&open, &taken, minutes, tx.now()))
}

type Horaires = HashMap<AgentId, (Vec<Plage>, Vec<Absence>)>;

fn by_agent(plages: Vec<Plage>, absences: Vec<Absence>) -> Horaires {
    let mut all = Horaires::new();
    for plage in plages {
        all.entry(plage.agent).or_default().0.push(plage);
    }
    for absence in absences {
        if let Some((_, own)) = all.get_mut(&absence.agent) {
            own.push(absence);
        }
    }
    all
}

/// The hours of one agent on one day that may serve.
fn opened(
    tx: &Tx,
    demande: &Demande,
    agent: AgentId,
    (plages, absences): (&[Plage], &[Absence]),
    jour: NaiveDate,
) -> Vec<Ouverture> {
    let fuseau = tx.fuseau();
    disponibilites::rules::ouvertes(plages, absences, jour)
        .into_iter()
        .filter(|f| f.motifs.is_empty() || f.motifs.contains(&demande.motif.uuid()))
        .filter(|f| demande.site.is_none_or(|site| site == f.site))
        .map(|f| Ouverture {
            agent,
            site: f.site,
            debut: rules::instant(jour, f.debut, fuseau),
            fin: rules::instant(jour, f.fin, fuseau),
        })
        .collect()
}

/// The holidays of the mission locale in sight.
pub(crate) async fn calendrier(tx: &mut Tx) -> Result<Calendrier> {
    let (departement, commune) = queries::calendar(tx).await?;
    Ok(Calendrier::of(&departement, &commune))
}
