//! `/agenda`.

use axum::extract::State;
use kernel::Permission;

use super::{accuses, empechement, flux, forms::AgendaQuery, journee, pages};
use crate::{
    App,
    http::{
        extract::{Contexte, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
};

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirAgenda);
    routes.get("/agenda", voir, show);
    routes.get("/agenda/journee", voir, journee::show);
    routes.get("/agenda/journee/fichier", voir, journee::file);
    routes.get("/agenda/empechement", voir, empechement::show);
    routes.post("/agenda/empechement", voir, empechement::save);
    routes.get("/agenda/calendrier", voir, flux::show);
    routes.post("/agenda/calendrier", voir, flux::change);
    routes.get("/calendrier/{jeton}", Besoin::Public, flux::feed);
    routes.post("/accuses/sms", Besoin::Public, accuses::receive);
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<AgendaQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let page = pages::page(&mut tx, &contexte, query).await?;
    tx.commit().await?;
    render::page(&app, &page)
}
