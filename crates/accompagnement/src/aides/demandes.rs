//! Asking for an aide, sending its file, giving it up.

use jeunes::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
};
use kernel::{Access, DemandeAideId, Permission, Section};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::{
    fonds,
    model::{Annulation, DemandeAide, Envoi, EtatAide, NouvelleAide},
    queries::demandes as queries,
    rules,
};
use crate::commun::{already_there, check_choice, conflict, short, truncated};

/// The kind of object of what is pushed.
pub(super) const OBJET: &str = "demande_aide";
/// What waits for a decision.
pub(super) const DECISION: &str = "decision_aide";
pub(super) const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
pub(super) const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);

/// Asks for an aide.
///
/// # Errors
/// `NotFound` when the fund is not of the mission locale, or the frein not of this dossier;
/// `Invalid` (`fonds`, `motif`, `montant`, `pieces`, `precisions`, `demandee_le`).
pub async fn create(tx: &mut Tx, dossier: &DossierForWrite, new: &NouvelleAide) -> Result<()> {
    tx.require(ECRIRE)?;
    if let Some(known) = queries::find(tx, new.id).await? {
        return already_there((known.jeune == dossier.id).then_some(()));
    }
    let fonds = fonds::fonds(tx, new.fonds).await?;
    let today = tx.today();
    let mut errors = rules::check_demande(new, &fonds, today);
    check_choice(
        tx,
        &mut errors,
        "motif",
        "motif_aide",
        &new.motif,
        new.demandee_le,
    );
    errors.check(())?;
    let demandeur = tx.agent()?.agent;
    if !queries::insert(tx, dossier.id, new, demandeur).await? {
        return Err(Error::NotFound);
    }
    let mut details = acces::details(tx, dossier)
        .coded("fonds", new.fonds)
        .coded("motif", &new.motif)
        .coded("montant", new.montant.field())
        .coded("demandee_le", new.demandee_le)
        .secret("precisions", &new.precisions);
    if let Some(frein) = new.frein {
        details = details.coded("frein", frein);
    }
    let details = details.into_value();
    acces::record(tx, dossier, "creation", OBJET, new.id.uuid(), details).await?;
    let wait = rules::later(new.demandee_le, tx.parametre("aide_decision_jours")?);
    let due = NouvelleEcheance {
        nature: DECISION.to_owned(),
        libelle: truncated(&format!("Décision sur une aide\u{a0}: {}", fonds.nom), 120),
        visible_le: today,
        echeance_le: wait,
        objet: OBJET,
        objet_id: new.id.uuid(),
    };
    echeances::push(tx, dossier, &[due]).await?;
    let event = event(
        OBJET,
        new.id.uuid(),
        new.demandee_le,
        &format!("Aide demandée\u{a0}: {}", fonds.nom),
    );
    frise::push(tx, dossier, &[event]).await
}

/// What the frise says of an aide, of a voucher, of a loan.
pub(crate) fn event(
    objet: &'static str,
    id: Uuid,
    le: chrono::NaiveDate,
    titre: &str,
) -> NouvelEvenement {
    NouvelEvenement {
        survenu_le: le,
        nature: "aide".to_owned(),
        titre: truncated(titre, 120),
        ..NouvelEvenement::of(objet, id)
    }
}

/// Writes down that the file left for who decides.
///
/// # Errors
/// `NotFound` when it is not of this dossier; `Invalid` (`le`); `Conflict` when someone else changed
/// it since: both values are in it.
pub async fn envoyer(tx: &mut Tx, dossier: &DossierForWrite, envoi: &Envoi) -> Result<()> {
    tx.require(ECRIRE)?;
    let aide = of(tx, dossier, envoi.id).await?;
    if aide.version == envoi.version {
        rules::check_envoi(&aide, envoi.le, tx.today()).check(())?;
    }
    if !queries::send(tx, envoi).await? {
        let now = of(tx, dossier, envoi.id).await?;
        let sent = (
            "Dossier envoyé le",
            short(Some(envoi.le)),
            short(now.envoyee_le),
        );
        return moved(EtatAide::Envoyee, &now, vec![sent]);
    }
    let details = acces::details(tx, dossier)
        .changed("etat", aide.etat, EtatAide::Envoyee)
        .coded("le", envoi.le)
        .into_value();
    acces::record(tx, dossier, "envoi", OBJET, envoi.id.uuid(), details).await
}

/// Gives an aide up; once it is granted only who may decide does it.
///
/// # Errors
/// `NotFound` when it is not of this dossier; `Forbidden`; `Invalid` (`motif`); `Conflict` when
/// someone else changed it since: both values are in it.
pub async fn annuler(tx: &mut Tx, dossier: &DossierForWrite, change: &Annulation) -> Result<()> {
    tx.require(ECRIRE)?;
    let aide = of(tx, dossier, change.id).await?;
    if aide.version == change.version {
        if aide.etat.engage() {
            tx.require(Permission::DeciderAide)?;
        }
        rules::check_annulation(&aide, change).check(())?;
    }
    if !queries::cancel(tx, change).await? {
        let now = of(tx, dossier, change.id).await?;
        let why = ("Pourquoi", change.motif.clone(), now.annulee_motif.clone());
        return moved(EtatAide::Annulee, &now, vec![why]);
    }
    let details = acces::details(tx, dossier)
        .changed("etat", aide.etat, EtatAide::Annulee)
        .secret("motif", &change.motif)
        .into_value();
    acces::record(tx, dossier, "annulation", OBJET, change.id.uuid(), details).await?;
    echeances::close(tx, dossier, OBJET, &[change.id.uuid()], None).await?;
    let title = format!("Aide annulée\u{a0}: {}", aide.fonds_nom);
    let event = event(OBJET, change.id.uuid(), tx.today(), &title);
    frise::push(tx, dossier, &[event]).await
}

/// The conflict of a state that moved; the same act posted twice is none.
pub(super) fn moved(
    to: EtatAide,
    now: &DemandeAide,
    mut others: Vec<(&'static str, String, String)>,
) -> Result<()> {
    others.push(("État de l’aide", to.label().into(), now.etat.label().into()));
    conflict(others, now.version)
}

/// One aide of this dossier.
pub(crate) async fn of(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: DemandeAideId,
) -> Result<DemandeAide> {
    let found = queries::find(tx, id).await?;
    already_there(found.filter(|aide| aide.jeune == dossier.id))
}

/// One aide of the dossier.
///
/// # Errors
/// `NotFound` when it is not of this dossier.
pub async fn find(tx: &mut Tx, dossier: &DossierForRead, id: DemandeAideId) -> Result<DemandeAide> {
    tx.require(LIRE)?;
    let found = queries::find(tx, id).await?;
    already_there(found.filter(|aide| aide.jeune == dossier.id))
}

/// Every aide of the dossier, latest first.
pub async fn of_dossier(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<DemandeAide>> {
    tx.require(LIRE)?;
    queries::of_jeune(tx, dossier.id).await
}
