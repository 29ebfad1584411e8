//! The page of a list and of one of it, with one form: as it is, with the draft kept of it, or again
//! with what was typed and what is wrong.

use askama::Template;
use platform::Tx;

use super::{commun, saisie::Reprise, saisie::Saisie};
use crate::{
    App,
    http::{
        extract::Contexte,
        refus::{self, Refus},
        render::{self, PageResult},
    },
};

/// A page that shows everything (`None`), or one.
pub(super) trait Registre: Template + Sized {
    /// Which one.
    type Id: Send;

    /// What it shows, with its form.
    fn lire(
        tx: &mut Tx,
        contexte: &Contexte,
        id: Option<Self::Id>,
        r: Reprise,
    ) -> impl Future<Output = platform::Result<Self>> + Send;
}

/// The page, with the draft that was kept of its form.
pub(super) async fn answer<R: Registre>(
    app: &App,
    contexte: &Contexte,
    mut tx: Tx,
    id: Option<R::Id>,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, contexte).await?;
    let page = R::lire(&mut tx, contexte, id, reprise).await?;
    tx.commit().await?;
    render::page(app, &page)
}

/// The page again, with what was typed and why it was refused.
pub(super) async fn again<R: Registre>(
    app: &App,
    contexte: &Contexte,
    id: Option<R::Id>,
    saisie: &Saisie,
    error: platform::Error,
) -> PageResult {
    let refus = Refus::of(error)?;
    let status = refus.status();
    let mut tx = refus::reopen(app, contexte).await?;
    let page = R::lire(&mut tx, contexte, id, Reprise::new(saisie, refus)).await?;
    tx.commit().await?;
    render::with_status(app, status, &page)
}
