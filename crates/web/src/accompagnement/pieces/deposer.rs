//! Bringing a piece, withdrawing one.
//!
//! The order is the rule: nothing is written of what is refused; the file is written before its row
//! is committed, and removed when the row is not. Between the two, a stop leaves a file that nothing
//! names, which the purge sweeps; never a row without its file.

use accompagnement::pieces::{self, Depot, Fichier, NouvellePiece, rules};
use axum::extract::{Request, State};
use jeunes::{DossierForWrite, acces};
use kernel::{JeuneId, PieceId, Section};
use platform::{Tx, ports::CleBlob};

use super::{forms, page};
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::{Reprise, Saisie},
    },
    http::{
        errors::PageError,
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        televersement::Televersement,
    },
};

pub(super) async fn add(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
    request: Request,
) -> PageResult {
    // Whoever may not add is told before anything is read; while the file comes, nothing is held.
    acces::open_for_write(&mut tx, chemin.id, Section::Plan).await?;
    let depot = pieces::deposit(&mut tx).await?;
    drop(tx);
    let form = Televersement::lire(request, rules::TAILLE_MAX).await?;
    let saisie = Saisie::from(form.champs.clone());
    match keep(&app, &contexte, chemin.id, &depot, form, &saisie).await {
        Ok(said) => render::done(&app, &format!("/jeunes/{}/pieces", chemin.id), said),
        Err(PageError::Platform(error)) => {
            refused(&app, &contexte, chemin.id, &saisie, error).await
        }
        Err(other) => Err(other),
    }
}

/// Writes the file, then the row that names it.
async fn keep(
    app: &App,
    contexte: &Contexte,
    jeune: JeuneId,
    depot: &Depot,
    form: Televersement,
    saisie: &Saisie,
) -> Result<&'static str, PageError> {
    let new = forms::piece(&saisie.du_formulaire())?;
    let file = match form.fichier {
        None => None,
        Some(file) => Some((file.nom, file.contenu.ok_or_else(rules::too_large)?)),
    };
    let given = file.as_ref().map(|(nom, bytes)| (nom.as_str(), &bytes[..]));
    let kept = depot.examine(&new, given)?;
    let Some((_, bytes)) = file else {
        let (tx, _) = row(app, contexte, jeune, &new, None).await?;
        tx.commit().await?;
        return Ok("La pièce est notée, sans fichier.");
    };
    app.blobs.ecrire(depot.cle, bytes).await?;
    match row(app, contexte, jeune, &new, kept.as_ref()).await {
        // When the commit itself fails, nobody knows whether the row is there: the file stays, and
        // the purge looks at it.
        Ok((tx, true)) => tx.commit().await?,
        // The second of two posts: the first one's file is the one that is named.
        Ok((_, false)) => forget(app, depot.cle).await,
        Err(error) => {
            forget(app, depot.cle).await;
            return Err(error);
        }
    }
    Ok("La pièce est gardée.")
}

/// Adds the row, to commit; false when the piece was there already.
async fn row(
    app: &App,
    contexte: &Contexte,
    jeune: JeuneId,
    new: &NouvellePiece,
    kept: Option<&Fichier>,
) -> Result<(Tx, bool), PageError> {
    let mut tx = refus::reopen(app, contexte).await?;
    let dossier = acces::open_for_write(&mut tx, jeune, Section::Plan).await?;
    let added = pieces::add(&mut tx, &dossier, new, kept).await?;
    Ok((tx, added))
}

/// Removes a file that no row names; what stays is swept by the purge.
async fn forget(app: &App, cle: CleBlob) {
    if app.blobs.effacer(cle).await.is_err() {
        tracing::warn!("un fichier sans pièce reste à effacer");
    }
}

pub(super) async fn withdraw(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, piece)): PathOf<(JeuneId, PieceId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let ml = tx.ml()?;
    let mut gone = None;
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let retrait = forms::retrait(piece, &saisie.du_formulaire())?;
        gone = pieces::withdraw(tx, dossier, &retrait).await?;
        Ok(())
    };
    if let Err(error) = commun::act(tx, &contexte, jeune, Section::Plan, act).await {
        return refused(&app, &contexte, jeune, &saisie, error).await;
    }
    if let Some(id) = gone {
        forget(&app, CleBlob { ml, id }).await;
    }
    render::done(
        &app,
        &format!("/jeunes/{jeune}/pieces"),
        "La pièce est retirée, et son fichier effacé.",
    )
}

async fn refused(
    app: &App,
    contexte: &Contexte,
    jeune: JeuneId,
    saisie: &Saisie,
    error: platform::Error,
) -> PageResult {
    let refus = Refus::of(error)?;
    let status = refus.status();
    let tx = refus::reopen(app, contexte).await?;
    let page = page::page(tx, contexte, jeune, Reprise::new(saisie, refus), "").await?;
    render::with_status(app, status, &page)
}
