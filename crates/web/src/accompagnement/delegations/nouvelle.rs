//! `/delegations/nouvelle`: someone handed over, entered by hand.

use accompagnement::delegations;
use askama::Template;
use axum::extract::State;
use platform::Tx;

use super::forms;
use crate::{
    App,
    accompagnement::{
        commun,
        saisie::{Reprise, Saisie},
    },
    http::{
        drafts,
        extract::{Contexte, FormOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    ui::Cadre,
};

#[derive(Template)]
#[template(path = "accompagnement/delegations/nouvelle.html")]
struct NouvellePage {
    cadre: Cadre,
    r: Reprise,
    id: String,
    aujourdhui: String,
}

fn page(tx: &Tx, contexte: &Contexte, r: Reprise) -> NouvellePage {
    NouvellePage {
        cadre: Cadre::new(tx, contexte),
        id: commun::fresh(tx),
        aujourdhui: commun::field(tx.today()),
        r,
    }
}

pub(super) async fn blank(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    let page = page(&tx, &contexte, reprise);
    tx.commit().await?;
    render::page(&app, &page)
}

pub(super) async fn create(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        let new = forms::nouvelle(&saisie.du_formulaire())?;
        delegations::recevoir(&mut tx, &new).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await?;
        Ok(new.id)
    };
    let error = match save.await {
        Ok(id) => {
            let to = format!("/delegations/{id}");
            return render::done(&app, &to, "La personne est sur la liste.");
        }
        Err(error) => error,
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(&app, &contexte).await?;
    let page = page(&tx, &contexte, Reprise::new(&saisie, refus));
    tx.commit().await?;
    render::refused(&app, &page)
}
