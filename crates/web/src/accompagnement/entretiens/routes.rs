//! Routes of the interviews.

use accompagnement::entretiens;
use axum::extract::State;
use jeunes::DossierForWrite;
use kernel::{EntretienId, JeuneId, Section, new_uuid};
use platform::Tx;

use super::{
    corriger,
    forms::{self, Sources},
    nouveau, pages,
};
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::Saisie,
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
};

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::lire(Section::Entretiens);
    let ecrire = Besoin::ecrire(Section::Entretiens);
    routes.get("/jeunes/{id}/entretiens", lire, list);
    routes.get("/jeunes/{id}/entretiens/nouveau", ecrire, new);
    routes.post("/jeunes/{id}/entretiens/nouveau", ecrire, record);
    routes.get("/jeunes/{id}/entretiens/{entretien}", lire, show);
    routes.get("/jeunes/{id}/entretiens/{entretien}/corriger", ecrire, edit);
    routes.post(
        "/jeunes/{id}/entretiens/{entretien}/corriger",
        ecrire,
        update,
    );
}

async fn list(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    render::page(&app, &pages::list(tx, &contexte, chemin.id).await?)
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, EntretienId)>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    render::page(&app, &pages::one(tx, &contexte, jeune, id).await?)
}

async fn new(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    render::page(&app, &nouveau::page(tx, &contexte, chemin.id, None).await?)
}

async fn edit(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, EntretienId)>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    render::page(&app, &corriger::page(tx, &contexte, jeune, id, None).await?)
}

async fn record(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let draft = parse(tx, &saisie)?;
        entretiens::record(tx, dossier, &draft).await
    };
    let jeune = chemin.id;
    let Err(error) = commun::act(tx, &contexte, jeune, Section::Entretiens, act).await else {
        return render::done(
            &app,
            &format!("/jeunes/{jeune}"),
            "L’entretien est enregistré.",
        );
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let tx = refus::reopen(&app, &contexte).await?;
    let page = nouveau::page(tx, &contexte, jeune, Some((saisie, refus))).await?;
    render::with_status(&app, status, &page)
}

/// Reads the one screen.
fn parse(tx: &Tx, saisie: &Saisie) -> platform::Result<entretiens::EntretienDraft> {
    let fresh = || new_uuid(tx.clock(), tx.rng());
    let frein = |code: &str| commun::label(tx, "frein", code);
    Ok(forms::parse(
        saisie,
        &Sources {
            fresh: &fresh,
            frein: &frein,
        },
    )?)
}

async fn update(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, EntretienId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let change = forms::parse_change(id, &saisie)?;
        entretiens::update(tx, dossier, &change).await
    };
    let Err(error) = commun::act(tx, &contexte, jeune, Section::Entretiens, act).await else {
        let to = format!("/jeunes/{jeune}/entretiens/{id}");
        return render::done(&app, &to, "L’entretien est corrigé.");
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let tx = refus::reopen(&app, &contexte).await?;
    let page = corriger::page(tx, &contexte, jeune, id, Some((saisie, refus))).await?;
    render::with_status(&app, status, &page)
}
