//! Hours that come back: one's own, or a colleague's for who regulates the agenda.

use chrono::{Days, NaiveDate};
use jeunes::accueil;
use kernel::{AgentId, FieldErrors, Permission, dates};
use platform::{Error, Result, Tx, audit::Details};
use uuid::Uuid;

use super::{
    model::{Plage, PlageSaisie},
    mots,
    queries::{ecrire, lire},
    reglages::record,
    rules,
};
use crate::commun::{conflict, short};

/// How far an agent's hours are read.
const HORIZON: u64 = 3660;

/// One's own hours, or those of a colleague.
pub(super) fn may(tx: &Tx, agent: AgentId) -> Result<()> {
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

/// From today as far as hours are read.
pub(super) fn future(tx: &Tx) -> (NaiveDate, NaiveDate) {
    let today = tx.today();
    (
        today,
        today.checked_add_days(Days::new(HORIZON)).unwrap_or(today),
    )
}

/// Adds or changes hours. A second post of a new one changes nothing.
///
/// # Errors
/// `Invalid` (`jours`, `debut`, `fin`, `du`, `au`, `intervalle`, `site`, `motifs`, `agent`);
/// `NotFound` when they are not this agent's; `Conflict` when someone changed them since.
pub async fn save_plage(tx: &mut Tx, saisie: &PlageSaisie) -> Result<()> {
    let mut plage = saisie.plage.clone();
    plage.jours.sort_unstable();
    plage.jours.dedup();
    may(tx, plage.agent)?;
    let before = if saisie.existe {
        Some(find(tx, plage.agent, plage.id).await?)
    } else {
        None
    };
    check(tx, &plage, before.as_ref()).await?;
    ecrire::hold(tx, plage.agent).await?;
    no_overlap(tx, &plage).await?;
    match before {
        Some(before) => change(tx, &before, &plage).await,
        None => add(tx, &plage).await,
    }
}

/// The hours `id` of `agent`, whenever they were.
async fn find(tx: &mut Tx, agent: AgentId, id: Uuid) -> Result<Plage> {
    let found = lire::plage(tx, agent, id).await?;
    found.ok_or(Error::NotFound)
}

async fn check(tx: &mut Tx, plage: &Plage, before: Option<&Plage>) -> Result<()> {
    let mut errors = rules::check_plage(plage);
    let same_site = before.is_some_and(|before| before.site == plage.site);
    if !same_site && !accueil::is_site(tx, plage.site).await? {
        errors.add("site", "Choisissez un site de la liste.");
    }
    if !plage.motifs.is_empty() {
        let known = lire::motifs(tx).await?;
        let known = |id: &Uuid| known.iter().any(|motif| motif.id.uuid() == *id);
        if !plage.motifs.iter().all(known) {
            errors.add("motifs", "Choisissez des motifs de la liste.");
        }
    }
    works_here(tx, plage.agent, &mut errors).await?;
    Ok(errors.check(())?)
}

pub(super) async fn works_here(
    tx: &mut Tx,
    agent: AgentId,
    errors: &mut FieldErrors,
) -> Result<()> {
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
        "Ces heures en recouvrent d’autres le {} : {}.",
        dates::with_weekday(jour),
        mots::between(other.debut, other.fin),
    );
    Err(Error::invalid("debut", sentence))
}

async fn add(tx: &mut Tx, plage: &Plage) -> Result<()> {
    if !ecrire::insert_plage(tx, plage).await? {
        return find(tx, plage.agent, plage.id).await.map(drop);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("agent", plage.agent)
        .coded("site", plage.site)
        .coded("jours", mots::days(&plage.jours))
        .coded("heures", mots::between(plage.debut, plage.fin))
        .coded("intervalle_semaines", plage.intervalle_semaines)
        .coded("du", plage.du)
        .coded("au", short(plage.au))
        .into_value();
    record(tx, "plage", plage.id, "creation", details).await
}

async fn change(tx: &mut Tx, before: &Plage, plage: &Plage) -> Result<()> {
    if !ecrire::update_plage(tx, plage).await? {
        let now = find(tx, plage.agent, plage.id).await?;
        return differs(tx, plage, &now).await;
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("agent", plage.agent)
        .changed("site", before.site, plage.site)
        .changed("jours", mots::days(&before.jours), mots::days(&plage.jours))
        .changed(
            "heures",
            mots::between(before.debut, before.fin),
            mots::between(plage.debut, plage.fin),
        )
        .changed(
            "intervalle_semaines",
            before.intervalle_semaines,
            plage.intervalle_semaines,
        )
        .changed("du", before.du, plage.du)
        .changed("au", short(before.au), short(plage.au))
        .changed("motifs", before.motifs.len(), plage.motifs.len())
        .into_value();
    record(tx, "plage", plage.id, "modification", details).await
}

/// What was typed beside what stands now.
async fn differs(tx: &mut Tx, typed: &Plage, now: &Plage) -> Result<()> {
    let motifs = lire::motifs(tx).await?;
    let sites = lire::noms_sites(tx).await?;
    let site = |plage: &Plage| {
        let found = sites.iter().find(|(id, _)| *id == plage.site);
        found.map(|(_, nom)| nom.clone()).unwrap_or_default()
    };
    let both = |said: &dyn Fn(&Plage) -> String| (said(typed), said(now));
    let fields = [
        ("Jours", both(&|p| mots::days(&p.jours))),
        ("Heures", both(&|p| mots::between(p.debut, p.fin))),
        ("Site", both(&site)),
        (
            "Rythme",
            both(&|p| mots::weeks(p.intervalle_semaines).to_owned()),
        ),
        ("Période", both(&|p| mots::period(p.du, p.au))),
        ("Seulement pour", both(&|p| mots::kept_for(p, &motifs))),
    ];
    let fields = fields.map(|(label, (typed, now))| (label, typed, now));
    conflict(fields.into(), now.version)
}

/// Ends hours: `dernier` is their last day. Hours that have not begun then go away.
///
/// # Errors
/// `NotFound`; `Invalid` (`au`) when they would last longer; `Conflict` when someone changed them
/// since.
pub async fn end_plage(
    tx: &mut Tx,
    agent: AgentId,
    (id, version): (Uuid, i32),
    dernier: NaiveDate,
) -> Result<()> {
    may(tx, agent)?;
    let before = find(tx, agent, id).await?;
    let last = vec![("Dernier jour", short(Some(dernier)), short(before.au))];
    if before.version != version {
        return conflict(last, before.version);
    }
    if before.au.is_some_and(|au| dernier > au) {
        let sentence = "Ces heures finissent déjà avant ce jour : changez-les pour les prolonger.";
        return Err(Error::invalid("au", sentence));
    }
    let mut plage = before.clone();
    plage.au = Some(dernier);
    let (done, action) = if dernier < plage.du {
        (ecrire::delete_plage(tx, &before).await?, "suppression")
    } else {
        (ecrire::update_plage(tx, &plage).await?, "fin")
    };
    if !done {
        let now = find(tx, agent, id).await?;
        let last = vec![("Dernier jour", short(Some(dernier)), short(now.au))];
        return conflict(last, now.version);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("agent", agent)
        .changed("au", short(before.au), short(plage.au))
        .into_value();
    record(tx, "plage", id, action, details).await
}
