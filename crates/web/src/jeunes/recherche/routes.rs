//! `GET /recherche`: the whole page, or its list alone for htmx.

use axum::extract::State;
use jeunes::recherche;
use kernel::Permission;

use super::{
    forms::RechercheQuery,
    pages::{RecherchePage, Resultats, ResultatsPart},
};
use crate::{
    App,
    http::{
        extract::{Contexte, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::Cadre,
};

/// People shown, at most.
const LIMITE: usize = 30;

pub(crate) fn register(routes: &mut Routes) {
    routes.get(
        "/recherche",
        Besoin::Permission(Permission::RechercherJeunes),
        search,
    );
}

async fn search(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<RechercheQuery>,
) -> PageResult {
    let found = recherche::search(&mut tx, &query.q, LIMITE).await?;
    let create = tx.may(Permission::CreerDossier);
    let resultats = Resultats::new(&query.q, &found, LIMITE, create);
    let cadre = Cadre::new(&tx, &contexte);
    tx.commit().await?;
    // Going back in the history asks for the whole page.
    if contexte.part && !contexte.headers.contains_key("hx-history-restore-request") {
        render::page(&app, &ResultatsPart { resultats })
    } else {
        render::page(&app, &RecherchePage { cadre, resultats })
    }
}
