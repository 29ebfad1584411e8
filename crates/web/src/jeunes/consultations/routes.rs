//! `GET /jeunes/{id}/consultations`.

use axum::extract::State;
use jeunes::{acces, consultations};
use kernel::Section;
use serde::Deserialize;

use super::pages::{ConsultationsPage, Ligne};
use crate::{
    App,
    http::{
        extract::{Contexte, PathOf, QueryOf},
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

/// Rows of one page.
const LIGNES: usize = 50;

pub(crate) fn register(routes: &mut Routes) {
    let read = Besoin::lire(Section::Consultations);
    routes.get("/jeunes/{id}/consultations", read, show);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ConsultationsQuery {
    apres: String,
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<ConsultationsQuery>,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, chemin.id, Section::Consultations).await?;
    let after = (!query.apres.is_empty()).then_some(query.apres.as_str());
    let found = consultations::list(&mut tx, &dossier, after, LIGNES).await?;
    let fuseau = tx.fuseau();
    let page = ConsultationsPage {
        cadre: Cadre::new(&tx, &contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Consultations),
        lignes: found
            .rows
            .iter()
            .map(|row| Ligne::new(row, fuseau))
            .collect(),
        suite: found
            .next
            .map_or_else(String::new, |key| format!("?apres={key}")),
    };
    tx.commit().await?;
    render::page(&app, &page)
}
