//! Deciding, putting an emergency in order, telling the young person.

use chrono::NaiveDate;
use jeunes::{
    DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise,
};
use kernel::{Centimes, FondsId, JeuneId, Permission};
use platform::{Error, Result, Tx};

use super::{
    demandes::{self, DECISION, ECRIRE, OBJET},
    model::{Decision, DemandeAide, EtatAide, Fonds, Notification, Regularisation, Reste},
    queries::{demandes as queries, fonds as funds},
    rules,
};
use crate::commun::{check_choice, conflict, short, truncated};

/// What waits for an emergency to be put in order.
const REGULARISATION: &str = "regularisation_aide";

/// Grants or refuses an aide, or enters the answer of who decides on the fund. The fund is held:
/// two decisions at once never give more than it has.
///
/// # Errors
/// `NotFound` when it is not of this dossier; `Invalid`: `issue` when the actor asked for it or the
/// file was not sent, `montant`, `derogation` beyond a ceiling, `motif` of a refusal, `le`,
/// `urgence`; `Conflict` when someone else changed it since: both values are in it.
pub async fn decider(tx: &mut Tx, dossier: &DossierForWrite, decision: &Decision) -> Result<()> {
    tx.require(Permission::DeciderAide)?;
    let aide = demandes::of(tx, dossier, decision.id).await?;
    lock(tx, aide.fonds).await?;
    // It may have moved before the fund was held.
    let aide = demandes::of(tx, dossier, decision.id).await?;
    let acteur = tx.agent()?.agent;
    if aide.version == decision.version {
        let (fonds, reste) = hold(tx, aide.fonds, (dossier.id, decision.le)).await?;
        let who = (acteur, tx.today());
        rules::check_decision((&aide, &fonds), decision, reste, who).check(())?;
    }
    if !queries::decide(tx, decision, acteur).await? {
        let now = demandes::of(tx, dossier, decision.id).await?;
        return differs(decision, &now);
    }
    trace(tx, dossier, decision).await?;
    push(tx, dossier, &aide, decision).await
}

async fn lock(tx: &mut Tx, id: FondsId) -> Result<()> {
    if funds::lock(tx, id).await? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Holds the fund until the end of the transaction, and says what it may still give this person on
/// this day.
///
/// # Errors
/// `NotFound` when the fund is not of the mission locale.
pub(crate) async fn hold(
    tx: &mut Tx,
    id: FondsId,
    (jeune, day): (JeuneId, NaiveDate),
) -> Result<(Fonds, Reste)> {
    lock(tx, id).await?;
    let fonds = funds::find(tx, id).await?.ok_or(Error::NotFound)?;
    let since = rules::period_start(day, fonds.periode_mois);
    let reste = Reste {
        solde: fonds.solde(),
        deja: queries::had(tx, (jeune, id), since).await?,
    };
    Ok((fonds, reste))
}

const fn becomes(decision: &Decision) -> EtatAide {
    match decision.accorde {
        Some(_) => EtatAide::Accordee,
        None => EtatAide::Refusee,
    }
}

fn amount(accorde: Option<Centimes>) -> String {
    accorde.map(|c| c.to_string()).unwrap_or_default()
}

fn differs(decision: &Decision, now: &DemandeAide) -> Result<()> {
    let others = vec![
        (
            "Montant accordé",
            amount(decision.accorde),
            amount(now.accorde),
        ),
        (
            "Décidée le",
            short(Some(decision.le)),
            short(now.decidee_le),
        ),
        (
            "Pourquoi",
            decision.motif.clone(),
            now.decision_motif.clone(),
        ),
    ];
    demandes::moved(becomes(decision), now, others)
}

async fn trace(tx: &mut Tx, dossier: &DossierForWrite, decision: &Decision) -> Result<()> {
    let details = acces::details(tx, dossier)
        .coded("etat", becomes(decision))
        .coded(
            "accorde",
            decision.accorde.map(Centimes::field).unwrap_or_default(),
        )
        .coded("le", decision.le)
        .coded("urgence", decision.urgence)
        .secret("motif", &decision.motif)
        .secret("derogation", &decision.derogation)
        .into_value();
    acces::record(tx, dossier, "decision", OBJET, decision.id.uuid(), details).await
}

async fn push(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    aide: &DemandeAide,
    decision: &Decision,
) -> Result<()> {
    let id = decision.id.uuid();
    echeances::close(tx, dossier, OBJET, &[id], Some(DECISION)).await?;
    if decision.urgence {
        let due = NouvelleEcheance {
            nature: REGULARISATION.to_owned(),
            libelle: truncated(
                &format!(
                    "Régulariser une aide donnée en urgence\u{a0}: {}",
                    aide.fonds_nom
                ),
                120,
            ),
            visible_le: tx.today(),
            echeance_le: rules::later(decision.le, tx.parametre("aide_regularisation_jours")?),
            objet: OBJET,
            objet_id: id,
        };
        echeances::push(tx, dossier, &[due]).await?;
    }
    let what = match decision.accorde {
        Some(montant) => format!("Aide accordée ({montant})\u{a0}: {}", aide.fonds_nom),
        None => format!("Aide refusée\u{a0}: {}", aide.fonds_nom),
    };
    let event = demandes::event(OBJET, id, decision.le, &what);
    frise::push(tx, dossier, &[event]).await
}

/// Puts in order what was decided in an emergency.
///
/// # Errors
/// `NotFound` when it is not of this dossier; `Invalid` (`le`); `Conflict` when someone else changed
/// it since: both values are in it.
pub async fn regulariser(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    change: &Regularisation,
) -> Result<()> {
    tx.require(Permission::DeciderAide)?;
    let aide = demandes::of(tx, dossier, change.id).await?;
    let acteur = tx.agent()?.agent;
    if aide.version == change.version {
        rules::check_regularisation(&aide, change, (acteur, tx.today())).check(())?;
    }
    if !queries::regularise(tx, change, acteur).await? {
        let now = demandes::of(tx, dossier, change.id).await?;
        let typed = short(Some(change.le));
        return conflict(
            vec![("Régularisée le", typed, short(now.regularisee_le))],
            now.version,
        );
    }
    let id = change.id.uuid();
    let details = acces::details(tx, dossier)
        .coded("le", change.le)
        .into_value();
    acces::record(tx, dossier, "regularisation", OBJET, id, details).await?;
    echeances::close(tx, dossier, OBJET, &[id], Some(REGULARISATION)).await
}

/// Writes down that the decision was told, when and how.
///
/// # Errors
/// `NotFound` when it is not of this dossier; `Invalid` (`le`, `moyen`); `Conflict` when someone
/// else changed it since: both values are in it.
pub async fn notifier(tx: &mut Tx, dossier: &DossierForWrite, change: &Notification) -> Result<()> {
    tx.require(ECRIRE)?;
    let aide = demandes::of(tx, dossier, change.id).await?;
    let mut errors = rules::check_notification(&aide, change.le, tx.today());
    check_choice(
        tx,
        &mut errors,
        "moyen",
        "notification_moyen",
        &change.moyen,
        change.le,
    );
    if aide.version == change.version {
        errors.check(())?;
    }
    if !queries::notify(tx, change).await? {
        let now = demandes::of(tx, dossier, change.id).await?;
        let how = |code: &str| {
            tx.nomenclatures()
                .libelle("notification_moyen", code)
                .to_owned()
        };
        let fields = vec![
            (
                "Annoncée le",
                short(Some(change.le)),
                short(now.notifiee_le),
            ),
            ("Comment", how(&change.moyen), how(&now.notifiee_par)),
        ];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .coded("le", change.le)
        .coded("moyen", &change.moyen)
        .into_value();
    acces::record(
        tx,
        dossier,
        "notification",
        OBJET,
        change.id.uuid(),
        details,
    )
    .await
}

/// The last day to ask for a second look at a decision of `day`.
///
/// # Errors
/// Internal when the parameter is not in the database for that day.
pub fn recours_jusqu_au(tx: &Tx, day: NaiveDate) -> Result<NaiveDate> {
    let count = tx.parametres().entier("aide_recours_jours", day)?;
    Ok(rules::later(day, count))
}
