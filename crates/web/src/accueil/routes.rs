//! The way home, drafts, and the pages that belong to no wing.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use kernel::Permission;
use platform::brouillons::{self, Brouillon};
use serde::Deserialize;

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

pub(crate) fn register(routes: &mut Routes) {
    routes.get("/", Besoin::Affectation, home);
    routes.post("/brouillon", Besoin::Affectation, save_draft);
    routes.get("/brouillons", Besoin::Affectation, drafts);
    routes.get("/accessibilite", Besoin::Public, accessibility);
    routes.get("/sante", Besoin::Public, health);
}

/// Sends each role to what she does first.
async fn home(ReqTx(tx): ReqTx) -> PageResult {
    let to = if tx.may(Permission::VoirPortefeuille) {
        "/portefeuille"
    } else if tx.may(Permission::TenirAccueil) {
        "/accueil"
    } else if tx.may(Permission::RechercherJeunes) {
        "/recherche"
    } else if tx.may(Permission::AdministrerComptes) {
        "/agents"
    } else if tx.may(Permission::VoirAnnuaire) {
        "/annuaire"
    } else {
        "/brouillons"
    };
    render::go(to)
}

#[derive(Debug, Default, Deserialize)]
struct DraftQuery {
    #[serde(default)]
    adresse: String,
}

/// Keeps a form while it is typed; its address names it.
async fn save_draft(
    QueryOf(query): QueryOf<DraftQuery>,
    ReqTx(mut tx): ReqTx,
    body: String,
) -> PageResult {
    if !query.adresse.starts_with('/') {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    }
    brouillons::save(&mut tx, &query.adresse, &query.adresse, &body).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

#[derive(Template)]
#[template(path = "accueil/brouillons.html")]
struct Drafts {
    cadre: Cadre,
    brouillons: Vec<Brouillon>,
    fuseau: chrono_tz::Tz,
}

async fn drafts(State(app): State<App>, contexte: Contexte, ReqTx(mut tx): ReqTx) -> PageResult {
    let brouillons = if tx.ml().is_ok() {
        jeunes::passations::give_back_due(&mut tx).await?;
        brouillons::list(&mut tx).await?
    } else {
        Vec::new()
    };
    let page = Drafts {
        cadre: Cadre::new(&tx, &contexte),
        brouillons,
        fuseau: tx.fuseau(),
    };
    tx.commit().await?;
    render::page(&app, &page)
}

#[derive(Template)]
#[template(path = "accueil/accessibilite.html")]
struct Accessibility {
    cadre: Cadre,
}

async fn accessibility(State(app): State<App>, contexte: Contexte) -> PageResult {
    render::page(
        &app,
        &Accessibility {
            cadre: Cadre::public(&contexte),
        },
    )
}

/// The server answers and reaches its database.
async fn health(State(app): State<App>) -> Response {
    match platform::Tx::public(&app.db).await {
        Ok(_) => (StatusCode::OK, "ok").into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
