//! What the forms of the plan do, one handler each.

use accompagnement::{freins, plan};
use axum::extract::State;
use jeunes::DossierForWrite;
use kernel::{ActionId, FreinId, JeuneId, ObjectifId, Section};
use platform::Tx;

use super::{forms, routes::answer};
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::Saisie,
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        render::PageResult,
    },
};

pub(super) async fn add_frein(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let read = forms::frein(&saisie.du_formulaire())?;
        freins::add(tx, dossier, &read).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Diagnostic, act).await;
    answer(
        &app,
        &contexte,
        chemin.id,
        &saisie,
        done,
        "C’est noté dans ce qui bloque.",
    )
    .await
}

pub(super) async fn lift_frein(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, FreinId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let read = forms::levee(id, &saisie.du_formulaire())?;
        freins::lift(tx, dossier, &read).await
    };
    let done = commun::act(tx, &contexte, jeune, Section::Diagnostic, act).await;
    answer(
        &app,
        &contexte,
        jeune,
        &saisie,
        done,
        "Ce point ne bloque plus.",
    )
    .await
}

pub(super) async fn reopen_frein(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, FreinId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let read = forms::reouverture(id, &saisie.du_formulaire())?;
        freins::reopen(tx, dossier, &read).await
    };
    let done = commun::act(tx, &contexte, jeune, Section::Diagnostic, act).await;
    answer(
        &app,
        &contexte,
        jeune,
        &saisie,
        done,
        "Ce point bloque à nouveau.",
    )
    .await
}

pub(super) async fn add_objectif(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let read = forms::objectif(&saisie.du_formulaire())?;
        plan::add_objectif(tx, dossier, &read).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        chemin.id,
        &saisie,
        done,
        "L’objectif est ajouté.",
    )
    .await
}

pub(super) async fn update_objectif(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, ObjectifId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let read = forms::modification_objectif(id, &saisie.du_formulaire())?;
        plan::update_objectif(tx, dossier, &read).await
    };
    let done = commun::act(tx, &contexte, jeune, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        jeune,
        &saisie,
        done,
        "L’objectif est reformulé.",
    )
    .await
}

pub(super) async fn move_objectif(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, ObjectifId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let read = forms::etat_objectif(id, &saisie.du_formulaire())?;
        plan::change_objectif_state(tx, dossier, &read).await
    };
    let done = commun::act(tx, &contexte, jeune, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        jeune,
        &saisie,
        done,
        "L’objectif est à jour.",
    )
    .await
}

pub(super) async fn add_action(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let read = forms::action(&saisie.du_formulaire())?;
        plan::add_action(tx, dossier, &read).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        chemin.id,
        &saisie,
        done,
        "L’action est ajoutée.",
    )
    .await
}

pub(super) async fn update_action(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, ActionId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let read = forms::modification_action(id, &saisie.du_formulaire())?;
        plan::update_action(tx, dossier, &read).await
    };
    let done = commun::act(tx, &contexte, jeune, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        jeune,
        &saisie,
        done,
        "L’action est modifiée.",
    )
    .await
}

pub(super) async fn move_action(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, ActionId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let read = forms::etat_action(id, &saisie.du_formulaire())?;
        plan::change_action_state(tx, dossier, &read).await
    };
    let done = commun::act(tx, &contexte, jeune, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        jeune,
        &saisie,
        done,
        "L’action est à jour.",
    )
    .await
}

pub(super) async fn agree(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let read = forms::accord(&saisie.du_formulaire())?;
        plan::give_agreement(tx, dossier, &read).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        chemin.id,
        &saisie,
        done,
        "Les réponses sont notées, le plan de ce jour est gardé.",
    )
    .await
}
