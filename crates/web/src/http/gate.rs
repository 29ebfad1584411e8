//! The gate of each route: opens the transaction of the session, checks the right, and hands both to
//! the handler. A form posted on an ended session is kept as a draft.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use kernel::{Actor, CompteId, MlId};
use platform::{Tx, tx::Ouverture};
use tokio::sync::Mutex;

use super::{cookies, errors::PageError, journal, reunis, routes::Besoin};
use crate::{App, ui::Flash};

/// The open transaction of the request, for the handler to take.
#[derive(Debug, Clone)]
struct Place(Arc<Mutex<Option<Tx>>>);

/// The transaction of the person signed in. Commit it, or nothing happened.
#[derive(Debug)]
pub(crate) struct ReqTx(pub(crate) Tx);

impl FromRequestParts<App> for ReqTx {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, PageError> {
        let place = parts.extensions.get::<Place>().cloned();
        let tx = match place {
            Some(place) => place.0.lock().await.take(),
            None => None,
        };
        tx.map(ReqTx).ok_or_else(|| {
            PageError::from(anyhow::anyhow!(
                "this route takes a transaction it does not open"
            ))
        })
    }
}

/// The middleware of one route.
pub(crate) async fn gate(
    State((app, besoin)): State<(App, Besoin)>,
    mut request: Request,
    next: Next,
) -> Response {
    if besoin == Besoin::Public {
        return next.run(request).await;
    }
    let Some(jeton) = cookies::session(request.headers()) else {
        return to_sign_in(&app, &request, false);
    };
    let tx = match Tx::open(&app.db, &jeton).await {
        Ok(Ouverture::Ouverte(tx)) => *tx,
        Ok(Ouverture::Expiree { compte, ml }) => return ended(&app, request, compte, ml).await,
        Ok(Ouverture::Inconnue) => return to_sign_in(&app, &request, false),
        Err(error) => return PageError::from(error).into_response(),
    };
    journal::set_actor(tx.agent_id());
    if matches!(tx.actor(), Actor::SansAffectation { .. }) && besoin != Besoin::Session {
        return Redirect::to("/affectation").into_response();
    }
    if let Besoin::Permission(permission) = besoin
        && !tx.may(permission)
    {
        return PageError::from(platform::Error::Forbidden).into_response();
    }
    request
        .extensions_mut()
        .insert(Place(Arc::new(Mutex::new(Some(tx)))));
    let asked = (request.method().clone(), request.uri().path().to_owned());
    let response = next.run(request).await;
    if response.status() == StatusCode::NOT_FOUND
        && let Some(elsewhere) = reunis::followed(&app, &jeton, &asked.0, &asked.1).await
    {
        return elsewhere;
    }
    response
}

/// The session is over: what was being posted is kept, then offered after the next sign-in.
async fn ended(app: &App, request: Request, compte: CompteId, ml: Option<MlId>) -> Response {
    if request.method() != Method::POST {
        return to_sign_in(app, &request, false);
    }
    let (parts, body) = request.into_parts();
    let autosave = parts.headers.contains_key("x-brouillon");
    let bytes = axum::body::to_bytes(body, 1024 * 1024)
        .await
        .unwrap_or_else(|_| Bytes::new());
    let kept = match (ml, std::str::from_utf8(&bytes)) {
        (Some(ml), Ok(text))
            if !text.is_empty()
                && !autosave
                && keeps(&parts.uri)
                && !brings_file(&parts.headers) =>
        {
            let address = parts.uri.path();
            platform::brouillons::save_for(&app.db, compte, ml, address, text)
                .await
                .is_ok()
        }
        _ => false,
    };
    to_sign_in(app, &Request::from_parts(parts, Body::empty()), kept)
}

/// A form with a file is no draft: a file is never kept there.
fn brings_file(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"))
}

/// What is posted there may wait as a draft: a bank account may not.
fn keeps(address: &axum::http::Uri) -> bool {
    !address.path().ends_with("/iban")
}

/// Sends to the sign-in page, and back afterwards. A part of a page (htmx) is told 401 instead.
fn to_sign_in(app: &App, request: &Request, kept: bool) -> Response {
    if is_part(request.headers()) || request.headers().contains_key("x-brouillon") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let suite = request.uri().path();
    let target = if request.method() == Method::GET && suite != "/" {
        let query = serde_html_form::to_string([("suite", request.uri().to_string())]);
        format!("/connexion?{}", query.unwrap_or_default())
    } else if kept {
        let query = serde_html_form::to_string([("suite", suite)]);
        format!("/connexion?{}", query.unwrap_or_default())
    } else {
        "/connexion".to_owned()
    };
    let mut response = Redirect::to(&target).into_response();
    if kept {
        let flash = Flash::info(
            "Votre session avait expiré. Ce que vous avez saisi est gardé en brouillon : \
             reconnectez-vous pour le retrouver.",
        );
        if let Ok(value) = cookies::set_flash(app, &flash).parse() {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

/// The request wants a part of a page.
pub(crate) fn is_part(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
}
