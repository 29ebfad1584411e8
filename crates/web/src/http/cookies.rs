//! The two cookies: the session, and the message shown once after a redirection.

use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, SameSite};
use kernel::text;
use platform::sessions::Jeton;

use crate::{App, ui::Flash};

const SESSION: &str = "jalon_session";
const FLASH: &str = "jalon_message";

/// The session of the request.
pub(crate) fn session(headers: &HeaderMap) -> Option<Jeton> {
    read(headers, SESSION).and_then(|value| Jeton::parse(&value))
}

/// The cookie that carries `jeton`.
pub(crate) fn set_session(app: &App, jeton: &Jeton) -> String {
    build(app, SESSION, jeton.secret()).to_string()
}

/// The cookie that ends the session in the browser.
pub(crate) fn clear_session(app: &App) -> String {
    removed(app, SESSION)
}

/// The message to show on this page.
pub(crate) fn flash(headers: &HeaderMap) -> Option<Flash> {
    let value = read(headers, FLASH)?;
    let (ton, texte) = value.split_once('|')?;
    let texte = serde_html_form::from_str::<Vec<(String, String)>>(texte).ok()?;
    let texte = text::tidy_line(&texte.into_iter().next()?.1);
    Some(Flash {
        ton: Flash::known_tone(ton),
        texte,
    })
}

/// The cookie that shows `flash` on the next page.
pub(crate) fn set_flash(app: &App, flash: &Flash) -> String {
    let texte = serde_html_form::to_string([("m", &flash.texte)]).unwrap_or_default();
    build(app, FLASH, format!("{}|{texte}", flash.ton)).to_string()
}

/// The cookie that forgets the message.
pub(crate) fn clear_flash(app: &App) -> String {
    removed(app, FLASH)
}

fn removed(app: &App, name: &'static str) -> String {
    let mut cookie = build(app, name, String::new());
    cookie.make_removal();
    cookie.to_string()
}

fn build(app: &App, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.cookies_surs)
        .build()
}

fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    let jar = axum_extra::extract::CookieJar::from_headers(headers);
    jar.get(name).map(|cookie| cookie.value().to_owned())
}
