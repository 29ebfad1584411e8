//! `GET /jeunes/{id}`.

use accompagnement::{diagnostic, plan};
use axum::extract::State;
use jeunes::{DossierForRead, acces, echeances, frise, synthese};
use kernel::{Access, JeuneId, Permission, Section};
use platform::{Result, Tx};

use super::pages::{Accompagnement, DossierPage, Ensuite, Evenements};
use crate::{
    App,
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::tete::{OngletDossier, Tete},
    ui::{Cadre, Lien},
};

/// Échéances looked at: few people have more.
const OUVERTES: i64 = 40;
/// Events shown on the first page.
const EVENEMENTS: usize = 6;

pub(crate) fn register(routes: &mut Routes) {
    routes.get("/jeunes/{id}", Besoin::lire(Section::Identite), show);
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    PathOf(id): PathOf<JeuneId>,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, id, Section::Identite).await?;
    let synthese = synthese::synthese(&mut tx, &dossier).await?;
    let (ensuite, rendez_vous) = next(&mut tx, &dossier).await?;
    let page = DossierPage {
        synthese,
        ensuite,
        rendez_vous,
        accompagnement: accompaniment(&mut tx, &dossier).await?,
        evenements: events(&mut tx, &dossier).await?,
        cadre: Cadre::new(&tx, &contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Synthese),
    };
    tx.commit().await?;
    render::page(&app, &page)
}

fn sees(tx: &Tx, section: Section) -> bool {
    tx.may(Permission::Dossier(section, Access::Read))
}

/// What comes first, and the next rendez-vous.
async fn next(tx: &mut Tx, dossier: &DossierForRead) -> Result<(Option<Ensuite>, Option<Lien>)> {
    if !sees(tx, Section::Agenda) {
        return Ok((None, None));
    }
    let open = echeances::list_open(tx, dossier, OUVERTES).await?;
    let first = open.first().map(|e| Ensuite::new(e, dossier.id, tx));
    let today = tx.today();
    let rendez_vous = open
        .iter()
        .find(|e| e.nature == "rendez_vous" && e.echeance_le >= today)
        .map(|e| {
            let lien = format!("/jeunes/{}/rendez-vous/{}", dossier.id, e.objet_id);
            let words = e.libelle.trim_start_matches("Rendez-vous ");
            Lien::new(lien, words)
        });
    Ok((first, rendez_vous))
}

async fn accompaniment(tx: &mut Tx, dossier: &DossierForRead) -> Result<Option<Accompagnement>> {
    if !sees(tx, Section::Diagnostic) || !sees(tx, Section::Plan) {
        return Ok(None);
    }
    let history = diagnostic::history(tx, dossier).await?;
    let plan = plan::read(tx, dossier).await?;
    Ok(Some(Accompagnement::new(tx, &history, &plan)))
}

async fn events(tx: &mut Tx, dossier: &DossierForRead) -> Result<Option<Evenements>> {
    if !sees(tx, Section::Frise) {
        return Ok(None);
    }
    let page = frise::list(tx, dossier, None, EVENEMENTS).await?;
    Ok(Some(Evenements::new(tx.nomenclatures(), page.rows)))
}
