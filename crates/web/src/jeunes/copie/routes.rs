//! `/jeunes/{id}/export`, `…/export/donnees.json`, `…/export/lisible`: the copy of a dossier for
//! the person herself.

use axum::extract::State;
use jeunes::copie::{self, Forme, Pourquoi};
use kernel::{Permission, dates};

use super::pages::{AnnoncePage, CopiePage, PartieVue};
use crate::{
    App, COPIE, TABLES,
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::{
        chemin::Chemin,
        lire,
        tete::{OngletDossier, Tete},
    },
    ui::Cadre,
};

pub(crate) fn register(routes: &mut Routes) {
    let besoin = Besoin::Permission(Permission::ExporterDossier);
    routes.get("/jeunes/{id}/export", besoin, announce);
    routes.get("/jeunes/{id}/export/donnees.json", besoin, data);
    routes.get("/jeunes/{id}/export/lisible", besoin, readable);
}

fn left_out() -> Vec<&'static str> {
    Pourquoi::DITS.iter().map(|why| why.phrase()).collect()
}

async fn announce(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = copie::announce(&mut tx, chemin.id).await?;
    let page = AnnoncePage {
        cadre: Cadre::new(&tx, &contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Identite),
        tus: left_out(),
    };
    tx.commit().await?;
    render::page(&app, &page)
}

async fn data(PathOf(chemin): PathOf<Chemin>, ReqTx(mut tx): ReqTx) -> PageResult {
    let whole = (&TABLES, COPIE);
    let (_, copie) = copie::prepare(&mut tx, whole, chemin.id, Forme::Donnees).await?;
    let bytes = copie::write(&copie)?;
    let name = format!(
        "dossier-{}-{}.json",
        copie.numero,
        lire::field(copie.faite_le)
    );
    tx.commit().await?;
    Ok(render::file(
        bytes,
        "application/json; charset=utf-8",
        &name,
    ))
}

async fn readable(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let whole = (&TABLES, COPIE);
    let (dossier, copie) = copie::prepare(&mut tx, whole, chemin.id, Forme::Lisible).await?;
    let fuseau = tx.fuseau();
    let (full, empty): (Vec<_>, Vec<_>) = copie
        .parties
        .iter()
        .partition(|part| !part.lignes.is_empty());
    let page = CopiePage {
        cadre: Cadre::new(&tx, &contexte),
        retour: format!("/jeunes/{}/export", dossier.id),
        structure: copie.structure.clone(),
        numero: copie.numero.clone(),
        nom: copie.nom.clone(),
        faite_le: dates::long(copie.faite_le),
        parties: full
            .into_iter()
            .map(|p| PartieVue::new(p, fuseau))
            .collect(),
        vides: empty.into_iter().map(|part| part.libelle).collect(),
        tus: left_out(),
    };
    tx.commit().await?;
    render::page(&app, &page)
}
