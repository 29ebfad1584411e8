//! `/jeunes/{id}/parcours`.

use axum::extract::State;
use jeunes::acces;
use kernel::Section;

use super::{
    experiences, formations, metiers_vises,
    pages::{Parcours, ParcoursPage},
};
use crate::{
    App,
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::{
        chemin::Chemin,
        tete::{OngletDossier, Tete},
    },
    ui::Cadre,
};

pub(crate) fn register(routes: &mut Routes) {
    let read = Besoin::lire(Section::Situation);
    routes.get("/jeunes/{id}/parcours", read, show);
    formations::register(routes);
    experiences::register(routes);
    metiers_vises::register(routes);
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, chemin.id, Section::Situation).await?;
    let page = ParcoursPage {
        parcours: Parcours::read(&mut tx, &dossier).await?,
        cadre: Cadre::new(&tx, &contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Identite),
    };
    tx.commit().await?;
    render::page(&app, &page)
}
