//! The meetings of a parrain or a marraine and who they go with.

use jeunes::{
    DossierForWrite, acces,
    frise::{self, NouvelEvenement},
    heures::{self, NouvelleHeure},
};
use kernel::{ParrainageId, RencontreId};
use platform::{Error, Result, Tx};

use super::{
    model::{Issue, NouvelleRencontre},
    queries, rules,
    suivre::{ECRIRE, follow, found},
};
use crate::commun::check_choice;

/// The kind of object on the frise, in the hours and in the audit.
const OBJET: &str = "rencontre_parrainage";

/// Notes a meeting. A second post of the same form changes nothing.
///
/// # Errors
/// `NotFound` when the parrainage is not of this dossier; `Invalid` (`le`, `moyen`, `sujet`,
/// `minutes`).
pub async fn noter_rencontre(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouvelleRencontre,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let p = found(tx, dossier, new.parrainage).await?;
    let known = queries::meetings(tx, dossier.id, Some(p.adhesion)).await?;
    if known.iter().any(|r| r.id == new.id) {
        return Ok(());
    }
    let mut errors = rules::check_rencontre(new, &p, tx.today());
    for (champ, liste, code) in [
        ("moyen", "parrainage_moyen", &new.moyen),
        ("sujet", "parrainage_sujet", &new.sujet),
    ] {
        check_choice(tx, &mut errors, champ, liste, code, new.le);
    }
    errors.check(())?;
    if !queries::insert_meeting(tx, dossier.id, new).await? {
        return Err(Error::NotFound);
    }
    let details = acces::details(tx, dossier)
        .coded("parrainage", new.parrainage)
        .coded("le", new.le)
        .coded("moyen", &new.moyen)
        .coded("sujet", &new.sujet)
        .coded("issue", new.issue)
        .into_value();
    acces::record(tx, dossier, "creation", OBJET, new.id.uuid(), details).await?;
    push(tx, dossier, new).await?;
    follow(tx, dossier, &p).await
}

async fn push(tx: &mut Tx, dossier: &DossierForWrite, new: &NouvelleRencontre) -> Result<()> {
    let titre = match new.issue {
        Issue::Tenue => {
            let sujet = tx.nomenclatures().libelle("parrainage_sujet", &new.sujet);
            format!("Rencontre de parrainage : {}", sujet.to_lowercase())
        }
        Issue::JeuneAbsent | Issue::ParrainAbsent => "Rencontre de parrainage non tenue".to_owned(),
    };
    let event = NouvelEvenement {
        survenu_le: new.le,
        nature: "parrainage".to_owned(),
        titre,
        ..NouvelEvenement::of(OBJET, new.id.uuid())
    };
    frise::push(tx, dossier, &[event]).await?;
    let Some(minutes) = new.minutes else {
        return Ok(());
    };
    let hour = NouvelleHeure {
        jour: new.le,
        minutes,
        nature: "parrainage",
        validee: true,
        objet: OBJET,
        objet_id: new.id.uuid(),
    };
    heures::push(tx, dossier, &hour).await
}

/// Takes back a meeting noted by mistake, with its hours.
///
/// # Errors
/// `NotFound` when the parrainage is not of this dossier.
pub async fn retirer_rencontre(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    parrainage: ParrainageId,
    id: RencontreId,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let p = found(tx, dossier, parrainage).await?;
    let known = queries::meetings(tx, dossier.id, Some(p.adhesion)).await?;
    if known
        .iter()
        .all(|r| r.id != id || r.parrainage != parrainage)
    {
        return Err(Error::NotFound);
    }
    queries::delete_meeting(tx, dossier.id, id).await?;
    heures::clear(tx, dossier, OBJET, id.uuid()).await?;
    frise::replace(tx, dossier, OBJET, id.uuid(), &[]).await?;
    let details = acces::details(tx, dossier)
        .coded("parrainage", parrainage)
        .into_value();
    acces::record(tx, dossier, "suppression", OBJET, id.uuid(), details).await?;
    follow(tx, dossier, &p).await
}
