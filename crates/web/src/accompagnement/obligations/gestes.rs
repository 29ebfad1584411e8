//! What people do with an obligation, one form each.

use accompagnement::obligations::{self, Signale};
use axum::extract::State;
use jeunes::DossierForWrite;
use kernel::{JeuneId, ObligationId, Section};
use platform::Tx;

use super::{
    forms,
    page::{self, Une},
};
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::{Reprise, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
};

pub(super) async fn report(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let mut said = "Le signalement est noté.";
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::signalement(&saisie.du_formulaire())?;
        if let Signale::Deja(_) = obligations::signaler(tx, dossier, &new).await? {
            said = "Cette personne est déjà signalée : ce signalement est noté avec les autres.";
        }
        Ok(())
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Plan, act).await;
    answer((&app, &contexte), chemin.id, &saisie, done, said).await
}

pub(super) async fn receive(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite, id: ObligationId| {
        let new = forms::reception(&saisie.du_formulaire())?;
        obligations::receive(tx, dossier, id, &new).await
    };
    let done = one(tx, &contexte, une, act).await;
    answer((&app, &contexte), une.id, &saisie, done, "C’est noté.").await
}

pub(super) async fn offer(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite, id: ObligationId| {
        let new = forms::proposition(&saisie.du_formulaire())?;
        obligations::offer(tx, dossier, id, &new).await
    };
    let done = one(tx, &contexte, une, act).await;
    let said = "La solution proposée est notée.";
    answer((&app, &contexte), une.id, &saisie, done, said).await
}

pub(super) async fn convoke(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite, id: ObligationId| {
        let new = forms::convocation(&saisie.du_formulaire())?;
        obligations::convoke(tx, dossier, id, &new).await
    };
    let done = one(tx, &contexte, une, act).await;
    let said = "La convocation est notée : la lettre est à imprimer.";
    answer((&app, &contexte), une.id, &saisie, done, said).await
}

pub(super) async fn advise(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite, id: ObligationId| {
        let new = forms::avis(&saisie.du_formulaire())?;
        obligations::advise(tx, dossier, id, &new).await
    };
    let done = one(tx, &contexte, une, act).await;
    let said = "C’est proposé : quelqu’un de la direction décide.";
    answer((&app, &contexte), une.id, &saisie, done, said).await
}

pub(super) async fn decide(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite, id: ObligationId| {
        let new = forms::decision(&saisie.du_formulaire())?;
        obligations::decide(tx, dossier, id, &new).await
    };
    let done = one(tx, &contexte, une, act).await;
    let said = "La décision est notée.";
    answer((&app, &contexte), une.id, &saisie, done, said).await
}

pub(super) async fn end(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite, id: ObligationId| {
        let new = forms::terme(&saisie.du_formulaire())?;
        obligations::end(tx, dossier, id, &new).await
    };
    let done = one(tx, &contexte, une, act).await;
    let said = "La fin de l’obligation est notée.";
    answer((&app, &contexte), une.id, &saisie, done, said).await
}

async fn one(
    tx: Tx,
    contexte: &Contexte,
    une: Une,
    act: impl AsyncFnOnce(&mut Tx, &DossierForWrite, ObligationId) -> platform::Result<()>,
) -> platform::Result<()> {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        // What is not of this dossier does not exist, whatever was typed.
        obligations::exists(tx, dossier, une.obligation).await?;
        act(tx, dossier, une.obligation).await
    };
    commun::act(tx, contexte, une.id, Section::Plan, act).await
}

async fn answer(
    (app, contexte): (&App, &Contexte),
    jeune: JeuneId,
    saisie: &Saisie,
    done: platform::Result<()>,
    message: &str,
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, &format!("/jeunes/{jeune}/obligation"), message);
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(app, contexte).await?;
    let page = page::page(tx, contexte, jeune, None, Reprise::new(saisie, refus)).await?;
    render::with_status(app, page.r.refus.status(), &page)
}
