//! `POST /accuses/sms`: the gateway of text messages tells that one arrived. It proves itself by the
//! same secret that Jalon shows it.

use accompagnement::envois;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse as _,
};
use platform::{Error, Tx};
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::{
    App,
    http::{extract::FormOf, render::PageResult},
};

/// What a gateway posts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Accuse {
    reference: String,
}

pub(super) async fn receive(
    State(app): State<App>,
    headers: HeaderMap,
    FormOf(accuse): FormOf<Accuse>,
) -> PageResult {
    if !proves(&app, &headers) {
        return Err(Error::NotFound.into());
    }
    let (ml, envoi) = envois::referenced(&accuse.reference).ok_or(Error::NotFound)?;
    let mut tx = Tx::systeme(&app.db, ml).await?;
    envois::receipt(&mut tx, envoi).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The secret of the gateway; compared by its hash, so that time tells nothing of it.
fn proves(app: &App, headers: &HeaderMap) -> bool {
    let shown = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.strip_prefix("Bearer "));
    match (&app.secret_sms, shown) {
        (Some(secret), Some(shown)) => {
            Sha256::digest(secret.expose_secret()) == Sha256::digest(shown)
        }
        _ => false,
    }
}
