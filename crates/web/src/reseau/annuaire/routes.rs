//! `GET /annuaire` and its leaves.

use axum::extract::State;
use kernel::{MlId, OrganismeId, Permission};
use platform::Tx;
use reseau::{geographie, structures, structures::FiltreAnnuaire};
use serde::Deserialize;

use super::pages::{FichePage, ListePage, OrganismePage};
use crate::{
    App,
    http::{
        extract::{Contexte, PathOf, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::{Cadre, Choix},
};

/// Missions locales, or communes, on one page.
const TAILLE: usize = 50;

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirAnnuaire);
    routes.get("/annuaire", voir, list);
    routes.get("/annuaire/{ml}", voir, show);
    routes.get("/annuaire/organismes/{organisme}", voir, body);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filtre {
    q: String,
    region: String,
    departement: String,
    apres: Option<String>,
}

async fn list(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<Filtre>,
) -> PageResult {
    let filtre = FiltreAnnuaire {
        region: query.region,
        departement: query.departement,
        texte: query.q,
    };
    let apres = query.apres.as_deref().filter(|key| !key.is_empty());
    let page = structures::list_missions_locales(&mut tx, &filtre, apres, TAILLE).await?;
    let (regions, departements) = territories(&mut tx).await?;
    let organismes = structures::list_organismes(&mut tx, &filtre.region).await?;
    let suite = page
        .next
        .map(|key| following(&filtre, &key))
        .unwrap_or_default();
    let cadre = Cadre::new(&tx, &contexte);
    let lignes = page.rows;
    let page = ListePage {
        cadre,
        filtre,
        regions,
        departements,
        lignes,
        suite,
        organismes,
    };
    render::page(&app, &page)
}

async fn territories(tx: &mut Tx) -> platform::Result<(Vec<Choix>, Vec<Choix>)> {
    let regions = geographie::list_regions(tx).await?;
    let departements = geographie::list_departements(tx).await?;
    Ok((
        regions
            .iter()
            .map(|r| Choix::new(&r.code, &r.nom))
            .collect(),
        departements
            .iter()
            .map(|d| Choix::new(&d.code, format!("{} – {}", d.code, d.nom)))
            .collect(),
    ))
}

fn following(filtre: &FiltreAnnuaire, key: &str) -> String {
    let query = serde_html_form::to_string([
        ("q", filtre.texte.as_str()),
        ("region", &filtre.region),
        ("departement", &filtre.departement),
        ("apres", key),
    ]);
    format!("/annuaire?{}", query.unwrap_or_default())
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    PathOf(ml): PathOf<i32>,
    QueryOf(query): QueryOf<Filtre>,
) -> PageResult {
    let ml = MlId::from(ml);
    let fiche = structures::mission_locale(&mut tx, ml).await?;
    let zone = structures::list_zone(&mut tx, ml, query.apres.as_deref(), TAILLE).await?;
    let suite = zone
        .next
        .map(|key| format!("/annuaire/{ml}?apres={key}#zone"));
    let page = FichePage {
        sites: structures::list_sites(&mut tx, ml).await?,
        fonctions: structures::list_agents_by_function(&mut tx, ml).await?,
        mandats: structures::list_mandats(&mut tx, ml).await?,
        communes: zone.rows,
        suite: suite.unwrap_or_default(),
        cadre: Cadre::new(&tx, &contexte),
        fiche,
    };
    render::page(&app, &page)
}

async fn body(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    PathOf(id): PathOf<OrganismeId>,
) -> PageResult {
    let (organisme, fonctions, mandats) = structures::organisme(&mut tx, id).await?;
    let cadre = Cadre::new(&tx, &contexte);
    render::page(
        &app,
        &OrganismePage {
            cadre,
            organisme,
            fonctions,
            mandats,
        },
    )
}
