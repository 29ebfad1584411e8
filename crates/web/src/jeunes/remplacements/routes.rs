//! `/remplacements`.

use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use jeunes::{
    passations,
    referents::{self, Remplacement},
};
use kernel::{AgentId, Permission, new_uuid};
use platform::Tx;
use uuid::Uuid;

use super::forms::{FinForm, RemplacementForm};
use crate::{
    App,
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::{Cadre, Choix},
};

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirPortefeuille);
    routes.get("/remplacements", voir, show);
    routes.post("/remplacements", voir, create);
    routes.post("/remplacements/{remplacement}/fin", voir, end);
}

#[derive(Template)]
#[template(path = "jeunes/remplacements/liste.html")]
struct RemplacementsPage {
    cadre: Cadre,
    remplacements: Vec<Remplacement>,
    agents: Vec<Choix>,
    /// May declare the absence of a colleague.
    tous: bool,
    me: Option<AgentId>,
    form: RemplacementForm,
    refus: Refus,
    today: NaiveDate,
}

impl RemplacementsPage {
    fn may_end(&self, remplacement: &Remplacement) -> bool {
        self.tous || self.me == Some(remplacement.agent)
    }
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    form: Option<RemplacementForm>,
    refus: Refus,
) -> platform::Result<RemplacementsPage> {
    let today = tx.today();
    let fresh = RemplacementForm {
        id: new_uuid(tx.clock(), tx.rng()).to_string(),
        du: today.to_string(),
        ..RemplacementForm::default()
    };
    let possible = referents::possible(tx).await?;
    Ok(RemplacementsPage {
        remplacements: referents::remplacements(tx).await?,
        agents: possible
            .iter()
            .map(|p| Choix::new(p.id.to_string(), &p.nom))
            .collect(),
        tous: tx.may(Permission::VoirPortefeuilles),
        me: tx.agent_id(),
        form: form.unwrap_or(fresh),
        refus,
        today,
        cadre: Cadre::new(tx, contexte),
    })
}

async fn show(State(app): State<App>, contexte: Contexte, ReqTx(mut tx): ReqTx) -> PageResult {
    passations::give_back_due(&mut tx).await?;
    let page = page(&mut tx, &contexte, None, Refus::default()).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

/// After an act: the page, with a message or with what is wrong and what was typed.
async fn after(
    app: &App,
    contexte: &Contexte,
    tx: Tx,
    done: platform::Result<()>,
    form: Option<RemplacementForm>,
) -> PageResult {
    match done {
        Ok(()) => {
            tx.commit().await?;
            render::done(app, "/remplacements", "C’est enregistré.")
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            drop(tx);
            let mut tx = refus::reopen(app, contexte).await?;
            render::refused(app, &page(&mut tx, contexte, form, refus).await?)
        }
    }
}

async fn create(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<RemplacementForm>,
) -> PageResult {
    let done = match form.parse(tx.agent_id()) {
        Ok(new) => referents::create_remplacement(&mut tx, &new).await,
        Err(errors) => Err(errors.into()),
    };
    after(&app, &contexte, tx, done, Some(form)).await
}

async fn end(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    PathOf(id): PathOf<Uuid>,
    FormOf(form): FormOf<FinForm>,
) -> PageResult {
    let au = form.day(tx.today());
    let done = referents::end_remplacement(&mut tx, id, au).await;
    after(&app, &contexte, tx, done, None).await
}
