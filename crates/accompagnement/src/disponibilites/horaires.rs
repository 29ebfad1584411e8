//! Hours and absences: one's own, or a colleague's for who regulates the agenda.

use chrono::{Days, NaiveDate};
use jeunes::accueil;
use kernel::{AgentId, FieldErrors, Permission, dates};
use platform::{Conflit, Error, Result, Tx};
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{Absence, NouvelleAbsence, Plage, PlageSaisie},
    queries::{ecrire, lire},
    reglages::record,
    rules,
};

/// How far an agent's hours are read.
const HORIZON: u64 = 3660;

/// One's own hours, or those of a colleague.
fn may(tx: &Tx, agent: AgentId) -> Result<()> {
    if tx.agent_id() == Some(agent) {
        tx.require(Permission::VoirAgenda)
    } else {
        tx.require(Permission::ReglerAgenda)
    }
}

/// The hours of `agent` that hold today or later.
pub async fn plages(tx: &mut Tx, agent: AgentId) -> Result<Vec<Plage>> {
    may(tx, agent)?;
    lire::plages(tx, &[agent], future(tx)).await
}

/// The absences of `agent`, today or later.
pub async fn absences(tx: &mut Tx, agent: AgentId) -> Result<Vec<Absence>> {
    may(tx, agent)?;
    lire::absences(tx, &[agent], future(tx)).await
}

fn future(tx: &Tx) -> (NaiveDate, NaiveDate) {
    let today = tx.today();
    (
        today,
        today.checked_add_days(Days::new(HORIZON)).unwrap_or(today),
    )
}

/// Adds or changes hours. A second post of a new one changes nothing.
///
/// # Errors
/// `Invalid` (`jours`, `debut`, `fin`, `du`, `au`, `intervalle`, `site`); `Conflict`.
pub async fn save_plage(tx: &mut Tx, saisie: &PlageSaisie) -> Result<()> {
    let plage = &saisie.plage;
    may(tx, plage.agent)?;
    let mut errors = rules::check_plage(plage);
    if !accueil::is_site(tx, plage.site).await? {
        errors.add("site", "Choisissez un site de la liste.");
    }
    works_here(tx, plage.agent, &mut errors).await?;
    errors.check(())?;
    ecrire::hold(tx, plage.agent).await?;
    no_overlap(tx, plage).await?;
    let done = if saisie.existe {
        ecrire::update_plage(tx, plage).await?
    } else {
        ecrire::insert_plage(tx, plage).await?
    };
    match (done, saisie.existe) {
        (true, _) => {
            let details = json!({ "agent": plage.agent.to_string(), "du": plage.du });
            record(tx, "plage", plage.id, "enregistrement", details).await
        }
        (false, false) => Ok(()),
        (false, true) => Err(Error::Conflict(Box::new(Conflit::default()))),
    }
}

async fn works_here(tx: &mut Tx, agent: AgentId, errors: &mut FieldErrors) -> Result<()> {
    let all = accueil::collegues(tx).await?;
    if !all.iter().any(|c| c.id == agent) {
        errors.add("agent", "Choisissez une personne de la liste.");
    }
    Ok(())
}

async fn no_overlap(tx: &mut Tx, plage: &Plage) -> Result<()> {
    let end = plage
        .du
        .checked_add_days(Days::new(HORIZON))
        .unwrap_or(plage.du);
    let others = lire::plages(tx, &[plage.agent], (plage.du, plage.au.unwrap_or(end))).await?;
    let met = others
        .iter()
        .filter(|other| other.id != plage.id)
        .find_map(|other| Some((other, rules::overlap(plage, other)?)));
    let Some((other, jour)) = met else {
        return Ok(());
    };
    let sentence = format!(
        "Ces heures en recouvrent d’autres le {} : de {} à {}.",
        dates::with_weekday(jour),
        dates::hour(other.debut),
        dates::hour(other.fin)
    );
    Err(Error::invalid("debut", sentence))
}

/// Ends hours: `dernier` is their last day. Hours that have not begun then go away.
///
/// # Errors
/// `NotFound`; `Conflict`.
pub async fn end_plage(
    tx: &mut Tx,
    agent: AgentId,
    (id, version): (Uuid, i32),
    dernier: NaiveDate,
) -> Result<()> {
    let all = plages(tx, agent).await?;
    let mut plage = all
        .into_iter()
        .find(|p| p.id == id)
        .ok_or(Error::NotFound)?;
    if plage.version != version {
        return Err(Error::Conflict(Box::new(Conflit::default())));
    }
    if dernier < plage.du {
        ecrire::delete_plage(tx, id).await?;
    } else {
        plage.au = Some(dernier);
        ecrire::update_plage(tx, &plage).await?;
    }
    record(tx, "plage", id, "fin", json!({ "au": dernier })).await
}

/// Adds an absence; what is booked in it is not moved.
///
/// # Errors
/// `Invalid` (`absence_au`, `absence_fin`, `absence_motif`, `agent`).
pub async fn save_absence(tx: &mut Tx, new: &NouvelleAbsence) -> Result<()> {
    may(tx, new.agent)?;
    let mut errors = rules::check_absence(new);
    if !tx
        .nomenclatures()
        .accepte("motif_absence_agent", &new.motif, new.du)
    {
        errors.add("absence_motif", "Choisissez une raison de la liste.");
    }
    works_here(tx, new.agent, &mut errors).await?;
    errors.check(())?;
    if ecrire::insert_absence(tx, new).await? {
        let details = json!({
            "agent": new.agent.to_string(), "du": new.du, "au": new.au, "motif": new.motif,
        });
        record(tx, "absence_agent", new.id, "creation", details).await?;
    }
    Ok(())
}

/// Takes an absence away.
///
/// # Errors
/// `NotFound`.
pub async fn delete_absence(tx: &mut Tx, agent: AgentId, id: Uuid) -> Result<()> {
    let all = absences(tx, agent).await?;
    if !all.iter().any(|a| a.id == id) {
        return Err(Error::NotFound);
    }
    ecrire::delete_absence(tx, id).await?;
    record(tx, "absence_agent", id, "suppression", json!({})).await
}
