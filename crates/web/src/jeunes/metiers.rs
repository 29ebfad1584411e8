//! `/metiers`: the métiers of the ROME while typing, as entries of a field or as a plain list.

use askama::Template;
use axum::extract::State;
use jeunes::metiers::{self, Appellation};
use serde::Deserialize;

use crate::{
    App,
    http::{
        extract::QueryOf,
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
};

/// Métiers offered while typing.
const OFFERTS: i64 = 12;

pub(super) fn register(routes: &mut Routes) {
    routes.get("/metiers", Besoin::Affectation, complete);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct MetiersQuery {
    #[serde(alias = "metier")]
    q: String,
}

#[derive(Template)]
#[template(path = "jeunes/metiers.html")]
struct MetiersPart {
    metiers: Vec<Appellation>,
}

/// The entries of the `datalist` of the field.
async fn complete(
    State(app): State<App>,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<MetiersQuery>,
) -> PageResult {
    let metiers = metiers::search(&mut tx, &query.q, OFFERTS).await?;
    render::page(&app, &MetiersPart { metiers })
}
