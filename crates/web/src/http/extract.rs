//! Extractors that answer with a page in French when what they read is not readable.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

use super::{cookies, errors::PageError, gate};
use crate::{App, ui::Flash};

/// The variable parts of the path. What does not parse does not exist.
#[derive(Debug, Clone)]
pub(crate) struct PathOf<T>(pub(crate) T);

impl<T, S> FromRequestParts<S> for PathOf<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = PageError;

    #[expect(
        clippy::disallowed_types,
        reason = "wrapped here, so that its errors are our pages"
    )]
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        axum::extract::Path::<T>::from_request_parts(parts, state)
            .await
            .map(|path| Self(path.0))
            .map_err(|_| PageError::from(platform::Error::NotFound))
    }
}

/// The query of the address; what is missing takes its default, what is unknown is ignored.
#[derive(Debug, Clone, Default)]
pub(crate) struct QueryOf<T>(pub(crate) T);

impl<T, S> FromRequestParts<S> for QueryOf<T>
where
    T: DeserializeOwned + Default + Send,
    S: Send + Sync,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(serde_html_form::from_str(query).unwrap_or_default()))
    }
}

/// A posted form, as strings; repeated names make lists.
#[derive(Debug, Clone)]
pub(crate) struct FormOf<T>(pub(crate) T);

impl<T, S> FromRequest<S> for FormOf<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let text = String::from_request(request, state)
            .await
            .map_err(|error| {
                if error.into_response_status() == StatusCode::PAYLOAD_TOO_LARGE {
                    PageError::TooLarge
                } else {
                    PageError::Unreadable
                }
            })?;
        serde_html_form::from_str(&text)
            .map(Self)
            .map_err(|_| PageError::Unreadable)
    }
}

/// The status of a rejection of axum.
trait RejectionStatus {
    fn into_response_status(self) -> StatusCode;
}

impl RejectionStatus for axum::extract::rejection::StringRejection {
    fn into_response_status(self) -> StatusCode {
        self.status()
    }
}

/// What a page needs of its request besides the transaction.
#[derive(Debug, Clone)]
pub(crate) struct Contexte {
    /// The path, to mark the entry of the menu and to name the draft.
    pub(crate) chemin: String,
    /// The message to show once.
    pub(crate) flash: Option<Flash>,
    /// Only a part of the page is wanted.
    pub(crate) part: bool,
    /// The session's token comes from these.
    pub(crate) headers: HeaderMap,
    machine: Option<IpAddr>,
}

impl Contexte {
    /// The address of the machine, as the connection says it.
    pub(crate) fn machine(&self) -> Option<IpAddr> {
        self.machine
    }
}

impl FromRequestParts<App> for Contexte {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, PageError> {
        Ok(Self {
            chemin: parts.uri.path().to_owned(),
            flash: cookies::flash(&parts.headers),
            part: gate::is_part(&parts.headers),
            headers: parts.headers.clone(),
            machine: parts
                .extensions
                .get::<ConnectInfo<SocketAddr>>()
                .map(|ConnectInfo(address)| address.ip()),
        })
    }
}
