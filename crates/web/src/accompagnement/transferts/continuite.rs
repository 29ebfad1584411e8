//! `/jeunes/{id}/transferts/{transfert}/continuite`: what is needed to go on, read in the mission
//! locale that does not answer.

use accompagnement::transferts;
use askama::Template;
use axum::extract::State;
use kernel::{JeuneId, Permission, TransfertId, dates};
use serde::Deserialize;

use crate::{
    App, COPIE, TABLES,
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::{
        copie::PartieVue,
        tete::{OngletDossier, Tete},
    },
    ui::Cadre,
};

#[derive(Debug, Clone, Copy, Deserialize)]
struct Une {
    id: JeuneId,
    transfert: TransfertId,
}

#[derive(Template)]
#[template(path = "accompagnement/transferts/continuite.html")]
struct ContinuitePage {
    cadre: Cadre,
    tete: Tete,
    retour: String,
    structure: String,
    avant: String,
    parties: Vec<PartieVue>,
}

pub(super) fn register(routes: &mut Routes) {
    let besoin = Besoin::Permission(Permission::ExporterDossier);
    routes.get(
        "/jeunes/{id}/transferts/{transfert}/continuite",
        besoin,
        show,
    );
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let whole = (&TABLES, COPIE);
    let read = transferts::continuite(&mut tx, whole, une.id, une.transfert).await;
    let retour = format!("/jeunes/{}/transferts", une.id);
    let (dossier, transfert, copie) = match read {
        Ok(read) => read,
        Err(platform::Error::Invalid(errors)) => {
            return render::done(&app, &retour, errors.get("etat"));
        }
        Err(error) => return Err(error.into()),
    };
    let fuseau = tx.fuseau();
    let full = copie.parties.iter().filter(|part| !part.lignes.is_empty());
    let page = ContinuitePage {
        cadre: Cadre::new(&tx, &contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Identite),
        retour,
        structure: transfert.autre_nom,
        avant: dates::long(transfert.reponse_avant),
        parties: full.map(|part| PartieVue::new(part, fuseau)).collect(),
    };
    tx.commit().await?;
    render::page(&app, &page)
}
