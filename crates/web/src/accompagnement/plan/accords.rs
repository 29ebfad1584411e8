//! The plan as it was on the day of an agreement, to show and to print.

use accompagnement::plan::{self, ActionFigee, EtatAction, Instantane, Reponse};
use askama::Template;
use axum::extract::State;
use jeunes::acces;
use kernel::{AccordId, JeuneId, Section, dates};
use platform::Tx;

use crate::{
    App,
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    ui::{Cadre, Lien},
};

#[derive(Template)]
#[template(path = "accompagnement/plan/accord.html")]
struct AccordPage {
    cadre: Cadre,
    fil: Vec<Lien>,
    le: String,
    agent: String,
    instantane: Instantane,
}

impl AccordPage {
    /// The mark of an answer.
    const fn symbole(reponse: Reponse) -> &'static str {
        match reponse {
            Reponse::Oui => "check-circle-fill",
            Reponse::Non => "x-circle",
            Reponse::EnAttente => "hourglass-split",
        }
    }

    const fn ton(reponse: Reponse) -> &'static str {
        match reponse {
            Reponse::Oui => "succes",
            Reponse::Non => "attention",
            Reponse::EnAttente => "neutre",
        }
    }

    /// `pour le 03/12/2026`, `faite`, `en cours`.
    fn moment(action: &ActionFigee) -> String {
        let due = action
            .echeance_le
            .map(|day| format!("pour le {}", dates::short(day)));
        let state =
            (action.etat != EtatAction::Planifiee).then(|| action.etat.label().to_lowercase());
        [state, due]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, accord)): PathOf<(JeuneId, AccordId)>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    render::page(&app, &page(tx, &contexte, jeune, accord).await?)
}

async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    accord: AccordId,
) -> platform::Result<AccordPage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Plan).await?;
    let accord = plan::agreement(&mut tx, &dossier, accord).await?;
    let base = format!("/jeunes/{jeune}");
    let page = AccordPage {
        cadre: Cadre::new(&tx, contexte),
        fil: vec![
            Lien::new(&base, dossier.nom_affiche()),
            Lien::new(format!("{base}/plan"), "Plan d’action"),
        ],
        le: dates::long(accord.donne_le),
        agent: accord.agent_nom,
        instantane: accord.instantane,
    };
    tx.commit().await?;
    Ok(page)
}
