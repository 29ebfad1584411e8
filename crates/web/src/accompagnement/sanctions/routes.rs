//! Routes of sanctions.

use accompagnement::sanctions;
use axum::extract::State;
use jeunes::DossierForWrite;
use kernel::{AdhesionId, JeuneId, Permission, SanctionId, Section};
use platform::Tx;
use serde::Deserialize;

use super::{
    forms, notification,
    page::{self, Adresse},
};
use crate::{
    App,
    accompagnement::{
        commun,
        saisie::{Reprise, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
};

/// One sanction of a course.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Une {
    id: JeuneId,
    adhesion: AdhesionId,
    sanction: SanctionId,
}

impl Une {
    const fn page(self) -> Adresse {
        Adresse {
            id: self.id,
            adhesion: self.adhesion,
        }
    }
}

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::lire(Section::Plan);
    let ecrire = Besoin::ecrire(Section::Plan);
    let decider = Besoin::Permission(Permission::DeciderSanction);
    let all = "/jeunes/{id}/adhesions/{adhesion}/sanctions";
    routes.get(all, lire, show);
    routes.post(all, ecrire, propose);
    let heard = "/jeunes/{id}/adhesions/{adhesion}/sanctions/{sanction}/observations";
    routes.get(heard, lire, show);
    routes.post(heard, ecrire, hear);
    let dropped = "/jeunes/{id}/adhesions/{adhesion}/sanctions/{sanction}/abandon";
    routes.get(dropped, lire, show);
    routes.post(dropped, ecrire, drop_it);
    let verdict = "/jeunes/{id}/adhesions/{adhesion}/sanctions/{sanction}/decision";
    routes.get(verdict, lire, show);
    routes.post(verdict, decider, decide);
    let notified = "/jeunes/{id}/adhesions/{adhesion}/sanctions/{sanction}/notification";
    routes.get(notified, lire, show);
    routes.post(notified, decider, notify);
    let letter = "/jeunes/{id}/adhesions/{adhesion}/sanctions/{sanction}/notification.pdf";
    routes.get(letter, lire, notification::letter);
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    render::page(&app, &page::page(tx, &contexte, adresse, reprise).await?)
}

async fn propose(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::proposition(adresse.adhesion, &saisie.du_formulaire())?;
        sanctions::propose(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, adresse.id, Section::Plan, act).await;
    let said = "La proposition est notée : la personne peut répondre.";
    answer((&app, &contexte), adresse, &saisie, done, said).await
}

async fn hear(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let o = forms::observations(une.sanction, &saisie.du_formulaire())?;
        sanctions::hear(tx, dossier, une.adhesion, &o).await
    };
    let done = commun::act(tx, &contexte, une.id, Section::Plan, act).await;
    let said = "Ses observations sont notées.";
    answer((&app, &contexte), une.page(), &saisie, done, said).await
}

async fn drop_it(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let d = forms::decision(une.sanction, &saisie.du_formulaire())?;
        sanctions::drop_it(tx, dossier, une.adhesion, &d).await
    };
    let done = commun::act(tx, &contexte, une.id, Section::Plan, act).await;
    let said = "La proposition est abandonnée.";
    answer((&app, &contexte), une.page(), &saisie, done, said).await
}

async fn decide(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let d = forms::decision(une.sanction, &saisie.du_formulaire())?;
        sanctions::decide(tx, dossier, une.adhesion, &d).await
    };
    let done = commun::act(tx, &contexte, une.id, Section::Plan, act).await;
    let said = "La décision est notée : elle reste à notifier.";
    answer((&app, &contexte), une.page(), &saisie, done, said).await
}

async fn notify(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let n = forms::notification(une.sanction, &saisie.du_formulaire())?;
        sanctions::notify(tx, dossier, une.adhesion, &n).await
    };
    let done = commun::act(tx, &contexte, une.id, Section::Plan, act).await;
    let said = "La notification est notée.";
    answer((&app, &contexte), une.page(), &saisie, done, said).await
}

async fn answer(
    (app, contexte): (&App, &Contexte),
    adresse: Adresse,
    saisie: &Saisie,
    done: platform::Result<()>,
    message: &str,
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, &adresse.chemin(), message);
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(app, contexte).await?;
    let page = page::page(tx, contexte, adresse, Reprise::new(saisie, refus)).await?;
    render::with_status(app, page.r.refus.status(), &page)
}
