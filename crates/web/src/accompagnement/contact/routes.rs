//! Routes of the contact in twenty seconds.

use accompagnement::contacts_rapides;
use axum::extract::State;
use jeunes::acces;
use kernel::{JeuneId, Permission};
use platform::Tx;
use serde::Deserialize;

use super::{
    forms,
    pages::{self, Qui},
};
use crate::{
    App,
    accompagnement::{commun::Chemin, saisie::Saisie},
    http::{
        drafts,
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
};

pub(crate) fn register(routes: &mut Routes) {
    let saisir = Besoin::Permission(Permission::SaisirContact);
    routes.get("/contact", saisir, search);
    routes.get("/jeunes/{id}/contact", saisir, form);
    routes.post("/jeunes/{id}/contact", saisir, record);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Recherche {
    q: String,
    jeune: Option<JeuneId>,
    retour: String,
}

/// Who? Then the form; at once when the page before was about someone.
async fn search(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<Recherche>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    let retour = forms::back(&query.retour, &contexte.headers);
    let qui = match query.jeune {
        Some(jeune) => Qui::Seul(jeune),
        None => pages::search(tx, &contexte, &query.q, retour.clone()).await?,
    };
    match qui {
        Qui::Page(page) => render::page(&app, &*page),
        Qui::Seul(jeune) => {
            let suite = serde_html_form::to_string([("retour", &retour)]).unwrap_or_default();
            render::go(&format!("/jeunes/{jeune}/contact?{suite}"))
        }
    }
}

async fn form(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    QueryOf(query): QueryOf<Recherche>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    let retour = forms::back(&query.retour, &contexte.headers);
    render::page(
        &app,
        &pages::form(tx, &contexte, chemin.id, retour, None).await?,
    )
}

async fn record(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let retour = forms::back(saisie.un("retour"), &contexte.headers);
    match save(tx, &contexte, chemin.id, &saisie).await {
        Ok(nom) => {
            let to = if retour == "/" {
                format!("/jeunes/{}", chemin.id)
            } else {
                retour
            };
            render::done(&app, &to, &format!("Contact noté pour {nom}."))
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            let tx = refus::reopen(&app, &contexte).await?;
            let again = Some((saisie, &refus));
            let page = pages::form(tx, &contexte, chemin.id, retour, again).await?;
            render::with_status(&app, refus.status(), &page)
        }
    }
}

async fn save(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    saisie: &Saisie,
) -> platform::Result<String> {
    let dossier = acces::open_for_contact(&mut tx, jeune).await?;
    contacts_rapides::record(&mut tx, &dossier, &forms::parse(saisie)?).await?;
    drafts::forget(&mut tx, &contexte.chemin).await?;
    tx.commit().await?;
    Ok(dossier.nom_affiche())
}
