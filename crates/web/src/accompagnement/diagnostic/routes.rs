//! Routes of the diagnostic.

use accompagnement::diagnostic;
use axum::extract::State;
use jeunes::DossierForWrite;
use kernel::{DiagnosticId, JeuneId, Section};
use platform::Tx;
use serde::Deserialize;

use super::{forms, pages, saisir};
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::Saisie,
    },
    http::{
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
};

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::lire(Section::Diagnostic);
    let ecrire = Besoin::ecrire(Section::Diagnostic);
    routes.get("/jeunes/{id}/diagnostic", lire, show);
    routes.get("/jeunes/{id}/diagnostic/nouveau", ecrire, new);
    routes.post("/jeunes/{id}/diagnostic/nouveau", ecrire, record);
    routes.get(
        "/jeunes/{id}/diagnostic/{diagnostic}/corriger",
        ecrire,
        edit,
    );
    routes.post(
        "/jeunes/{id}/diagnostic/{diagnostic}/corriger",
        ecrire,
        correct,
    );
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Vue {
    le: Option<DiagnosticId>,
    vue: String,
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    QueryOf(query): QueryOf<Vue>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    let a_montrer = query.vue == "a_montrer";
    render::page(
        &app,
        &pages::page(tx, &contexte, chemin.id, query.le, a_montrer).await?,
    )
}

async fn new(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    let (page, _) = saisir::page(tx, &contexte, chemin.id, None, None).await?;
    render::page(&app, &page)
}

async fn edit(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, DiagnosticId)>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    let (page, _) = saisir::page(tx, &contexte, jeune, Some(id), None).await?;
    render::page(&app, &page)
}

async fn record(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let draft = forms::parse(&saisie, &codes(tx))?;
        diagnostic::record(tx, dossier, &draft).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Diagnostic, act).await;
    answer(
        &app,
        &contexte,
        (chemin.id, None),
        saisie,
        done,
        "Le diagnostic est enregistré.",
    )
    .await
}

async fn correct(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, DiagnosticId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let draft = forms::parse(&saisie.clone().remplace("id", id.to_string()), &codes(tx))?;
        let version = saisie.un("version").parse().unwrap_or(0);
        diagnostic::correct(tx, dossier, version, &draft).await
    };
    let done = commun::act(tx, &contexte, jeune, Section::Diagnostic, act).await;
    answer(
        &app,
        &contexte,
        (jeune, Some(id)),
        saisie,
        done,
        "Le diagnostic est corrigé.",
    )
    .await
}

/// The codes of the domains.
fn codes(tx: &Tx) -> Vec<String> {
    tx.nomenclatures()
        .liste("domaine")
        .iter()
        .map(|d| d.code.clone())
        .collect()
}

/// To the profile, or the form as it was typed.
async fn answer(
    app: &App,
    contexte: &Contexte,
    (jeune, corrige): (JeuneId, Option<DiagnosticId>),
    saisie: Saisie,
    done: platform::Result<()>,
    message: &str,
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, &format!("/jeunes/{jeune}/diagnostic"), message);
    };
    let refused = Some((saisie, Refus::of(error)?));
    let tx = refus::reopen(app, contexte).await?;
    let (page, refus) = saisir::page(tx, contexte, jeune, corrige, refused).await?;
    render::with_status(app, refus.status(), &page)
}
