//! `/information`: the notice in force, to read, to show, to print.

use axum::extract::State;
use jeunes::information::{self, Notice, rules};
use platform::{Error, Tx};
use serde::Deserialize;

use super::pages::{LangueVue, NoticePage};
use crate::{
    App,
    http::{
        extract::{Contexte, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::Cadre,
};

pub(super) fn register(routes: &mut Routes) {
    routes.get("/information", Besoin::Affectation, show);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NoticeQuery {
    langue: String,
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<NoticeQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let all = information::notices(&mut tx).await?;
    let asked = all.iter().find(|notice| notice.langue == query.langue);
    let notice = asked.or(all.first()).ok_or(Error::NotFound)?;
    render::page(&app, &page(&tx, &contexte, &all, notice)?)
}

const AGE: &str = "conservation_age_ans";

fn page(
    tx: &Tx,
    contexte: &Contexte,
    all: &[Notice],
    notice: &Notice,
) -> platform::Result<NoticePage> {
    let words = tx.nomenclatures();
    let mots = rules::Mots {
        structure: match tx.ml() {
            Ok(_) => &tx.entete().structure,
            Err(_) => "La mission locale",
        },
        conservation_age_ans: tx.parametre(AGE)?,
    };
    let age = tx.parametres().get(AGE, tx.today());
    Ok(NoticePage {
        cadre: Cadre::new(tx, contexte),
        langues: all
            .iter()
            .map(|other| LangueVue {
                lien: format!("/information?langue={}", other.langue),
                libelle: words.libelle("langue_notice", &other.langue).to_owned(),
                actuelle: other.langue == notice.langue,
            })
            .collect(),
        langue: tag(&notice.langue),
        sens: if notice.langue == "ar" { "rtl" } else { "ltr" },
        titre: notice.titre.clone(),
        passages: rules::read(&notice.texte, mots),
        version: notice.version.clone(),
        source: notice.source.clone(),
        a_confirmer: notice.a_confirmer || age.is_some_and(|p| p.a_confirmer),
    })
}

/// The language as a browser and a screen reader know it.
fn tag(langue: &str) -> &'static str {
    match langue {
        "en" => "en",
        "es" => "es",
        "pt" => "pt",
        "uk" => "uk",
        "ar" => "ar",
        _ => "fr",
    }
}
