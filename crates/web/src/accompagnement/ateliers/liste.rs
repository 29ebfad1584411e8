//! `/ateliers`: the sessions by week.

use accompagnement::ateliers::{self, FiltreSessions, SessionAtelier, rules};
use askama::Template;
use axum::extract::State;
use chrono::{Days, NaiveDate, NaiveTime};
use jeunes::heures;
use kernel::{Permission, dates};
use platform::Tx;
use serde::Deserialize;

use super::mots::{self, SeanceVue};
use crate::{
    App,
    accompagnement::commun,
    http::{
        extract::{Contexte, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    ui::{Cadre, Choix},
};

/// Weeks on one page.
const SEMAINES: u64 = 4;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AteliersQuery {
    semaine: String,
    site: String,
    theme: String,
}

impl AteliersQuery {
    /// The same filters, from another week.
    fn from(&self, lundi: NaiveDate) -> String {
        let semaine = commun::field(lundi);
        let mut fields = vec![("semaine", semaine.as_str())];
        for (name, value) in [("site", &self.site), ("theme", &self.theme)] {
            if !value.is_empty() {
                fields.push((name, value));
            }
        }
        let query = serde_html_form::to_string(&fields).unwrap_or_default();
        format!("/ateliers?{query}")
    }
}

#[derive(Template)]
#[template(path = "accompagnement/ateliers/liste.html")]
struct ListePage {
    cadre: Cadre,
    query: AteliersQuery,
    sites: Vec<Choix>,
    themes: Vec<Choix>,
    a_cloturer: Vec<SeanceVue>,
    semaines: Vec<Semaine>,
    avant: String,
    apres: String,
    animer: bool,
}

struct Semaine {
    cle: String,
    titre: String,
    seances: Vec<SeanceVue>,
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<AteliersQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let page = page(&mut tx, &contexte, query).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    query: AteliersQuery,
) -> platform::Result<ListePage> {
    let today = tx.today();
    let first = heures::monday(dates::parse(&query.semaine).unwrap_or(today));
    let shift = |weeks: u64| first.checked_add_days(Days::new(7 * weeks));
    let next = shift(SEMAINES).unwrap_or(first);
    let zone = tx.fuseau();
    let filtre = FiltreSessions {
        du: rules::instant(first, NaiveTime::MIN, zone),
        avant: rules::instant(next, NaiveTime::MIN, zone),
        site: query.site.parse().ok(),
        theme: query.theme.clone(),
        ..FiltreSessions::default()
    };
    let all = ateliers::sessions(tx, &filtre).await?;
    let animer = tx.may(Permission::AnimerAteliers);
    let late = FiltreSessions {
        du: None,
        avant: None,
        a_cloturer: true,
        ..filtre
    };
    let a_cloturer = if animer {
        ateliers::sessions(tx, &late).await?
    } else {
        Vec::new()
    };
    let back = first.checked_sub_days(Days::new(7 * SEMAINES));
    Ok(ListePage {
        semaines: (0..SEMAINES)
            .filter_map(shift)
            .map(|lundi| week(tx, lundi, &all))
            .collect(),
        a_cloturer: a_cloturer.iter().map(|s| SeanceVue::new(tx, s)).collect(),
        avant: query.from(back.unwrap_or(first)),
        apres: query.from(next),
        sites: mots::sites(tx).await?,
        themes: Choix::of(tx.nomenclatures(), "evenement_theme", today),
        cadre: Cadre::new(tx, contexte),
        query,
        animer,
    })
}

fn week(tx: &Tx, lundi: NaiveDate, all: &[SessionAtelier]) -> Semaine {
    let within = |s: &&SessionAtelier| heures::monday(rules::day(s.debut, tx.fuseau())) == lundi;
    Semaine {
        cle: format!("semaine-{}", commun::field(lundi)),
        titre: format!("Semaine du {}", mots::week(lundi)),
        seances: all
            .iter()
            .filter(within)
            .map(|s| SeanceVue::new(tx, s))
            .collect(),
    }
}
