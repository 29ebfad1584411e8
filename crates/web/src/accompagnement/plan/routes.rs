//! Routes of the plan: the page, and where each of its forms goes.

use axum::extract::State;
use kernel::{JeuneId, Section};

use super::{accords, gestes, pages, papier};
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::{Reprise, Saisie},
    },
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
};

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::lire(Section::Plan);
    let ecrire = Besoin::ecrire(Section::Plan);
    let freins = Besoin::ecrire(Section::Diagnostic);
    routes.get("/jeunes/{id}/plan", lire, show);
    routes.get("/jeunes/{id}/plan.pdf", lire, papier::paper);
    routes.post("/jeunes/{id}/plan/freins", freins, gestes::add_frein);
    routes.post(
        "/jeunes/{id}/plan/freins/{frein}/lever",
        freins,
        gestes::lift_frein,
    );
    routes.post(
        "/jeunes/{id}/plan/freins/{frein}/rouvrir",
        freins,
        gestes::reopen_frein,
    );
    routes.post("/jeunes/{id}/plan/objectifs", ecrire, gestes::add_objectif);
    routes.post(
        "/jeunes/{id}/plan/objectifs/{objectif}",
        ecrire,
        gestes::update_objectif,
    );
    routes.post(
        "/jeunes/{id}/plan/objectifs/{objectif}/etat",
        ecrire,
        gestes::move_objectif,
    );
    routes.post("/jeunes/{id}/plan/actions", ecrire, gestes::add_action);
    routes.post(
        "/jeunes/{id}/plan/actions/{action}",
        ecrire,
        gestes::update_action,
    );
    routes.post(
        "/jeunes/{id}/plan/actions/{action}/etat",
        ecrire,
        gestes::move_action,
    );
    routes.post("/jeunes/{id}/plan/accords", ecrire, gestes::agree);
    routes.get("/jeunes/{id}/plan/accords/{accord}", lire, accords::show);
    for chemin in FORMS {
        routes.get(chemin, lire, show);
    }
}

/// Addresses of forms: asked for by GET, as after signing in again, they show the plan with what was
/// being typed there.
const FORMS: [&str; 10] = [
    "/jeunes/{id}/plan/freins",
    "/jeunes/{id}/plan/freins/{frein}/lever",
    "/jeunes/{id}/plan/freins/{frein}/rouvrir",
    "/jeunes/{id}/plan/objectifs",
    "/jeunes/{id}/plan/objectifs/{objectif}",
    "/jeunes/{id}/plan/objectifs/{objectif}/etat",
    "/jeunes/{id}/plan/actions",
    "/jeunes/{id}/plan/actions/{action}",
    "/jeunes/{id}/plan/actions/{action}/etat",
    "/jeunes/{id}/plan/accords",
];

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    render::page(&app, &pages::page(tx, &contexte, chemin.id, reprise).await?)
}

/// Back to the plan, or the plan with the form as it was typed.
pub(super) async fn answer(
    app: &App,
    contexte: &Contexte,
    jeune: JeuneId,
    saisie: &Saisie,
    done: platform::Result<()>,
    message: &str,
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, &format!("/jeunes/{jeune}/plan"), message);
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(app, contexte).await?;
    let page = pages::page(tx, contexte, jeune, Reprise::new(saisie, refus)).await?;
    render::with_status(app, page.r.refus.status(), &page)
}
