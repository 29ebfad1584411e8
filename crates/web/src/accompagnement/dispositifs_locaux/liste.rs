//! `/dispositifs`: what may be offered here, the dispositifs of the mission locale first.

use accompagnement::dispositifs::{self, Dispositif, DispositifLocal};
use askama::Template;
use axum::extract::State;
use kernel::{Permission, dates};
use platform::Tx;

use crate::{
    App,
    http::{
        extract::Contexte,
        gate::ReqTx,
        render::{self, PageResult},
    },
    ui::Cadre,
};

#[derive(Template)]
#[template(path = "accompagnement/dispositifs_locaux/liste.html")]
struct ListePage {
    cadre: Cadre,
    gerer: bool,
    locaux: Vec<Ligne>,
    communs: Vec<Dispositif>,
}

struct Ligne {
    lien: String,
    libelle: String,
    precisions: String,
    ferme: bool,
}

impl Ligne {
    fn new(tx: &Tx, d: &DispositifLocal) -> Self {
        let today = tx.today();
        let du = dates::short(d.valide_du);
        Self {
            lien: format!("/dispositifs/{}", d.code),
            libelle: d.libelle.clone(),
            precisions: d.valide_au.map_or_else(
                || format!("Depuis le {du}"),
                |au| format!("Du {du} au {}", dates::short(au)),
            ),
            ferme: d.valide_au.is_some_and(|au| au < today),
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let rows = dispositifs::locaux(&mut tx).await?;
    let today = tx.today();
    let communs = dispositifs::catalogue(&mut tx, today).await?;
    let mut locaux: Vec<&DispositifLocal> = Vec::new();
    // The latest row of each comes first.
    for row in rows.iter().filter(|row| !row.remplace) {
        if locaux.iter().all(|known| known.code != row.code) {
            locaux.push(row);
        }
    }
    locaux.sort_by(|a, b| a.libelle.cmp(&b.libelle));
    let page = ListePage {
        gerer: tx.may(Permission::TenirDispositifs),
        locaux: locaux.iter().map(|d| Ligne::new(&tx, d)).collect(),
        communs: communs.into_iter().filter(|d| !d.local).collect(),
        cadre: Cadre::new(&tx, &contexte),
    };
    tx.commit().await?;
    render::page(&app, &page)
}
