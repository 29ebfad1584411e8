//! The address of a dossier that was merged into another one leads there.

use axum::{
    http::{Method, header},
    response::{IntoResponse as _, Redirect, Response},
};
use jeunes::acces;
use kernel::{JeuneId, Section};
use platform::{Tx, rattachement, sessions::Jeton, tx::Ouverture};

use super::cookies;
use crate::{App, ui::Flash};

/// Where the kept dossier answers for `path`, when the actor may see it. What was posted is posted
/// again there: it is the same person.
pub(crate) async fn followed(
    app: &App,
    jeton: &Jeton,
    method: &Method,
    path: &str,
) -> Option<Response> {
    let rest = path.strip_prefix("/jeunes/")?;
    let (id, suite) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let jeune: JeuneId = id.parse().ok()?;
    let Ok(Ouverture::Ouverte(mut tx)) = Tx::open(&app.db, jeton).await else {
        return None;
    };
    let garde = rattachement::garde_de(&mut tx, jeune).await.ok()??;
    // Not committed: the page that answers writes the trace.
    acces::open_for_read(&mut tx, garde, Section::Identite)
        .await
        .ok()?;
    let target = format!("/jeunes/{garde}{suite}");
    if method != Method::GET {
        return Some(Redirect::temporary(&target).into_response());
    }
    let mut response = Redirect::to(&target).into_response();
    let flash =
        Flash::info("Deux dossiers de cette personne ont été réunis : voici le dossier gardé.");
    if let Ok(value) = cookies::set_flash(app, &flash).parse() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Some(response)
}
