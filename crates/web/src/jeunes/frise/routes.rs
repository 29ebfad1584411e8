//! `GET /jeunes/{id}/frise`.

use axum::extract::State;
use jeunes::{
    DossierForRead, acces,
    frise::{self, Evenement},
};
use kernel::Section;
use platform::Tx;

use super::{
    forms::{FriseQuery, Vue},
    pages::{FrisePage, by_month, views},
};
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

/// Rows read at once.
const LUES: usize = 60;
/// Rows of one page, from which on it ends.
const MONTREES: usize = 30;
/// Reads of one page, at most.
const LECTURES: usize = 8;

pub(crate) fn register(routes: &mut Routes) {
    routes.get("/jeunes/{id}/frise", Besoin::lire(Section::Frise), show);
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<FriseQuery>,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, chemin.id, Section::Frise).await?;
    let vue = Vue::from_code(&query.nature);
    let (rows, next) = read(&mut tx, &dossier, vue, &query.apres).await?;
    let tete = Tete::new(&tx, &dossier, OngletDossier::Frise);
    let page = FrisePage {
        cadre: Cadre::new(&tx, &contexte),
        vues: views(&tete, vue),
        tout: vue == Vue::Tout && query.apres.is_empty(),
        mois: by_month(&tx, &tete.base, &rows),
        montre: shown(rows.len()),
        suite: next.map_or_else(String::new, |key| {
            format!("?nature={}&apres={key}", vue.code())
        }),
        tete,
    };
    tx.commit().await?;
    render::page(&app, &page)
}

/// Enough rows of the view for one page, and the key of the next one.
async fn read(
    tx: &mut Tx,
    dossier: &DossierForRead,
    vue: Vue,
    after: &str,
) -> platform::Result<(Vec<Evenement>, Option<String>)> {
    let mut rows = Vec::new();
    let mut key = (!after.is_empty()).then(|| after.to_owned());
    for _ in 0..LECTURES {
        let page = frise::list(tx, dossier, key.as_deref(), LUES).await?;
        let fit = page.rows.into_iter();
        rows.extend(fit.filter(|row| vue.shows(tx.nomenclatures(), row)));
        key = page.next;
        if key.is_none() || rows.len() >= MONTREES {
            break;
        }
    }
    Ok((rows, key))
}

fn shown(count: usize) -> String {
    match count {
        0 => "Aucun événement".to_owned(),
        1 => "1 événement".to_owned(),
        n => format!("{n} événements"),
    }
}
