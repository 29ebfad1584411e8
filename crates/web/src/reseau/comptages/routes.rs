//! `GET /comptages`.

use askama::Template;
use axum::extract::State;
use chrono::Datelike as _;
use kernel::Permission;
use reseau::comptages::{self, Indicateur, LigneComptage, TableauComptages};
use serde::Deserialize;

use crate::{
    App,
    http::{
        extract::{Contexte, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::{Cadre, Choix},
};

pub(crate) fn register(routes: &mut Routes) {
    routes.get(
        "/comptages",
        Besoin::Permission(Permission::VoirComptages),
        show,
    );
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Annee {
    annee: Option<i32>,
}

#[derive(Template)]
#[template(path = "reseau/comptages/tableau.html")]
struct TableauPage {
    cadre: Cadre,
    tableau: TableauComptages,
    annees: Vec<Choix>,
    fuseau: chrono_tz::Tz,
}

impl TableauPage {
    fn publie(&self, ligne: &LigneComptage) -> String {
        ligne.publie_le.map_or_else(
            || "jamais".to_owned(),
            |le| {
                le.with_timezone(&self.fuseau)
                    .format("%d/%m/%Y")
                    .to_string()
            },
        )
    }
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<Annee>,
) -> PageResult {
    let this_year = tx.today().year();
    let annee = query
        .annee
        .filter(|y| (2000..=this_year).contains(y))
        .unwrap_or(this_year);
    let tableau = comptages::comptages(&mut tx, annee).await?;
    let annees = (0..4)
        .map(|n| this_year - n)
        .map(|y| Choix::new(y.to_string(), y.to_string()))
        .collect();
    let (cadre, fuseau) = (Cadre::new(&tx, &contexte), tx.fuseau());
    render::page(
        &app,
        &TableauPage {
            cadre,
            tableau,
            annees,
            fuseau,
        },
    )
}
