//! Paying: by someone who neither asked nor decided, and who opens no dossier.

use jeunes::{DossiersTogether, acces, frise};
use kernel::{DemandeAideId, Permission};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};

use super::{
    demandes::{self, OBJET},
    model::{DemandeAide, EtatAide, Paiement},
    queries::demandes as queries,
    rules,
};
use crate::commun::{check_choice, short};

/// An aide that the actor may know of, to pay it.
///
/// # Errors
/// `NotFound` when it is not of the mission locale, or the dossier is protected from the actor.
pub async fn payable(tx: &mut Tx, id: DemandeAideId) -> Result<DemandeAide> {
    Ok(open(tx, id).await?.0)
}

async fn open(tx: &mut Tx, id: DemandeAideId) -> Result<(DemandeAide, DossiersTogether)> {
    tx.require(Permission::PayerAide)?;
    let aide = queries::find(tx, id).await?.ok_or(Error::NotFound)?;
    let ensemble = acces::open_together(tx, Permission::PayerAide, &[aide.jeune]).await?;
    let known = ensemble.membre(aide.jeune).and_then(|m| m.nom.as_ref());
    if known.is_none() {
        return Err(Error::NotFound);
    }
    Ok((aide, ensemble))
}

/// Pays an aide that is granted.
///
/// # Errors
/// `NotFound` when it is not of the mission locale, or the dossier is protected from the actor;
/// `Invalid` (`le`, `moyen`), `moyen` when the actor asked for it or decided it; `Conflict` when
/// someone else changed it since: both values are in it.
pub async fn payer(tx: &mut Tx, paiement: &Paiement) -> Result<()> {
    let (aide, ensemble) = open(tx, paiement.id).await?;
    let acteur = tx.agent()?.agent;
    if aide.version == paiement.version {
        let mut errors = rules::check_paiement(&aide, paiement, (acteur, tx.today()));
        check_choice(
            tx,
            &mut errors,
            "moyen",
            "paiement_moyen",
            &paiement.moyen,
            paiement.le,
        );
        errors.check(())?;
    }
    if !queries::pay(tx, paiement, acteur).await? {
        let now = queries::find(tx, paiement.id)
            .await?
            .ok_or(Error::NotFound)?;
        let how = |code: &str| {
            tx.nomenclatures()
                .libelle("paiement_moyen", code)
                .to_owned()
        };
        let others = vec![
            ("Payée le", short(Some(paiement.le)), short(now.payee_le)),
            ("Comment", how(&paiement.moyen), how(&now.paiement_moyen)),
        ];
        return demandes::moved(EtatAide::Payee, &now, others);
    }
    let protege = ensemble.membre(aide.jeune).is_none_or(|m| m.protege);
    let details = Details::new(tx.empreintes(), protege)
        .changed("etat", aide.etat, EtatAide::Payee)
        .coded("le", paiement.le)
        .coded("moyen", &paiement.moyen)
        .into_value();
    let entry = Entry {
        action: "paiement",
        objet: OBJET,
        objet_id: Some(paiement.id.uuid()),
        jeune: Some(aide.jeune),
        details,
    };
    audit::record(tx, entry).await?;
    let amount = aide.accorde.map(|c| c.to_string()).unwrap_or_default();
    let title = format!("Aide payée ({amount})\u{a0}: {}", aide.fonds_nom);
    let event = demandes::event(OBJET, paiement.id.uuid(), paiement.le, &title);
    frise::push_many(tx, &ensemble, &[(aide.jeune, event)]).await
}
