//! `/delegations`: who is handed over by France Travail, by where they stand; the places on top.

use accompagnement::delegations::{self, LigneDelegation, Vue, rules};
use askama::Template;
use axum::extract::State;
use kernel::{Permission, dates};
use platform::Tx;
use serde::Deserialize;

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
#[serde(default)]
pub(super) struct Filtre {
    etat: String,
    apres: String,
}

/// A tab of the list.
struct Onglet {
    lien: String,
    libelle: &'static str,
    actif: bool,
    nombre: Option<i64>,
}

/// Places, said and drawn.
pub(super) struct PlacesVues {
    pub(super) nom: String,
    pub(super) dites: String,
    pub(super) pourcent: i64,
    pub(super) comble: bool,
}

impl PlacesVues {
    pub(super) fn new(nom: &str, places: &delegations::Places) -> Self {
        let total = places.total.unwrap_or(0);
        Self {
            nom: nom.to_owned(),
            dites: rules::dites(places),
            pourcent: if total > 0 {
                (places.prises * 100 / total).clamp(0, 100)
            } else {
                0
            },
            comble: rules::libre(places) == Some(false),
        }
    }
}

#[derive(Template)]
#[template(path = "accompagnement/delegations/liste.html")]
struct ListePage {
    cadre: Cadre,
    gerer: bool,
    vue: Vue,
    onglets: Vec<Onglet>,
    places: PlacesVues,
    sites: Vec<PlacesVues>,
    en_retard: i64,
    lignes: Vec<Ligne>,
    suite: String,
}

struct Ligne {
    lien: String,
    /// An empty string: the dossier is protected from the actor, or nothing names her any more.
    nom: String,
    protege: bool,
    precisions: String,
    recue: String,
    delai: String,
    retard: bool,
    a_rapprocher: bool,
    issue: String,
}

impl Ligne {
    fn new(tx: &Tx, row: &LigneDelegation) -> Self {
        let (d, today) = (&row.delegation, tx.today());
        let motif = commun::label(tx, "delegation_retour", &d.motif);
        let issue = match d.vue() {
            Vue::ATraiter => String::new(),
            Vue::EnCours => d
                .repondue_le
                .map(dates::short)
                .map_or_else(String::new, |day| format!("Acceptée le {day}")),
            Vue::Terminee => d
                .sortie_le
                .map(dates::short)
                .map_or_else(String::new, |day| format!("Sortie le {day}")),
            Vue::Retournee => {
                let day = d.fin_le.or(d.repondue_le).map(dates::short);
                format!("{} : {}", day.unwrap_or_default(), motif.to_lowercase())
            }
        };
        Self {
            lien: format!("/delegations/{}", d.id),
            protege: row.nom.is_none() && d.jeune.is_some(),
            nom: row.nom.clone().unwrap_or_default(),
            precisions: d.agence.clone(),
            recue: dates::short(d.recue_le),
            delai: dates::short(d.reponse_avant),
            retard: d.en_retard(today),
            a_rapprocher: d.jeune.is_none() && d.vue() == Vue::ATraiter,
            issue,
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(filtre): QueryOf<Filtre>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let vue = Vue::from_code(&filtre.etat).unwrap_or(Vue::ATraiter);
    let apres = Some(filtre.apres.as_str()).filter(|key| !key.is_empty());
    let page = delegations::page(&mut tx, vue, apres).await?;
    let comptes = delegations::comptes(&mut tx).await?;
    let (places, sites) = delegations::etat_des_places(&mut tx).await?;
    let count = |vue| match vue {
        Vue::ATraiter => comptes.a_traiter,
        Vue::EnCours => comptes.en_cours,
        Vue::Terminee => comptes.terminees,
        Vue::Retournee => comptes.retournees,
    };
    let next = |key: String| format!("/delegations?etat={}&apres={key}", vue.code());
    let page = ListePage {
        gerer: tx.may(Permission::TenirDelegations),
        onglets: Vue::ALL
            .iter()
            .map(|v| Onglet {
                lien: format!("/delegations?etat={}", v.code()),
                libelle: v.label(),
                actif: *v == vue,
                nombre: Some(count(*v)),
            })
            .collect(),
        vue,
        places: PlacesVues::new("", &places),
        sites: sites
            .iter()
            .map(|site| {
                let places = delegations::Places {
                    total: Some(site.total),
                    prises: site.prises,
                    ..delegations::Places::default()
                };
                PlacesVues::new(&site.nom, &places)
            })
            .collect(),
        en_retard: comptes.en_retard,
        lignes: page.rows.iter().map(|row| Ligne::new(&tx, row)).collect(),
        suite: page.next.map(next).unwrap_or_default(),
        cadre: Cadre::new(&tx, &contexte),
    };
    tx.commit().await?;
    render::page(&app, &page)
}
