//! The accounts of the agents of a mission locale.

use chrono::Duration;
use kernel::{AgentId, CompteId};
use platform::{
    Error, Result, Tx,
    audit::Details,
    liens::{self, Motif},
    new_id, sessions,
};

use super::{
    actions::{ELSEWHERE, LAST, above, administer, one},
    model::{AgentFiche, CompteLigne, EtatCompte, Invitation},
    queries, rules,
};
use crate::structures::actions::{conflict, record};

/// The agent, and her account when `needed`; refuses one that others answer for.
async fn mine(tx: &mut Tx, agent: AgentId) -> Result<AgentFiche> {
    let ml = administer(tx).await?;
    let fiche = one(tx, ml, agent).await?;
    above(tx, &fiche)?;
    if fiche.ailleurs {
        return Err(Error::invalid("compte", ELSEWHERE));
    }
    Ok(fiche)
}

fn account(fiche: &AgentFiche) -> Result<&CompteLigne> {
    fiche.compte.as_ref().ok_or(Error::NotFound)
}

/// Opens the account of an agent who works here, with a first-sign-in link.
///
/// # Errors
/// `NotFound` for an agent of another mission locale; `Invalid` when she has an account, or works
/// here no more.
pub async fn create_account(tx: &mut Tx, agent: AgentId) -> Result<Invitation> {
    let fiche = mine(tx, agent).await?;
    if fiche.compte.is_some() {
        return Err(Error::invalid("compte", "Cette personne a déjà un compte."));
    }
    let today = tx.today();
    if fiche
        .affectations
        .iter()
        .all(|a| a.au.is_some_and(|au| au < today))
    {
        return Err(Error::invalid("compte", "Ajoutez d’abord une affectation."));
    }
    let (id, now) = (new_id!(tx, CompteId), tx.now());
    queries::create_account(tx, id, agent, now).await?;
    log(tx, "creation", id, agent).await?;
    invite(tx, id).await
}

/// Makes a new link to choose a password, and withdraws the former one.
///
/// # Errors
/// `NotFound` for an agent of another mission locale, or without account; `Invalid` when the
/// account is closed or shared with another structure.
pub async fn renew_link(tx: &mut Tx, agent: AgentId) -> Result<Invitation> {
    let fiche = mine(tx, agent).await?;
    let compte = account(&fiche)?;
    if compte.etat == EtatCompte::Ferme {
        return Err(Error::invalid("compte", "Rouvrez d’abord ce compte."));
    }
    log(tx, "lien", compte.id, agent).await?;
    invite(tx, compte.id).await
}

async fn invite(tx: &mut Tx, compte: CompteId) -> Result<Invitation> {
    let validite = Duration::hours(tx.parametre("lien_premiere_connexion_heures")?);
    let expire_le = tx.now() + validite;
    let token = liens::create(tx, Motif::MotDePasse, compte.uuid(), None, validite).await?;
    Ok(Invitation {
        compte,
        token,
        expire_le,
    })
}

/// Closes the account: no sign-in, no session, no link any more.
///
/// # Errors
/// As [`renew_link`]; `Invalid` for one's own account, or when nobody would be left to administer
/// the mission locale; `Conflict` when someone changed it meanwhile.
pub async fn close_account(tx: &mut Tx, agent: AgentId, version: i32) -> Result<()> {
    let fiche = mine(tx, agent).await?;
    let compte = account(&fiche)?;
    if tx.agent_id() == Some(agent) {
        return Err(Error::invalid(
            "compte",
            "On ne ferme pas son propre compte.",
        ));
    }
    let (ml, today) = (tx.ml()?, tx.today());
    let agents = queries::agents(tx, ml, None).await?;
    let administers = fiche.affectations.iter().any(rules::administers);
    if administers && !rules::still_administered(&agents, |a| a.agent == agent, today, today) {
        return Err(Error::invalid("compte", LAST));
    }
    set_closed(tx, compte, version, true).await?;
    sessions::close_all(tx, compte.id).await?;
    let now = tx.now();
    queries::revoke_links(tx, compte.id, now).await?;
    log(tx, "fermeture", compte.id, agent).await
}

/// Opens a closed account again; its password still holds.
///
/// # Errors
/// As [`renew_link`]; `Conflict` when someone changed it meanwhile.
pub async fn reopen_account(tx: &mut Tx, agent: AgentId, version: i32) -> Result<()> {
    let fiche = mine(tx, agent).await?;
    let compte = account(&fiche)?;
    set_closed(tx, compte, version, false).await?;
    log(tx, "reouverture", compte.id, agent).await
}

async fn set_closed(tx: &mut Tx, compte: &CompteLigne, version: i32, closed: bool) -> Result<()> {
    let ferme_le = closed.then(|| tx.now());
    if queries::set_closed(tx, compte.id, version, ferme_le).await? {
        return Ok(());
    }
    let wanted = if closed {
        EtatCompte::Ferme
    } else {
        EtatCompte::Ouvert
    };
    let champs = [(
        "Compte",
        wanted.label().to_owned(),
        compte.etat.label().to_owned(),
    )];
    Err(conflict(compte.version, &champs))
}

/// Closes every session of an agent who works here; returns how many were open.
///
/// # Errors
/// As [`renew_link`].
pub async fn sign_out_everywhere(tx: &mut Tx, agent: AgentId) -> Result<u64> {
    let fiche = mine(tx, agent).await?;
    let compte = account(&fiche)?;
    let closed = sessions::close_all(tx, compte.id).await?;
    log(tx, "deconnexion", compte.id, agent).await?;
    Ok(closed)
}

async fn log(tx: &mut Tx, action: &str, compte: CompteId, agent: AgentId) -> Result<()> {
    let details = Details::new(tx.empreintes(), false)
        .coded("agent", agent)
        .into_value();
    record(tx, action, "compte", compte.uuid(), details).await
}
