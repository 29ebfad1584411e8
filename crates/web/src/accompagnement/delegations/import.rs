//! `/delegations/import`: a list of France Travail is pasted, looked at, then imported whole.

use accompagnement::delegations::{self, COLONNES, Colonne, Rapport};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use platform::Tx;

use crate::{
    App,
    accompagnement::saisie::Saisie,
    http::{
        drafts,
        extract::{Contexte, FormOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    ui::Cadre,
};

/// Lines to correct that the page shows at once.
const ECARTS: usize = 100;

#[derive(Template)]
#[template(path = "accompagnement/delegations/import.html")]
struct ImportPage {
    cadre: Cadre,
    colonnes: &'static [Colonne],
    titres: String,
    exemple: &'static str,
    fichier: String,
    rapport: Option<Vue>,
    refus: Refus,
}

/// What a list would bring.
struct Vue {
    r: Rapport,
    importable: bool,
    ecarts: Vec<(u64, String, String)>,
    tus: usize,
}

impl Vue {
    fn new(r: Rapport) -> Self {
        let all = r.ecarts.iter().take(ECARTS);
        Self {
            importable: r.ecarts.is_empty() && r.nouvelles > 0,
            ecarts: all
                .map(|e| (e.ligne, e.colonne.clone(), e.raison.clone()))
                .collect(),
            tus: r.ecarts.len().saturating_sub(ECARTS),
            r,
        }
    }
}

const EXEMPLE: &str = "Exemple;Manon;14/02/2006;;06 39 98 00 01;;;Agence d’exemple;";

fn page(
    tx: &Tx,
    contexte: &Contexte,
    (fichier, rapport): (&str, Option<Rapport>),
    refus: Refus,
) -> ImportPage {
    let titles: Vec<&str> = COLONNES.iter().map(|c| c.nom).collect();
    ImportPage {
        colonnes: COLONNES,
        titres: titles.join(";"),
        exemple: EXEMPLE,
        fichier: fichier.to_owned(),
        rapport: rapport.map(Vue::new),
        refus,
        cadre: Cadre::new(tx, contexte),
    }
}

pub(super) async fn blank(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let draft = drafts::resume::<Saisie>(&mut tx, &contexte.chemin).await?;
    let typed = draft.map(|(saisie, _)| saisie).unwrap_or_default();
    let page = page(
        &tx,
        &contexte,
        (typed.un("fichier"), None),
        Refus::default(),
    );
    tx.commit().await?;
    render::page(&app, &page)
}

/// Looks at the list, or imports it.
pub(super) async fn act(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let fichier = saisie.un("fichier");
    let bytes = fichier.as_bytes();
    let read = if saisie.un("geste") == "importer" {
        delegations::importer(&mut tx, bytes).await
    } else {
        delegations::previsualiser(&mut tx, bytes).await
    };
    match read {
        Ok(rapport) if saisie.un("geste") == "importer" && rapport.ecarts.is_empty() => {
            drafts::forget(&mut tx, &contexte.chemin).await?;
            tx.commit().await?;
            render::done(&app, "/delegations", &said(&rapport))
        }
        Ok(rapport) => {
            let status = if rapport.ecarts.is_empty() {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            let page = page(&tx, &contexte, (fichier, Some(rapport)), Refus::default());
            tx.commit().await?;
            render::with_status(&app, status, &page)
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            let tx = refus::reopen(&app, &contexte).await?;
            let page = page(&tx, &contexte, (fichier, None), refus);
            tx.commit().await?;
            render::refused(&app, &page)
        }
    }
}

fn said(r: &Rapport) -> String {
    match r.nouvelles {
        0 => "Tout le monde était déjà sur la liste\u{a0}: rien n’a changé.".to_owned(),
        1 => "Une personne est ajoutée à la liste.".to_owned(),
        n => format!("{n} personnes sont ajoutées à la liste."),
    }
}
