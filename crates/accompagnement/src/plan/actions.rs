//! Reading the plan; adding actions, and moving them.

use chrono::NaiveDate;
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
};
use kernel::{Access, ActionId, FieldErrors, JeuneId, Permission, Section};
use platform::{Error, Result, Tx};

use super::{
    model::{
        Action, ChangementAction, EtatAction, EtatObjectif, ModificationAction, NouvelleAction,
        Plan,
    },
    objectifs::find_objectif,
    queries, rules,
};
use crate::commun::{already_there, check_choice, conflict, short, truncated};

const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
pub(super) const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);

/// The whole plan: freins, objectifs, actions, in three statements.
pub async fn read(tx: &mut Tx, dossier: &DossierForRead) -> Result<Plan> {
    tx.require(LIRE)?;
    load(tx, dossier.id).await
}

pub(super) async fn load(tx: &mut Tx, jeune: JeuneId) -> Result<Plan> {
    let freins = queries::freins(tx, jeune).await?;
    let objectifs = queries::objectifs(tx, jeune, None).await?;
    let actions = queries::actions(tx, jeune, None).await?;
    Ok(rules::assemble(freins, objectifs, actions))
}

/// Adds an action to an objectif in progress.
///
/// # Errors
/// `NotFound` when the objectif is not in progress in this dossier.
pub async fn add_action(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouvelleAction,
) -> Result<()> {
    tx.require(ECRIRE)?;
    check_new_action(new).check(())?;
    let today = tx.today();
    let added = queries::insert_actions(tx, dossier.id, std::slice::from_ref(new), today).await?;
    if added.is_empty() {
        return find_action(tx, dossier, new.id).await.map(drop);
    }
    let details = acces::details(tx, dossier)
        .coded("objectif", new.objectif)
        .coded("qui", new.qui)
        .coded("echeance_le", short(new.echeance_le))
        .secret("libelle", &new.libelle)
        .secret("partenaire", &new.partenaire)
        .into_value();
    acces::record(tx, dossier, "creation", "action", new.id.uuid(), details).await?;
    let echeance = action_echeance(tx, new.id, &new.libelle, new.echeance_le, today)?;
    echeances::push(tx, dossier, &[echeance]).await
}

/// What is wrong with an action.
pub(crate) fn check_new_action(new: &NouvelleAction) -> FieldErrors {
    rules::check_action(&new.libelle, new.qui, &new.partenaire)
}

/// The échéance of an open action decided on `decided`.
pub(crate) fn action_echeance(
    tx: &Tx,
    id: ActionId,
    libelle: &str,
    deadline: Option<NaiveDate>,
    decided: NaiveDate,
) -> Result<NouvelleEcheance> {
    let delay = tx.parametre("delai_rappel_contact_jours")?;
    let (visible_le, echeance_le) = rules::due(deadline, decided, delay);
    Ok(NouvelleEcheance {
        nature: "action".to_owned(),
        libelle: truncated(libelle, rules::ECHEANCE_MAX),
        visible_le,
        echeance_le,
        objet: "action",
        objet_id: id.uuid(),
    })
}

async fn find_action(tx: &mut Tx, dossier: &DossierForWrite, id: ActionId) -> Result<Action> {
    already_there(
        queries::actions(tx, dossier.id, Some(&[id.uuid()]))
            .await?
            .pop(),
    )
}

/// Words, gives or dates an action anew; its échéance follows.
///
/// # Errors
/// `Conflict` when someone else changed it since: both values are in it.
pub async fn update_action(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    change: &ModificationAction,
) -> Result<()> {
    tx.require(ECRIRE)?;
    rules::check_action(&change.libelle, change.qui, &change.partenaire).check(())?;
    let before = find_action(tx, dossier, change.id).await?;
    if !queries::update_action(tx, dossier.id, change).await? {
        let now = find_action(tx, dossier, change.id).await?;
        let fields = vec![
            ("Action", change.libelle.clone(), now.libelle.clone()),
            ("Qui", change.qui.label().into(), now.qui.label().into()),
            (
                "Partenaire",
                change.partenaire.clone(),
                now.partenaire.clone(),
            ),
            (
                "Échéance",
                short(change.echeance_le),
                short(now.echeance_le),
            ),
        ];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .changed("qui", before.qui, change.qui)
        .changed(
            "echeance_le",
            short(before.echeance_le),
            short(change.echeance_le),
        )
        .changed_secret("libelle", &before.libelle, &change.libelle)
        .changed_secret("partenaire", &before.partenaire, &change.partenaire)
        .into_value();
    acces::record(
        tx,
        dossier,
        "modification",
        "action",
        change.id.uuid(),
        details,
    )
    .await?;
    if !before.est_ouverte() {
        return Ok(());
    }
    let (libelle, deadline) = (&change.libelle, change.echeance_le);
    let echeance = action_echeance(tx, change.id, libelle, deadline, before.etat_le)?;
    echeances::push(tx, dossier, &[echeance]).await
}

/// Starts, ends or takes up again an action. Done or given up, its échéance closes.
///
/// # Errors
/// `Conflict` when someone else changed it since: both values are in it; `Invalid` when it cannot go
/// to that state, or needs a reason.
pub async fn change_action_state(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    change: &ChangementAction,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let before = find_action(tx, dossier, change.id).await?;
    if before.version == change.version {
        check_change(tx, dossier, &before, change).await?;
    }
    if !queries::set_action_state(tx, dossier.id, change).await? {
        let now = find_action(tx, dossier, change.id).await?;
        let motif = |code: &str| {
            tx.nomenclatures()
                .libelle("motif_abandon_action", code)
                .to_owned()
        };
        let fields = vec![
            (
                "État de l’action",
                change.etat.label().into(),
                now.etat.label().into(),
            ),
            (
                "Pourquoi",
                motif(&change.motif_abandon),
                motif(&now.motif_abandon),
            ),
        ];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .changed("etat", before.etat, change.etat)
        .changed(
            "motif_abandon",
            &before.motif_abandon,
            &change.motif_abandon,
        )
        .coded("le", change.le)
        .into_value();
    acces::record(
        tx,
        dossier,
        "modification",
        "action",
        change.id.uuid(),
        details,
    )
    .await?;
    push_state(tx, dossier, &before, change).await
}

async fn check_change(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    before: &Action,
    change: &ChangementAction,
) -> Result<()> {
    let mut errors = rules::check_move(before, change, tx.today());
    if change.etat == EtatAction::Abandonnee {
        let motif = &change.motif_abandon;
        check_choice(
            tx,
            &mut errors,
            "motif_abandon",
            "motif_abandon_action",
            motif,
            change.le,
        );
    }
    errors.check(())?;
    let reopened = matches!(change.etat, EtatAction::Planifiee | EtatAction::EnCours);
    let objectif = find_objectif(tx, dossier, before.objectif).await?;
    if reopened && objectif.etat != EtatObjectif::EnCours {
        return Err(Error::invalid(
            "etat",
            "Reprenez d’abord l’objectif : il n’est plus en cours.",
        ));
    }
    Ok(())
}

/// The échéance and the frise follow the state of an action.
async fn push_state(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    before: &Action,
    change: &ChangementAction,
) -> Result<()> {
    let id = change.id.uuid();
    if matches!(change.etat, EtatAction::Planifiee | EtatAction::EnCours) {
        let (libelle, deadline) = (&before.libelle, before.echeance_le);
        let echeance = action_echeance(tx, change.id, libelle, deadline, change.le)?;
        echeances::push(tx, dossier, &[echeance]).await?;
    } else {
        echeances::close(tx, dossier, "action", &[id], Some("action")).await?;
    }
    if change.etat == EtatAction::Faite {
        let event = action_done_event(change.id, &before.libelle, change.le);
        return frise::replace(tx, dossier, "action", id, &[event]).await;
    }
    if before.etat == EtatAction::Faite {
        return frise::replace(tx, dossier, "action", id, &[]).await;
    }
    Ok(())
}

/// What the frise says of an action that is done.
pub(crate) fn action_done_event(id: ActionId, libelle: &str, le: NaiveDate) -> NouvelEvenement {
    NouvelEvenement {
        survenu_le: le,
        nature: "action".to_owned(),
        titre: truncated(&format!("Fait : {libelle}"), 120),
        ..NouvelEvenement::of("action", id.uuid())
    }
}
