//! Closing a commission, and its procès-verbal.

use kernel::{CommissionId, Permission};
use platform::{Error, Result, Tx, audit::Details};

use super::{
    actions,
    model::{Passage, ProcesVerbal, Seance, VoteNote},
    queries, rules,
};
use crate::aides;

/// Closes the commission, once for all: what was decided, by whom, who sat out. What was not decided
/// may join another one.
///
/// # Errors
/// `NotFound` when it is not of the mission locale; `Invalid` (`cloture`) before its day, or when
/// nobody is noted present.
pub async fn clore(tx: &mut Tx, id: CommissionId) -> Result<()> {
    tx.require(Permission::DeciderAide)?;
    if !queries::lock(tx, id).await? {
        return Err(Error::NotFound);
    }
    let seance = actions::commission(tx, id).await?;
    if seance.commission.close_le.is_some() {
        return Ok(());
    }
    rules::check_close(&seance, tx.today()).check(())?;
    let pv = draw(tx, &seance).await?;
    queries::close(tx, id, &serde_json::to_value(&pv)?).await?;
    let details = Details::new(tx.empreintes(), false)
        .coded("demandes", pv.votes.len())
        .into_value();
    actions::record(tx, "cloture", id, details).await
}

async fn draw(tx: &mut Tx, seance: &Seance) -> Result<ProcesVerbal> {
    let all = aides::tous(tx).await?;
    let on = all
        .iter()
        .filter(|f| seance.commission.fonds.contains(&f.id));
    let names = |present: bool| -> Vec<String> {
        let some = seance.membres.iter().filter(|m| m.present == present);
        some.map(|m| m.nom.clone()).collect()
    };
    Ok(ProcesVerbal {
        tenue_le: seance.commission.tenue_le,
        structure: tx.entete().structure.clone(),
        fonds: on.map(|f| f.nom.clone()).collect(),
        presents: names(true),
        absents: names(false),
        votes: seance
            .passages
            .iter()
            .map(|p| vote(tx, seance, p))
            .collect(),
        clos_par: tx.entete().agent.clone(),
    })
}

fn vote(tx: &Tx, seance: &Seance, passage: &Passage) -> VoteNote {
    let said = |liste: &str, code: &str| tx.nomenclatures().libelle(liste, code).to_owned();
    let (presents, deports) = rules::names(seance, passage);
    VoteNote {
        rang: passage.rang,
        age: rules::bracket_words(&passage.age).to_owned(),
        situation: said("situation_categorie", &passage.situation),
        motif: said("motif_aide", &passage.motif),
        fonds: passage.fonds_nom.clone(),
        demande: passage.demande_montant,
        decision: rules::outcome(passage.etat, passage.ici).to_owned(),
        accorde: passage.accorde.filter(|_| passage.ici),
        presents,
        deports,
    }
}

/// The procès-verbal, as it was the day the commission was closed.
///
/// # Errors
/// `NotFound` when it is not of the mission locale, or not closed.
pub async fn proces_verbal(tx: &mut Tx, id: CommissionId) -> Result<ProcesVerbal> {
    tx.require(Permission::VoirAides)?;
    let kept = queries::pv(tx, id).await?.ok_or(Error::NotFound)?;
    Ok(serde_json::from_value(kept)?)
}
