//! Routes of demandes and propositions.

use accompagnement::demandes;
use axum::extract::State;
use jeunes::DossierForWrite;
use kernel::{DemandeId, JeuneId, PropositionId, Section};
use platform::Tx;

use super::{forms, pages};
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
        routes::{Besoin, Routes},
    },
};

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::lire(Section::Demandes);
    let ecrire = Besoin::ecrire(Section::Demandes);
    routes.get("/jeunes/{id}/demandes", lire, show);
    routes.post("/jeunes/{id}/demandes", ecrire, create);
    routes.get("/jeunes/{id}/demandes/{demande}", lire, show);
    routes.post("/jeunes/{id}/demandes/{demande}", ecrire, change);
    routes.get("/jeunes/{id}/propositions", lire, show);
    routes.post("/jeunes/{id}/propositions", ecrire, propose);
    routes.get("/jeunes/{id}/propositions/{proposition}", lire, show);
    routes.post(
        "/jeunes/{id}/propositions/{proposition}",
        ecrire,
        change_proposition,
    );
}

/// The page; at the address of a form, with what was typed there when the session ended.
async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    render::page(&app, &pages::page(tx, &contexte, chemin.id, reprise).await?)
}

async fn create(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::demande(&saisie.du_formulaire())?;
        demandes::create(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Demandes, act).await;
    answer(
        &app,
        &contexte,
        chemin.id,
        &saisie,
        done,
        "La demande est notée.",
    )
    .await
}

async fn change(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, demande)): PathOf<(JeuneId, DemandeId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let change = forms::etat_demande(demande, &saisie.du_formulaire())?;
        demandes::change_state(tx, dossier, &change).await
    };
    let done = commun::act(tx, &contexte, jeune, Section::Demandes, act).await;
    answer(
        &app,
        &contexte,
        jeune,
        &saisie,
        done,
        "La demande est à jour.",
    )
    .await
}

async fn propose(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::proposition(&saisie.du_formulaire())?;
        demandes::propose(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Demandes, act).await;
    answer(
        &app,
        &contexte,
        chemin.id,
        &saisie,
        done,
        "La proposition est notée.",
    )
    .await
}

async fn change_proposition(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, proposition)): PathOf<(JeuneId, PropositionId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let change = forms::etat_proposition(proposition, &saisie.du_formulaire())?;
        demandes::change_proposition(tx, dossier, &change).await
    };
    let done = commun::act(tx, &contexte, jeune, Section::Demandes, act).await;
    answer(
        &app,
        &contexte,
        jeune,
        &saisie,
        done,
        "La proposition est à jour.",
    )
    .await
}

/// Back to the list, or the list with the form as it was typed.
async fn answer(
    app: &App,
    contexte: &Contexte,
    jeune: JeuneId,
    saisie: &Saisie,
    done: platform::Result<()>,
    message: &str,
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, &format!("/jeunes/{jeune}/demandes"), message);
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(app, contexte).await?;
    let page = pages::page(tx, contexte, jeune, Reprise::new(saisie, refus)).await?;
    render::with_status(app, page.r.refus.status(), &page)
}
