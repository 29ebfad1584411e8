//! `/obligations`: who is under the obligation de formation, and what waits.

use accompagnement::obligations::{self, EtatObligation, LigneObligation, rules};
use askama::Template;
use axum::extract::State;
use kernel::dates;
use platform::Tx;
use serde::Deserialize;

use super::vues::{Pastille, pastille};
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

/// Someone whose situation seems to satisfy the obligation.
const A_CONFIRMER: &str = "a_confirmer";

/// Someone whose clock is over.
const DELAI_PASSE: &str = "delai_passe";

#[derive(Debug, Default, Deserialize)]
pub(super) struct Filtre {
    #[serde(default)]
    etat: String,
    #[serde(default)]
    qui: String,
}

#[derive(Template)]
#[template(path = "accompagnement/obligations/liste.html")]
struct ObligationsPage {
    cadre: Cadre,
    filtre: Filtre,
    etats: Vec<Choix>,
    qui: Vec<Choix>,
    lignes: Vec<Ligne>,
    total: usize,
}

struct Ligne {
    lien: String,
    /// An empty string: the dossier is protected from the actor.
    nom: String,
    referent: String,
    pastille: Pastille,
    satisfaite: bool,
    signale: String,
    reste: String,
    passe: bool,
    majorite: String,
}

impl Ligne {
    fn new(tx: &Tx, row: &LigneObligation) -> Self {
        let today = tx.today();
        let source = commun::label(tx, "obligation_source", &row.source);
        let passe = row.horloge_fin.is_some_and(|last| today > last);
        Self {
            lien: format!("/jeunes/{}/obligation", row.jeune),
            nom: row.nom.clone().unwrap_or_default(),
            referent: row.referent.clone(),
            pastille: pastille(row.etat),
            satisfaite: row.satisfaite,
            signale: format!("{} · {source}", dates::short(row.signalee_le)),
            reste: row
                .horloge_fin
                .map(|last| clock(last, today))
                .unwrap_or_default(),
            passe,
            majorite: row.dernier_jour.map(dates::short).unwrap_or_default(),
        }
    }
}

fn clock(last: chrono::NaiveDate, today: chrono::NaiveDate) -> String {
    let day = dates::short(last);
    match rules::reste(last, today) {
        0 if today > last => format!("Passé le {day}"),
        0 => "Dernier jour".to_owned(),
        1 => format!("1 jour, {day}"),
        n => format!("{n} jours, {day}"),
    }
}

fn kept(row: &LigneObligation, filtre: &Filtre, today: chrono::NaiveDate) -> bool {
    let mine = filtre.qui != "moi" || row.mienne;
    mine && match filtre.etat.as_str() {
        "" => true,
        A_CONFIRMER => row.satisfaite,
        DELAI_PASSE => {
            row.horloge_fin.is_some_and(|last| today > last)
                && !matches!(
                    row.etat,
                    EtatObligation::ATransmettre | EtatObligation::Transmise
                )
        }
        code => row.etat.code() == code,
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(filtre): QueryOf<Filtre>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let all = obligations::tous(&mut tx).await?;
    let today = tx.today();
    let mut etats: Vec<Choix> = EtatObligation::ALL
        .iter()
        .map(|e| Choix::new(e.code(), e.label()))
        .collect();
    etats.push(Choix::new(A_CONFIRMER, "Satisfaite, à confirmer"));
    etats.push(Choix::new(DELAI_PASSE, "Délai passé"));
    let page = ObligationsPage {
        cadre: Cadre::new(&tx, &contexte),
        etats,
        qui: vec![Choix::new("moi", "Ceux que je suis")],
        total: all.len(),
        lignes: all
            .iter()
            .filter(|row| kept(row, &filtre, today))
            .map(|row| Ligne::new(&tx, row))
            .collect(),
        filtre,
    };
    tx.commit().await?;
    render::page(&app, &page)
}
