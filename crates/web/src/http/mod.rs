//! What every page shares: the gate that opens the transaction and checks the right, extractors that
//! answer in French, error pages, security headers, the request line, assets.

pub mod assets;
pub mod cookies;
pub mod drafts;
pub mod errors;
pub mod extract;
pub mod gate;
pub mod journal;
pub(crate) mod papier;
pub mod refus;
pub mod render;
mod reunis;
pub mod routes;
pub mod security;
pub(crate) mod televersement;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    response::{IntoResponse as _, Response},
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer};

use self::{errors::PageError, routes::Routes};
use crate::App;

/// A posted form is 12 MiB at most; each field then has its own, smaller, limit.
const MAX_BODY: usize = 12 * 1024 * 1024;

/// The router with all its layers, outermost last.
pub(crate) fn assemble(app: App, routes: Routes) -> Router {
    routes
        .into_router(&app)
        .route("/assets/{*path}", axum::routing::get(assets::serve))
        .fallback(async || PageError::from(platform::Error::NotFound))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CsrfLayer::new().with_rejection_response(|_| refused()))
        .layer(CatchPanicLayer::custom(|_| panicked()))
        .layer(middleware::from_fn(security::headers))
        .layer(middleware::from_fn(journal::request_line))
        .layer(CompressionLayer::new().gzip(true))
        .with_state(app)
}

fn refused() -> Response {
    PageError::from(platform::Error::Forbidden).into_response()
}

fn panicked() -> Response {
    let error = anyhow::anyhow!("a handler panicked");
    PageError::from(platform::Error::Internal(error)).into_response()
}
