//! Style, script, icons and fonts, embedded in the program; built by `make assets`.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use rust_embed::Embed;

use super::extract::PathOf;

#[derive(Embed)]
#[folder = "../../assets/dist"]
#[exclude = "*.json.gz"]
#[allow_missing = true]
struct Dist;

/// The assets were built before this program.
pub fn present() -> bool {
    Dist::get("jalon.css").is_some()
}

/// Changes whenever an asset changes: it is in their addresses.
pub fn version() -> String {
    Dist::get("version.txt")
        .map(|file| String::from_utf8_lossy(&file.data).trim().to_owned())
        .unwrap_or_default()
}

/// One file. Addresses carry the version, so it may be kept for a year.
pub(crate) async fn serve(PathOf(path): PathOf<String>) -> Response {
    let Some(file) = Dist::get(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = mime_guess::from_path(&path).first_or_octet_stream();
    let headers = [
        (header::CONTENT_TYPE, kind.as_ref().to_owned()),
        (
            header::CACHE_CONTROL,
            "public, max-age=31536000, immutable".to_owned(),
        ),
    ];
    (headers, file.data).into_response()
}
