//! `/ateliers/sessions/{session}`: its page, its émargement, its ends.

use accompagnement::ateliers::{self, APrevenir, Cloture, SessionAtelier};
use askama::Template;
use axum::extract::State;
use kernel::SessionAtelierId;
use platform::Tx;

use super::{
    forms,
    mots::SeanceVue,
    vue::{self, Repris, SANS_NOM, SeanceQuery},
};
use crate::{
    App,
    accompagnement::{commun::s, saisie::Saisie},
    http::{
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    ui::Cadre,
};

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<SessionAtelierId>,
    QueryOf(query): QueryOf<SeanceQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let page = vue::page(&mut tx, &contexte, id, query, Repris::default()).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

/// The page again, with what was typed and what is wrong.
pub(super) async fn again(
    app: &App,
    contexte: &Contexte,
    id: SessionAtelierId,
    repris: Repris,
) -> PageResult {
    let mut tx = refus::reopen(app, contexte).await?;
    let page = vue::page(&mut tx, contexte, id, SeanceQuery::default(), repris).await?;
    tx.commit().await?;
    render::with_status(app, page.refus.status(), &page)
}

/// The page of the session, and who has a place since.
pub(super) fn address(id: SessionAtelierId, promus: &[APrevenir]) -> String {
    let base = format!("/ateliers/sessions/{id}");
    if promus.is_empty() {
        return base;
    }
    let fields: Vec<(&str, String)> = promus
        .iter()
        .map(|one| ("promus", one.inscription.to_string()))
        .collect();
    let query = serde_html_form::to_string(&fields).unwrap_or_default();
    format!("{base}?{query}#prevenir")
}

/// Acts on a session of the mission locale: what is not of here does not exist, whatever was typed.
async fn act<T>(
    mut tx: Tx,
    id: SessionAtelierId,
    act: impl AsyncFnOnce(&mut Tx) -> platform::Result<T>,
) -> platform::Result<T> {
    ateliers::session(&mut tx, id).await?;
    let done = act(&mut tx).await?;
    tx.commit().await?;
    Ok(done)
}

/// Elsewhere with a message, or the page again.
async fn answer<T>(
    (app, contexte, id): (&App, &Contexte, SessionAtelierId),
    saisie: Saisie,
    done: platform::Result<T>,
    said: impl FnOnce(&T) -> (String, String) + Send,
) -> PageResult {
    let error = match done {
        Ok(done) => {
            let (to, message) = said(&done);
            return render::done(app, &to, &message);
        }
        Err(error) => error,
    };
    let repris = Repris {
        saisie,
        refus: Refus::of(error)?,
        jeune: None,
    };
    again(app, contexte, id, repris).await
}

pub(super) async fn settings(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<SessionAtelierId>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let change = async |tx: &mut Tx| ateliers::regler(tx, &forms::reglages(id, &saisie)?).await;
    let done = act(tx, id, change).await;
    let said = |told: &Vec<APrevenir>| (address(id, told), "La séance est à jour.".to_owned());
    answer((&app, &contexte, id), saisie, done, said).await
}

pub(super) async fn mark(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<SessionAtelierId>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let marked = async |tx: &mut Tx| {
        let marque = forms::marque(&saisie)?;
        ateliers::emarger(tx, id, &marque).await?;
        Ok(marque)
    };
    let done = act(tx, id, marked).await;
    let said = |marque: &ateliers::Marque| {
        let to = format!("{}#inscrits", address(id, &[]));
        (
            to,
            format!("C’est noté\u{a0}: {}.", marque.presence.label()),
        )
    };
    answer((&app, &contexte, id), saisie, done, said).await
}

pub(super) async fn close(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<SessionAtelierId>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let closed = async |tx: &mut Tx| ateliers::cloturer(tx, id, forms::version(&saisie)?).await;
    let done = act(tx, id, closed).await;
    let said = |done: &Cloture| {
        let (p, a) = (done.presents, done.absents);
        let words = format!(
            "La séance est clôturée\u{a0}: {p} présent{}, {a} absent{}. Les heures et la frise de \
             chacun sont à jour.",
            s(p),
            s(a)
        );
        (address(id, &[]), words)
    };
    answer((&app, &contexte, id), saisie, done, said).await
}

pub(super) async fn cancel(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<SessionAtelierId>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let cancelled = async |tx: &mut Tx| ateliers::annuler(tx, id, forms::version(&saisie)?).await;
    let done = act(tx, id, cancelled).await;
    let said = |_: &Vec<APrevenir>| (address(id, &[]), "La séance est annulée.".to_owned());
    answer((&app, &contexte, id), saisie, done, said).await
}

/// The sheet to print, on which people sign.
#[derive(Template)]
#[template(path = "accompagnement/ateliers/emargement.html")]
struct PapierPage {
    cadre: Cadre,
    retour: String,
    v: SeanceVue,
    structure: String,
    lignes: Vec<(String, String)>,
    /// Empty lines, for those who come without being on the list.
    libres: Vec<()>,
}

/// Empty lines of a sheet.
pub(super) const LIBRES: usize = 3;

/// Those who have a place: the name, or that it may not be known, and the number of the dossier.
pub(super) async fn placed(
    tx: &mut Tx,
    id: SessionAtelierId,
) -> platform::Result<Vec<(String, String)>> {
    let list = ateliers::inscrits(tx, id).await?;
    let placed = list
        .into_iter()
        .filter(|one| one.inscription.retiree_le.is_none() && one.inscription.rang.is_none());
    let lines = placed.map(|one| (one.nom.unwrap_or_else(|| SANS_NOM.into()), one.numero));
    Ok(lines.collect())
}

pub(super) async fn paper(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<SessionAtelierId>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let session: SessionAtelier = ateliers::session(&mut tx, id).await?;
    let lignes = placed(&mut tx, id).await?;
    let page = PapierPage {
        retour: address(id, &[]),
        v: SeanceVue::new(&tx, &session),
        structure: tx.entete().structure.clone(),
        lignes,
        libres: vec![(); LIBRES],
        cadre: Cadre::new(&tx, &contexte),
    };
    tx.commit().await?;
    render::page(&app, &page)
}
