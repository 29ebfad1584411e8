//! `/doublons`: the queue, one pair, and what is decided.

use axum::extract::State;
use jeunes::doublons;
use kernel::Permission;
use platform::Tx;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    forms::{ReunirForm, VersionForm},
    fusions,
    pages::{LignePaire, ListePage, PairePage},
    signaler,
};
use crate::{
    App, TABLES,
    http::{
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::Cadre,
};

/// Pairs of one page.
const LIGNES: usize = 25;

pub(super) const BESOIN: Besoin = Besoin::Permission(Permission::FusionnerDossiers);

pub(crate) fn register(routes: &mut Routes) {
    routes.get("/doublons", BESOIN, list);
    routes.post("/doublons/recherche", BESOIN, search);
    routes.get("/doublons/{paire}", BESOIN, show);
    routes.post("/doublons/{paire}/reunir", BESOIN, merge);
    routes.post("/doublons/{paire}/differents", BESOIN, differents);
    routes.post("/doublons/{paire}/plus-tard", BESOIN, later);
    fusions::register(routes);
    signaler::register(routes);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SuiteQuery {
    pub(super) apres: String,
}

impl SuiteQuery {
    pub(super) fn key(&self) -> Option<&str> {
        (!self.apres.is_empty()).then_some(self.apres.as_str())
    }
}

async fn list(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<SuiteQuery>,
) -> PageResult {
    let found = doublons::file(&mut tx, query.key(), LIGNES).await?;
    let today = tx.today();
    let page = ListePage {
        cadre: Cadre::new(&tx, &contexte),
        lignes: found
            .rows
            .iter()
            .map(|p| LignePaire::new(p, today))
            .collect(),
        suite: found
            .next
            .map_or_else(String::new, |key| format!("?apres={key}")),
    };
    tx.commit().await?;
    render::page(&app, &page)
}

async fn search(State(app): State<App>, ReqTx(mut tx): ReqTx) -> PageResult {
    doublons::chercher(&mut tx).await?;
    tx.commit().await?;
    let message = "Les dossiers ont été comparés. Ce qui se ressemble est dans la liste.";
    render::done(&app, "/doublons", message)
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let vue = doublons::paire(&mut tx, id).await?;
    let page = PairePage::new(&mut tx, &contexte, &vue, None, Refus::default()).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

/// The page of the pair again, with what is wrong.
async fn again(
    app: &App,
    contexte: &Contexte,
    tx: Tx,
    id: Uuid,
    form: Option<ReunirForm>,
    error: platform::Error,
) -> PageResult {
    let refus = Refus::of(error)?;
    drop(tx);
    let mut tx = refus::reopen(app, contexte).await?;
    let conflict = refus.conflit.is_some();
    let vue = doublons::paire(&mut tx, id).await?;
    let page = PairePage::new(&mut tx, contexte, &vue, form, refus).await?;
    tx.commit().await?;
    if conflict {
        render::conflict(app, &page)
    } else {
        render::refused(app, &page)
    }
}

async fn merge(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<ReunirForm>,
) -> PageResult {
    let done = match form.parse(id) {
        Ok(reunion) => doublons::reunir(&mut tx, &TABLES, &reunion).await,
        Err(errors) => Err(errors.into()),
    };
    match done {
        Ok((garde, _)) => {
            tx.commit().await?;
            let message = "Les deux dossiers n’en font plus qu’un. Vous pouvez les séparer de \
                           nouveau depuis la page « Dossiers réunis ».";
            render::done(&app, &format!("/jeunes/{garde}"), message)
        }
        Err(error) => again(&app, &contexte, tx, id, Some(form), error).await,
    }
}

async fn differents(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<VersionForm>,
) -> PageResult {
    let done = match form.parse() {
        Ok(version) => doublons::differents(&mut tx, id, version).await,
        Err(errors) => Err(errors.into()),
    };
    if let Err(error) = done {
        return again(&app, &contexte, tx, id, None, error).await;
    }
    tx.commit().await?;
    let message = "C’est noté : deux personnes différentes. La paire ne sera plus proposée.";
    render::done(&app, "/doublons", message)
}

async fn later(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<VersionForm>,
) -> PageResult {
    let done = match form.parse() {
        Ok(version) => doublons::plus_tard(&mut tx, id, version).await,
        Err(errors) => Err(errors.into()),
    };
    if let Err(error) = done {
        return again(&app, &contexte, tx, id, None, error).await;
    }
    tx.commit().await?;
    render::done(
        &app,
        "/doublons",
        "La paire reviendra plus tard dans la liste.",
    )
}
