//! The answer to France Travail: accepted with the entry, returned before or during.

use chrono::NaiveDate;
use jeunes::{
    DossierForWrite, acces, echeances,
    frise::{self, NouvelEvenement},
};
use kernel::{Access, AdhesionId, DelegationId, FieldErrors, Permission, Section};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
    new_id,
};

use super::{
    liste::found,
    model::{DELEGATION, Delegation, EtatDelegation, Retour},
    queries,
    recevoir::{OBJET, REPONDRE},
    rules,
};
use crate::{
    commun::{already_there, check_choice, conflict},
    dispositifs::{self, Adhesion, Sortie},
};

/// Someone entered the délégation: whoever waited in this dossier is accepted; without a list, her
/// row is written.
pub(crate) async fn entered(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    le: NaiveDate,
) -> Result<()> {
    let Some(id) = queries::accept(tx, dossier.id, adhesion).await? else {
        let id = new_id!(tx, DelegationId);
        return queries::insert_accepted(tx, id, (dossier.id, adhesion), le).await;
    };
    let details = acces::details(tx, dossier)
        .coded("adhesion", adhesion)
        .into_value();
    acces::record(tx, dossier, "acceptation", OBJET, id.uuid(), details).await?;
    echeances::close(tx, dossier, OBJET, &[id.uuid()], Some(REPONDRE)).await
}

fn check(tx: &Tx, retour: &Retour, depuis: NaiveDate) -> FieldErrors {
    let mut errors = rules::check_retour(retour, depuis, tx.today());
    let motif = &retour.motif;
    check_choice(
        tx,
        &mut errors,
        "motif",
        "delegation_retour",
        motif,
        retour.le,
    );
    errors
}

/// Returns to France Travail someone who was not answered yet, with a reason.
///
/// # Errors
/// `NotFound`; `Invalid` (`le`, `motif`, `mots`); `Conflict` when she was answered since.
pub async fn retourner(tx: &mut Tx, id: DelegationId, retour: &Retour) -> Result<()> {
    tx.require(Permission::TenirDelegations)?;
    let delegation = found(tx, id).await?;
    if same(&delegation, retour) {
        return Ok(());
    }
    check(tx, retour, delegation.recue_le).check(())?;
    if !queries::give_back(tx, id, retour).await? {
        let now = found(tx, id).await?;
        let words = |code: &str| {
            let said = tx.nomenclatures().libelle("delegation_retour", code);
            said.to_owned()
        };
        let fields = vec![
            (
                "Où en est-on",
                EtatDelegation::Retournee.label().to_owned(),
                now.etat.label().to_owned(),
            ),
            ("Raison", words(&retour.motif), words(&now.motif)),
        ];
        return conflict(fields, now.version);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("le", retour.le)
        .coded("motif", &retour.motif)
        .secret("mots", &retour.mots)
        .into_value();
    let entry = Entry {
        action: "retour",
        objet: OBJET,
        objet_id: Some(id.uuid()),
        jeune: delegation.jeune,
        details,
    };
    audit::record(tx, entry).await?;
    let Some(jeune) = delegation.jeune else {
        return Ok(());
    };
    let dossier = acces::open_for_write(tx, jeune, Section::Plan).await?;
    echeances::close(tx, &dossier, OBJET, &[id.uuid()], Some(REPONDRE)).await?;
    happened(tx, &dossier, id, retour.le).await
}

fn same(known: &Delegation, retour: &Retour) -> bool {
    known.etat == EtatDelegation::Retournee
        && known.repondue_le == Some(retour.le)
        && known.motif == retour.motif
}

async fn happened(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: DelegationId,
    le: NaiveDate,
) -> Result<()> {
    let event = NouvelEvenement {
        survenu_le: le,
        nature: "dispositif".to_owned(),
        titre: "Retournée à France Travail".to_owned(),
        ..NouvelEvenement::of(OBJET, id.uuid())
    };
    frise::push(tx, dossier, &[event]).await
}

/// Sends back to France Travail someone who is accompanied: her course is left that day. The version
/// is that of the course.
///
/// # Errors
/// `NotFound` when this course is no délégation; `Invalid` (`le`, `motif`, `mots`); `Conflict`.
pub async fn renvoyer(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    retour: &Retour,
) -> Result<()> {
    tx.require(Permission::Dossier(Section::Plan, Access::Write))?;
    let all = dispositifs::queries::list(tx, dossier.id).await?;
    let course: Adhesion = already_there(all.into_iter().find(|a| a.id == adhesion))?;
    if course.dispositif != DELEGATION {
        return Err(Error::NotFound);
    }
    check(tx, retour, course.entree_le).check(())?;
    let sortie = Sortie {
        id: adhesion,
        version: retour.version,
        le: retour.le,
        motif: "renvoi_france_travail".to_owned(),
        mots: retour.mots.clone(),
    };
    dispositifs::end(tx, dossier, &sortie).await?;
    if !queries::send_back(tx, adhesion, retour).await? {
        let id = new_id!(tx, DelegationId);
        let who = (dossier.id, adhesion);
        queries::insert_accepted(tx, id, who, course.entree_le).await?;
        queries::send_back(tx, adhesion, retour).await?;
    }
    let details = acces::details(tx, dossier)
        .coded("le", retour.le)
        .coded("motif", &retour.motif)
        .secret("mots", &retour.mots)
        .into_value();
    acces::record(tx, dossier, "renvoi", OBJET, adhesion.uuid(), details).await
}
