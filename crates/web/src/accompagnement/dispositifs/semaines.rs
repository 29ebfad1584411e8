//! The week of everyone one accompanies in a dispositif that wants hours.

use accompagnement::semaine::{self, LigneSemaine, rules::duree};
use askama::Template;
use axum::extract::State;
use chrono::{Days, NaiveDate};
use jeunes::heures;
use kernel::dates;
use serde::Deserialize;

use super::liste::percent;
use crate::{
    App,
    accompagnement::commun,
    http::{
        extract::{Contexte, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    ui::Cadre,
};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Jour {
    #[serde(default)]
    le: String,
}

#[derive(Template)]
#[template(path = "accompagnement/dispositifs/semaines.html")]
struct SemainesPage {
    cadre: Cadre,
    titre: String,
    avant: String,
    apres: String,
    lignes: Vec<Ligne>,
}

struct Ligne {
    lien: String,
    nom: String,
    dispositif: String,
    fait: String,
    prevu: String,
    cible: String,
    pourcent: i32,
    reste: String,
    a_voir: i64,
}

impl Ligne {
    fn new(row: &LigneSemaine, lundi: NaiveDate) -> Self {
        let left = row.cible - row.validees - row.prevues;
        Self {
            lien: format!("/jeunes/{}/semaine?le={}", row.jeune, commun::field(lundi)),
            nom: row.nom.clone(),
            dispositif: row.dispositif.clone(),
            fait: duree(row.validees),
            prevu: duree(row.prevues),
            cible: duree(row.cible),
            pourcent: percent(row.validees, row.cible),
            reste: if left > 0 { duree(left) } else { String::new() },
            a_voir: row.a_voir,
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(jour): QueryOf<Jour>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let day = dates::parse(&jour.le).unwrap_or_else(|| tx.today());
    let rows = semaine::of_mine(&mut tx, day).await?;
    let lundi = heures::monday(day);
    let at = |day: NaiveDate| format!("/semaines?le={}", commun::field(day));
    let page = SemainesPage {
        cadre: Cadre::new(&tx, &contexte),
        titre: format!("Semaine du {}", dates::long(lundi)),
        avant: at(lundi - Days::new(7)),
        apres: at(lundi + Days::new(7)),
        lignes: rows.iter().map(|row| Ligne::new(row, lundi)).collect(),
    };
    tx.commit().await?;
    render::page(&app, &page)
}
