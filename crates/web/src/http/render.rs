//! From a page struct to an answer.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse as _, Redirect, Response},
};

use platform::ports::{FormatTableau, Tableau};

use super::{cookies, errors::PageError};
use crate::{App, ui::Flash};

/// What handlers return.
pub(crate) type PageResult = Result<Response, PageError>;

/// The page, with 200.
pub(crate) fn page(app: &App, template: &impl Template) -> PageResult {
    with_status(app, StatusCode::OK, template)
}

/// The page of a form that was refused, with 422.
pub(crate) fn refused(app: &App, template: &impl Template) -> PageResult {
    with_status(app, StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// The page of two changes that meet, with 409.
pub(crate) fn conflict(app: &App, template: &impl Template) -> PageResult {
    with_status(app, StatusCode::CONFLICT, template)
}

/// The page, with `status`.
pub(crate) fn with_status(app: &App, status: StatusCode, template: &impl Template) -> PageResult {
    let html = template.render().map_err(anyhow::Error::from)?;
    let mut response = (status, Html(html)).into_response();
    push_cookie(&mut response, &cookies::clear_flash(app));
    Ok(response)
}

/// After an act: elsewhere, by GET, with a message.
#[expect(clippy::unnecessary_wraps, reason = "a handler ends with it")]
pub(crate) fn done(app: &App, to: &str, message: &str) -> PageResult {
    let mut response = Redirect::to(to).into_response();
    push_cookie(
        &mut response,
        &cookies::set_flash(app, &Flash::succes(message)),
    );
    Ok(response)
}

/// Elsewhere, by GET, without a message.
#[expect(clippy::unnecessary_wraps, reason = "a handler ends with it")]
pub(crate) fn go(to: &str) -> PageResult {
    Ok(Redirect::to(to).into_response())
}

/// Adds a cookie to an answer.
pub(crate) fn push_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The format named in an address: `xlsx`, else CSV.
pub(crate) fn format(nom: &str) -> FormatTableau {
    match nom {
        "xlsx" => FormatTableau::Xlsx,
        _ => FormatTableau::Csv,
    }
}

/// A table to keep, named `nom` and what its format adds.
pub(crate) fn tableau(
    app: &App,
    tableau: &Tableau,
    format: FormatTableau,
    nom: &str,
) -> PageResult {
    let (kind, suffix) = match format {
        FormatTableau::Csv => (CSV, "csv"),
        FormatTableau::Xlsx => (XLSX, "xlsx"),
    };
    let bytes = app.documents.tableau(tableau, format)?;
    Ok(file(bytes, kind, &format!("{nom}.{suffix}")))
}

/// A file to keep.
pub(crate) fn file(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}
