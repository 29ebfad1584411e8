//! `/formations`: the catalogue, searched and filtered by its address.

use accompagnement::formations::{self, FiltreFormations, Formation};
use askama::Template;
use axum::extract::State;
use kernel::{OrganismeFormationId, Permission};
use platform::Tx;
use serde::Deserialize;

use super::mots;
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

/// Lines of a page.
const TAILLE: usize = 25;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filtre {
    q: String,
    genre: String,
    organisme: String,
    a_venir: String,
    apres: String,
}

impl Filtre {
    const fn vide(&self) -> bool {
        self.q.is_empty()
            && self.genre.is_empty()
            && self.organisme.is_empty()
            && self.a_venir.is_empty()
    }

    fn suite(&self, key: &str) -> String {
        let query = serde_html_form::to_string([
            ("q", self.q.as_str()),
            ("genre", &self.genre),
            ("organisme", &self.organisme),
            ("a_venir", &self.a_venir),
            ("apres", key),
        ]);
        format!("/formations?{}", query.unwrap_or_default())
    }
}

#[derive(Template)]
#[template(path = "accompagnement/formations/liste.html")]
struct ListePage {
    cadre: Cadre,
    gerer: bool,
    filtre: Filtre,
    filtree: bool,
    genres: Vec<Choix>,
    organismes: Vec<Choix>,
    lignes: Vec<Ligne>,
    suite: String,
}

struct Ligne {
    lien: String,
    intitule: String,
    precisions: String,
    organisme: String,
    genre: String,
    prochaine: String,
    fermee: bool,
}

impl Ligne {
    fn new(tx: &Tx, f: &Formation) -> Self {
        let said = [&f.lieu, &f.certification];
        let said: Vec<&str> = said
            .iter()
            .map(|s| s.as_str())
            .filter(|s| !s.is_empty())
            .collect();
        Self {
            lien: format!("/formations/{}", f.id),
            intitule: f.intitule.clone(),
            precisions: said.join(" · "),
            organisme: f.organisme_nom.clone(),
            genre: commun::label(tx, "formation_genre", &f.genre),
            prochaine: mots::day(f.prochaine),
            fermee: f.fermee_le.is_some_and(|day| day <= tx.today()),
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(filtre): QueryOf<Filtre>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let wanted = FiltreFormations {
        texte: filtre.q.clone(),
        genre: filtre.genre.clone(),
        organisme: filtre.organisme.parse::<OrganismeFormationId>().ok(),
        a_venir: filtre.a_venir == "oui",
    };
    let apres = Some(filtre.apres.as_str()).filter(|key| !key.is_empty());
    let page = formations::formations(&mut tx, &wanted, apres, TAILLE).await?;
    let organismes = formations::organismes(&mut tx).await?;
    let today = tx.today();
    let page = ListePage {
        gerer: tx.may(Permission::GererFormations),
        filtree: !filtre.vide(),
        genres: Choix::of(tx.nomenclatures(), "formation_genre", today),
        organismes: organismes
            .iter()
            .map(|o| Choix::new(o.id.to_string(), &o.nom))
            .collect(),
        lignes: page.rows.iter().map(|f| Ligne::new(&tx, f)).collect(),
        suite: page.next.map(|key| filtre.suite(&key)).unwrap_or_default(),
        filtre,
        cadre: Cadre::new(&tx, &contexte),
    };
    tx.commit().await?;
    render::page(&app, &page)
}
