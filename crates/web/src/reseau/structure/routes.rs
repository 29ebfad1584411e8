//! `/structure`: sites and mandates of one's own mission locale.

use askama::Template;
use axum::extract::State;
use kernel::{MandatId, Permission, SiteId, new_uuid};
use platform::Tx;
use reseau::structures::{self, Mandat, Site};

use super::forms::{HorairesForm, MandatForm};
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
    let administrer = Besoin::Permission(Permission::AdministrerComptes);
    routes.get("/structure", administrer, show);
    routes.post("/structure/mandats", administrer, create);
    routes.post("/structure/mandats/{mandat}", administrer, update);
    routes.post("/structure/sites/{site}", administrer, hours);
}

#[derive(Template)]
#[template(path = "reseau/structure/structure.html")]
struct StructurePage {
    cadre: Cadre,
    sites: Vec<Site>,
    mandats: Vec<Mandat>,
    fonctions: Vec<Choix>,
    form: MandatForm,
    refus: Refus,
    conflit: Option<platform::Conflit>,
}

async fn show(State(app): State<App>, contexte: Contexte, ReqTx(mut tx): ReqTx) -> PageResult {
    let page = page(&mut tx, &contexte, Refus::default(), None).await?;
    render::page(&app, &page)
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    refus: Refus,
    typed: Option<MandatForm>,
) -> platform::Result<StructurePage> {
    let ml = tx.ml()?;
    let fresh = MandatForm {
        id: new_uuid(tx.clock(), tx.rng()).to_string(),
        du: tx.today().to_string(),
        ..MandatForm::default()
    };
    Ok(StructurePage {
        sites: structures::list_sites(tx, ml).await?,
        mandats: structures::list_mandats(tx, ml).await?,
        fonctions: vec![
            Choix::new("president", "Présidence"),
            Choix::new("administrateur", "Administration"),
        ],
        form: typed.unwrap_or(fresh),
        conflit: refus.conflit.clone(),
        refus,
        cadre: Cadre::new(tx, contexte),
    })
}

/// After an act: the page, with a message or with what is wrong and what was typed.
async fn after(
    app: &App,
    contexte: &Contexte,
    tx: Tx,
    done: platform::Result<()>,
    typed: Option<MandatForm>,
) -> PageResult {
    match done {
        Ok(()) => {
            tx.commit().await?;
            render::done(app, "/structure", "C’est enregistré.")
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            drop(tx);
            let mut tx = refus::reopen(app, contexte).await?;
            let page = page(&mut tx, contexte, refus, typed).await?;
            if page.conflit.is_some() {
                render::conflict(app, &page)
            } else {
                render::refused(app, &page)
            }
        }
    }
}

async fn create(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<MandatForm>,
) -> PageResult {
    let id: MandatId = form.id.parse().map_err(|_| platform::Error::NotFound)?;
    let done = match form.parse() {
        Ok(saisi) => structures::create_mandat(&mut tx, id, &saisi).await,
        Err(errors) => Err(errors.into()),
    };
    after(&app, &contexte, tx, done, Some(form)).await
}

async fn update(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    PathOf(id): PathOf<MandatId>,
    FormOf(form): FormOf<MandatForm>,
) -> PageResult {
    let ml = tx.ml()?;
    if !structures::list_mandats(&mut tx, ml)
        .await?
        .iter()
        .any(|m| m.id == id)
    {
        return Err(platform::Error::NotFound.into());
    }
    let version = form.version.parse().unwrap_or(0);
    let done = match form.parse() {
        Ok(saisi) => structures::update_mandat(&mut tx, id, version, &saisi).await,
        Err(errors) => Err(errors.into()),
    };
    after(&app, &contexte, tx, done, None).await
}

async fn hours(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    PathOf(id): PathOf<SiteId>,
    FormOf(form): FormOf<HorairesForm>,
) -> PageResult {
    let version = form.version.parse().unwrap_or(0);
    let done = structures::update_horaires(&mut tx, id, version, &form.horaires).await;
    after(&app, &contexte, tx, done, None).await
}
