//! `/delegations/import`: a list of France Travail is pasted, looked at, then imported whole.

use accompagnement::delegations::{self, COLONNES, Colonne, Rapport};
use askama::Template;
use axum::extract::State;
use platform::Tx;

use crate::{
    App,
    accompagnement::{
        imports::{self, ECARTS, Import},
        saisie::Saisie,
    },
    http::{
        extract::{Contexte, FormOf},
        gate::ReqTx,
        refus::Refus,
        render::PageResult,
    },
    ui::Cadre,
};

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

impl Import for ImportPage {
    type Rapport = Rapport;

    fn page(
        tx: &Tx,
        contexte: &Contexte,
        (fichier, rapport): (&str, Option<Rapport>),
        refus: Refus,
    ) -> Self {
        let titles: Vec<&str> = COLONNES.iter().map(|c| c.nom).collect();
        Self {
            colonnes: COLONNES,
            titres: titles.join(";"),
            exemple: EXEMPLE,
            fichier: fichier.to_owned(),
            rapport: rapport.map(Vue::new),
            refus,
            cadre: Cadre::new(tx, contexte),
        }
    }

    fn juste(rapport: &Rapport) -> bool {
        rapport.ecarts.is_empty()
    }
}

pub(super) async fn blank(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
) -> PageResult {
    imports::blank::<ImportPage>(&app, &contexte, tx).await
}

/// Looks at the list, or imports it.
pub(super) async fn act(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let bytes = saisie.un("fichier").as_bytes();
    let read = if imports::importer(&saisie) {
        delegations::importer(&mut tx, bytes).await
    } else {
        delegations::previsualiser(&mut tx, bytes).await
    };
    imports::answer::<ImportPage>((&app, &contexte, tx), &saisie, read, ("/delegations", said))
        .await
}

fn said(r: &Rapport) -> String {
    match r.nouvelles {
        0 => "Tout le monde était déjà sur la liste\u{a0}: rien n’a changé.".to_owned(),
        1 => "Une personne est ajoutée à la liste.".to_owned(),
        n => format!("{n} personnes sont ajoutées à la liste."),
    }
}
