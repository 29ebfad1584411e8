//! Telling the département: the conseiller proposes, someone else of the direction decides.

use jeunes::DossierForWrite;
use kernel::{FieldErrors, ObligationId, Permission};
use platform::{Error, Result, Tx};

use super::{
    actions::{advance, step},
    model::{Avis, Decision, Etape, NatureEtape},
    queries::Ecrit,
    rules::{self, Geste},
    signaler::ECRIRE,
};
use crate::commun::check_label;

/// Proposes to tell the président du conseil départemental.
///
/// # Errors
/// `Invalid` (`mots`): nothing is written, no convocation, its clock still runs; `Conflict`.
pub async fn advise(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: ObligationId,
    new: &Avis,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let agent = tx.agent_id().ok_or(Error::Forbidden)?;
    let etape = step(new.id, NatureEtape::Avis, tx.today());
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "mots", &new.mots, rules::MOTIVATION_MAX);
    let ecrit = Ecrit {
        avis: &new.mots,
        ..Ecrit::default()
    };
    let which = (id, new.version);
    advance(
        tx,
        dossier,
        which,
        Geste::Saisir(agent),
        &etape,
        (ecrit, errors),
    )
    .await
    .map(drop)
}

/// Decides to tell, or to wait.
///
/// # Errors
/// `Forbidden` to others than the direction; `Invalid` (`motivation`): nothing is written, nothing
/// is proposed, the actor proposed it; `Conflict`.
pub async fn decide(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: ObligationId,
    new: &Decision,
) -> Result<()> {
    tx.require(Permission::DeciderObligation)?;
    let agent = tx.agent_id().ok_or(Error::Forbidden)?;
    let (geste, nature) = if new.transmettre {
        (Geste::Transmettre(agent), NatureEtape::Transmission)
    } else {
        (Geste::Attendre, NatureEtape::Attente)
    };
    let etape: Etape = step(new.id, nature, tx.today());
    let mut errors = FieldErrors::new();
    check_label(
        &mut errors,
        "motivation",
        &new.motivation,
        rules::MOTIVATION_MAX,
    );
    let ecrit = Ecrit {
        motivation: &new.motivation,
        ..Ecrit::default()
    };
    advance(
        tx,
        dossier,
        (id, new.version),
        geste,
        &etape,
        (ecrit, errors),
    )
    .await
    .map(drop)
}
