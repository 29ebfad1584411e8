//! `/agenda/calendrier`: the secret address for a calendar program, and the feed behind it.

use accompagnement::flux;
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse as _,
};
use platform::{Error, Tx};
use serde::Deserialize;

use crate::{
    App,
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    ui::Cadre,
};

#[derive(Template)]
#[template(path = "accompagnement/agenda/calendrier.html")]
struct CalendrierPage {
    cadre: Cadre,
    /// The address, shown once.
    adresse: String,
    existe: bool,
}

/// What is asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct FluxForm {
    geste: String,
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let page = CalendrierPage {
        adresse: String::new(),
        existe: flux::exists(&mut tx).await?,
        cadre: Cadre::new(&tx, &contexte),
    };
    render::page(&app, &page)
}

pub(super) async fn change(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<FluxForm>,
) -> PageResult {
    if form.geste == "fin" {
        flux::end(&mut tx).await?;
        tx.commit().await?;
        return render::done(&app, "/agenda/calendrier", "L’adresse ne répond plus.");
    }
    let secret = flux::create(&mut tx).await?;
    let page = CalendrierPage {
        adresse: format!("{}/calendrier/{secret}", origin(&contexte.headers)),
        existe: true,
        cadre: Cadre::new(&tx, &contexte),
    };
    tx.commit().await?;
    render::page(&app, &page)
}

/// This Jalon, as the browser calls it.
fn origin(headers: &HeaderMap) -> String {
    headers
        .get(header::ORIGIN)
        .and_then(|value| value.to_str().ok())
        .filter(|text| text.starts_with("http"))
        .unwrap_or_default()
        .to_owned()
}

/// The feed; whoever holds the address reads it, and learns hours and places.
pub(super) async fn feed(State(app): State<App>, PathOf(jeton): PathOf<String>) -> PageResult {
    let mut tx = Tx::lien(&app.db).await?;
    let (ml, agent) = flux::holder(&mut tx, &jeton).await?;
    drop(tx);
    let mut tx = Tx::systeme(&app.db, ml).await?;
    let flux = flux::read(&mut tx, agent).await?;
    drop(tx);
    let text = app
        .documents
        .calendrier(&flux.nom, &flux.evenements)
        .map_err(Error::from)?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, max-age=300"),
    ];
    Ok((headers, text).into_response())
}
