//! `/fusions`: what was merged, and « Séparer de nouveau ».

use askama::Template;
use axum::extract::State;
use jeunes::doublons::{self, Fusionnee};
use kernel::dates;
use platform::Tx;
use uuid::Uuid;

use super::routes::{BESOIN, SuiteQuery};
use crate::{
    App, TABLES,
    http::{
        extract::{Contexte, PathOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::Routes,
    },
    ui::Cadre,
};

/// Fusions of one page.
const LIGNES: usize = 25;

pub(super) fn register(routes: &mut Routes) {
    routes.get("/fusions", BESOIN, list);
    routes.post("/fusions/{fusion}/separer", BESOIN, separate);
}

/// A fusion, in words.
#[derive(Debug)]
struct Ligne {
    id: String,
    lien: String,
    garde: String,
    garde_numero: String,
    absorbe: String,
    absorbe_numero: String,
    le: String,
    par: String,
    motif: String,
    defaite: String,
}

impl Ligne {
    fn new(tx: &Tx, fusion: &Fusionnee) -> Self {
        let zone = tx.fuseau();
        let day =
            |at: chrono::DateTime<chrono::Utc>| dates::short(at.with_timezone(&zone).date_naive());
        let lists = tx.nomenclatures();
        Self {
            id: fusion.id.to_string(),
            lien: format!("/jeunes/{}", fusion.garde),
            garde: fusion.garde_nom.clone(),
            garde_numero: fusion.garde_numero.clone(),
            absorbe: fusion.absorbe_nom.clone(),
            absorbe_numero: fusion.absorbe_numero.clone(),
            le: day(fusion.faite_le),
            par: fusion.faite_par.clone(),
            motif: lists.libelle("motif_fusion", &fusion.motif).to_owned(),
            defaite: fusion.defaite_le.map(day).unwrap_or_default(),
        }
    }
}

#[derive(Template)]
#[template(path = "jeunes/doublons/fusions.html")]
struct FusionsPage {
    cadre: Cadre,
    refus: Refus,
    lignes: Vec<Ligne>,
    suite: String,
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    query: &SuiteQuery,
    refus: Refus,
) -> platform::Result<FusionsPage> {
    let found = doublons::fusions(tx, query.key(), LIGNES).await?;
    Ok(FusionsPage {
        cadre: Cadre::new(tx, contexte),
        refus,
        lignes: found.rows.iter().map(|f| Ligne::new(tx, f)).collect(),
        suite: found
            .next
            .map_or_else(String::new, |key| format!("?apres={key}")),
    })
}

async fn list(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<SuiteQuery>,
) -> PageResult {
    let page = page(&mut tx, &contexte, &query, Refus::default()).await?;
    render::page(&app, &page)
}

async fn separate(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(fusion): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    match doublons::separer(&mut tx, &TABLES, fusion).await {
        Ok((_, absorbe, bilan)) => {
            tx.commit().await?;
            let message = if bilan.modifiees + bilan.restees + bilan.suivies == 0 {
                "Les deux dossiers sont de nouveau séparés, chacun avec ce qu’il avait.".to_owned()
            } else {
                format!(
                    "Les deux dossiers sont de nouveau séparés. Modifié depuis et gardé tel \
                     quel : {} ; resté dans l’autre dossier : {} ; ajouté depuis et revenu avec \
                     ce dont il dépend : {}.",
                    bilan.modifiees, bilan.restees, bilan.suivies
                )
            };
            render::done(&app, &format!("/jeunes/{absorbe}"), &message)
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            drop(tx);
            let mut tx = refus::reopen(&app, &contexte).await?;
            let page = page(&mut tx, &contexte, &SuiteQuery::default(), refus).await?;
            render::refused(&app, &page)
        }
    }
}
