//! A list pasted on a page: looked at, then imported whole or not at all.

use askama::Template;
use axum::http::StatusCode;
use platform::Tx;

use super::saisie::Saisie;
use crate::{
    App,
    http::{
        drafts,
        extract::Contexte,
        refus::{self, Refus},
        render::{self, PageResult},
    },
};

/// Lines to correct that a page shows at once.
pub(super) const ECARTS: usize = 100;

/// The page of an import.
pub(super) trait Import: Template + Sized {
    /// What was read of the list.
    type Rapport: Send;

    /// The page with the list as it was pasted, and what was read of it.
    fn page(
        tx: &Tx,
        contexte: &Contexte,
        read: (&str, Option<Self::Rapport>),
        refus: Refus,
    ) -> Self;

    /// Every line can be imported.
    fn juste(rapport: &Self::Rapport) -> bool;
}

/// The list is to be imported, and not only looked at.
pub(super) fn importer(saisie: &Saisie) -> bool {
    saisie.un("geste") == "importer"
}

/// The page before anything is pasted, or with the draft.
pub(super) async fn blank<I: Import>(app: &App, contexte: &Contexte, mut tx: Tx) -> PageResult {
    let draft = drafts::resume::<Saisie>(&mut tx, &contexte.chemin).await?;
    let typed = draft.map(|(saisie, _)| saisie).unwrap_or_default();
    let page = I::page(&tx, contexte, (typed.un("fichier"), None), Refus::default());
    tx.commit().await?;
    render::page(app, &page)
}

/// After the reading: elsewhere once it is imported, or the page with what was read.
pub(super) async fn answer<I: Import>(
    (app, contexte, mut tx): (&App, &Contexte, Tx),
    saisie: &Saisie,
    read: platform::Result<I::Rapport>,
    (to, said): (&str, fn(&I::Rapport) -> String),
) -> PageResult {
    let fichier = saisie.un("fichier");
    let error = match read {
        Ok(rapport) if importer(saisie) && I::juste(&rapport) => {
            drafts::forget(&mut tx, &contexte.chemin).await?;
            tx.commit().await?;
            return render::done(app, to, &said(&rapport));
        }
        Ok(rapport) => {
            let status = if I::juste(&rapport) {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            let page = I::page(&tx, contexte, (fichier, Some(rapport)), Refus::default());
            tx.commit().await?;
            return render::with_status(app, status, &page);
        }
        Err(error) => error,
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(app, contexte).await?;
    let page = I::page(&tx, contexte, (fichier, None), refus);
    tx.commit().await?;
    render::refused(app, &page)
}
