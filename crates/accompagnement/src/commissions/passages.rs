//! The ordre du jour: a request joins it, and is decided.

use jeunes::{DossierForWrite, acces, situations};
use kernel::{Access, CommissionId, DemandeAideId, FondsId, Permission, Section};
use platform::{Error, Result, Tx};

use super::{
    actions,
    model::{Commission, DecisionCommission, NouveauPassage},
    queries, rules,
};
use crate::aides;

const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);

/// Puts a request on the ordre du jour. Its sheet is written now: an age bracket and codes.
///
/// # Errors
/// `NotFound` when the commission is not of the mission locale, or the request not of this dossier;
/// `Invalid` (`commission`) when it is closed, is on other funds, or the request is decided or on
/// another ordre du jour.
pub async fn inscrire(tx: &mut Tx, dossier: &DossierForWrite, new: NouveauPassage) -> Result<()> {
    tx.require(ECRIRE)?;
    let aide = aides::of(tx, dossier, new.demande).await?;
    let seance = actions::hold(tx, new.commission, "commission").await?;
    if seance.passages.iter().any(|p| p.demande == new.demande) {
        return Ok(());
    }
    if !aide.etat.attend() {
        let why = "Cette demande n’attend plus de décision.";
        return Err(Error::invalid("commission", why));
    }
    if !seance.commission.traite(aide.fonds) {
        let why = "Cette commission ne traite pas ce fonds.";
        return Err(Error::invalid("commission", why));
    }
    let age = rules::bracket(dossier.age(tx.today()));
    let all = situations::list_after_write(tx, dossier).await?;
    let situation = situations::current(&all, tx.nomenclatures())
        .map(|s| s.categorie.clone())
        .unwrap_or_default();
    queries::insert_passage(tx, new, (age, &situation)).await?;
    let details = acces::details(tx, dossier)
        .coded("commission", new.commission)
        .into_value();
    let id = new.demande.uuid();
    acces::record(tx, dossier, "ordre_du_jour", "demande_aide", id, details).await
}

/// The commissions that may look at a request of this fund, soonest first; and that on whose ordre
/// du jour it is.
pub async fn ouvertes(
    tx: &mut Tx,
    fonds: FondsId,
    demande: DemandeAideId,
) -> Result<(Vec<Commission>, Option<CommissionId>)> {
    tx.require(Permission::VoirAides)?;
    let mut all = queries::list(tx, None).await?;
    all.retain(|c| c.close_le.is_none() && c.traite(fonds));
    all.reverse();
    Ok((all, queries::open_of(tx, demande).await?))
}

/// Writes down what the commission decides on a request: as any decision, and by someone who does
/// not sit it out, while someone is left to decide.
///
/// # Errors
/// `NotFound` when the request is not on the ordre du jour; `Invalid` (`issue`), and as
/// [`aides::decider`].
pub async fn decider(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    decision: &DecisionCommission,
) -> Result<()> {
    tx.require(Permission::DeciderAide)?;
    let seance = actions::hold(tx, decision.commission, "issue").await?;
    let mut passages = seance.passages.iter();
    let passage = passages.find(|p| p.demande == decision.decision.id);
    let passage = passage.ok_or(Error::NotFound)?;
    let who = (tx.agent()?.agent, tx.today());
    rules::check_decision(&seance, passage, who).check(())?;
    let mut taken = decision.decision.clone();
    taken.le = seance.commission.tenue_le;
    aides::decider(tx, dossier, &taken).await?;
    let (presents, deports) = rules::names(&seance, passage);
    let which = (decision.commission, taken.id);
    queries::decided(tx, which, (&presents, &deports)).await
}
