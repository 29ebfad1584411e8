//! Declaring agents and their affectations.

use chrono::NaiveDate;
use kernel::{AffectationId, AgentId, MlId, Permission};
use platform::{Error, Result, Tx, audit::Details};

use super::{
    model::{AffectationLigne, AffectationSaisie, AgentFiche, AgentSaisi, Declaration},
    queries,
    rules::{self, Donneur},
};
use crate::structures::actions::{conflict, record};

/// The agents of the mission locale, past ones too, by name.
///
/// # Errors
/// `Forbidden` except for its administration.
pub async fn list_agents(tx: &mut Tx) -> Result<Vec<AgentFiche>> {
    tx.require(Permission::AdministrerComptes)?;
    let ml = tx.ml()?;
    queries::agents(tx, ml, None).await
}

/// One agent of the mission locale.
///
/// # Errors
/// `NotFound` for an agent of another one.
pub async fn agent(tx: &mut Tx, id: AgentId) -> Result<AgentFiche> {
    tx.require(Permission::AdministrerComptes)?;
    let ml = tx.ml()?;
    one(tx, ml, id).await
}

pub(super) async fn one(tx: &mut Tx, ml: MlId, id: AgentId) -> Result<AgentFiche> {
    queries::agents(tx, ml, Some(id))
        .await?
        .pop()
        .ok_or(Error::NotFound)
}

/// The mission locale administered, held for this transaction.
pub(super) async fn administer(tx: &mut Tx) -> Result<MlId> {
    tx.require(Permission::AdministrerComptes)?;
    let ml = tx.ml()?;
    queries::lock(tx, ml).await?;
    Ok(ml)
}

pub(super) const fn giver(tx: &Tx) -> Donneur {
    Donneur {
        agent: tx.agent_id(),
        role: tx.actor().role(),
    }
}

/// Refuses an administrateur local who acts on the direction.
pub(super) fn above(tx: &Tx, cible: &AgentFiche) -> Result<()> {
    if cible.is_direction(tx.today()) && !giver(tx).is_direction() {
        return Err(Error::Forbidden);
    }
    Ok(())
}

/// Declares a person and her first affectation, under the identifiers that the form carried. When
/// someone already has this mail, nothing is written: offer [`attach_agent`]. A second post changes
/// nothing.
///
/// # Errors
/// `Invalid`, field by field.
pub async fn declare_agent(
    tx: &mut Tx,
    id: AgentId,
    saisi: &AgentSaisi,
    affectation: &AffectationSaisie,
) -> Result<Declaration> {
    let ml = administer(tx).await?;
    let saisi = rules::agent(saisi)?;
    if let Some((agent, prenom, nom)) = queries::by_courriel(tx, &saisi.courriel).await? {
        if agent == id && one(tx, ml, id).await.is_ok() {
            return Ok(Declaration::Nouvelle(id));
        }
        let ici = !queries::agents(tx, ml, Some(agent)).await?.is_empty();
        return Ok(Declaration::DejaDeclaree {
            agent,
            prenom,
            nom,
            ici,
        });
    }
    check(tx, ml, id, affectation, &[]).await?;
    queries::create_agent(tx, id, &saisi).await?;
    let details = Details::new(tx.empreintes(), false)
        .secret("courriel", &saisi.courriel)
        .coded("role", affectation.role)
        .into_value();
    record(tx, "creation", "agent", id.uuid(), details).await?;
    write(tx, ml, id, affectation).await?;
    Ok(Declaration::Nouvelle(id))
}

/// Adds an affectation to an agent of the mission locale. A second post changes nothing.
///
/// # Errors
/// `NotFound` for an agent of another one; `Invalid`, field by field.
pub async fn add_affectation(
    tx: &mut Tx,
    agent: AgentId,
    affectation: &AffectationSaisie,
) -> Result<()> {
    let ml = administer(tx).await?;
    let fiche = one(tx, ml, agent).await?;
    add(tx, ml, agent, &fiche.affectations, affectation).await
}

/// Adds an affectation to the person who has this mail, wherever she already works.
///
/// # Errors
/// `Invalid` on `courriel` when nobody has it; `Invalid`, field by field.
pub async fn attach_agent(
    tx: &mut Tx,
    courriel: &str,
    affectation: &AffectationSaisie,
) -> Result<AgentId> {
    let ml = administer(tx).await?;
    let courriel = rules::courriel(courriel).unwrap_or_default();
    let Some((agent, ..)) = queries::by_courriel(tx, &courriel).await? else {
        return Err(Error::invalid(
            "courriel",
            "Personne n’est déclaré avec cette adresse.",
        ));
    };
    let deja = queries::agents(tx, ml, Some(agent)).await?.pop();
    let deja = deja.map(|fiche| fiche.affectations).unwrap_or_default();
    add(tx, ml, agent, &deja, affectation).await?;
    Ok(agent)
}

async fn add(
    tx: &mut Tx,
    ml: MlId,
    agent: AgentId,
    deja: &[AffectationLigne],
    saisie: &AffectationSaisie,
) -> Result<()> {
    if deja.iter().any(|a| a.id == saisie.id) {
        return Ok(());
    }
    check(tx, ml, agent, saisie, deja).await?;
    write(tx, ml, agent, saisie).await
}

async fn check(
    tx: &mut Tx,
    ml: MlId,
    agent: AgentId,
    saisie: &AffectationSaisie,
    deja: &[AffectationLigne],
) -> Result<()> {
    rules::affectation(saisie, giver(tx), agent, deja)?;
    let today = tx.today();
    if let Some(site) = saisie.site
        && !queries::site_is_open(tx, ml, site, today).await?
    {
        return Err(Error::invalid(
            "site",
            "Choisissez un site ouvert de votre mission locale.",
        ));
    }
    Ok(())
}

async fn write(tx: &mut Tx, ml: MlId, agent: AgentId, saisie: &AffectationSaisie) -> Result<()> {
    queries::create_affectation(tx, ml, agent, saisie).await?;
    let details = Details::new(tx.empreintes(), false)
        .coded("agent", agent)
        .coded("role", saisie.role)
        .coded("du", saisie.du)
        .coded("au", day(saisie.au))
        .into_value();
    record(tx, "creation", "affectation", saisie.id.uuid(), details).await
}

fn day(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// Ends an affectation of the mission locale on the day `au`, its last one.
///
/// # Errors
/// `NotFound` for one of another mission locale; `Conflict` when someone changed it meanwhile;
/// `Invalid` when nobody would be left to administer the mission locale.
pub async fn end_affectation(
    tx: &mut Tx,
    id: AffectationId,
    version: i32,
    au: NaiveDate,
) -> Result<()> {
    let ml = administer(tx).await?;
    let agent = queries::holder(tx, ml, id).await?.ok_or(Error::NotFound)?;
    let agents = queries::agents(tx, ml, None).await?;
    let fiche = agents
        .iter()
        .find(|a| a.id == agent)
        .ok_or(Error::NotFound)?;
    let ligne = fiche
        .affectations
        .iter()
        .find(|a| a.id == id)
        .ok_or(Error::NotFound)?;
    if ligne.role.is_direction() && !giver(tx).is_direction() {
        return Err(Error::Forbidden);
    }
    if ligne.version != version {
        let champs = [("Dernier jour", au.to_string(), day(ligne.au))];
        return Err(conflict(ligne.version, &champs));
    }
    if au < ligne.du {
        return Err(Error::invalid(
            "au",
            "La fin ne peut pas précéder le début.",
        ));
    }
    let today = tx.today();
    if rules::administers(ligne) && !rules::still_administered(&agents, |a| a.id == id, today, au) {
        return Err(Error::invalid("au", LAST));
    }
    if !queries::end_affectation(tx, ml, id, version, au).await? {
        return Err(Error::NotFound);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("agent", agent)
        .changed("au", day(ligne.au), au)
        .into_value();
    record(tx, "modification", "affectation", id.uuid(), details).await
}

/// Why the last one stays.
pub(super) const LAST: &str = "Donnez d’abord ce rôle à quelqu’un d’autre : il faut toujours un \
     administrateur local ou un directeur dont le compte est ouvert.";

/// Changes the names, mail and phone of an agent who works here only.
///
/// # Errors
/// `NotFound` for an agent of another mission locale; `Invalid`; `Conflict` when someone changed
/// her meanwhile.
pub async fn update_agent(
    tx: &mut Tx,
    id: AgentId,
    version: i32,
    saisi: &AgentSaisi,
) -> Result<()> {
    let ml = administer(tx).await?;
    let fiche = one(tx, ml, id).await?;
    above(tx, &fiche)?;
    if fiche.ailleurs {
        return Err(Error::invalid("courriel", ELSEWHERE));
    }
    let saisi = rules::agent(saisi)?;
    if !queries::update_agent(tx, id, version, &saisi).await? {
        return Err(conflict(
            fiche.version,
            &[
                ("Prénom", saisi.prenom, fiche.prenom),
                ("Nom", saisi.nom, fiche.nom),
                ("Courriel", saisi.courriel, fiche.courriel),
                ("Téléphone", saisi.telephone, fiche.telephone),
            ],
        ));
    }
    let details = Details::new(tx.empreintes(), false)
        .changed_secret("prenom", &fiche.prenom, &saisi.prenom)
        .changed_secret("nom", &fiche.nom, &saisi.nom)
        .changed_secret("courriel", &fiche.courriel, &saisi.courriel)
        .changed_secret("telephone", &fiche.telephone, &saisi.telephone)
        .into_value();
    record(tx, "modification", "agent", id.uuid(), details).await
}

/// Why a shared account is not touched from here.
pub(super) const ELSEWHERE: &str = "Cette personne travaille aussi dans une autre structure : son \
     compte n’est pas à vous seul. Mettez fin à son affectation chez vous.";
