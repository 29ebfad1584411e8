//! `/ateliers/sessions/{session}/emargement.pdf`: the sheet on which people sign.

use accompagnement::{ateliers, imprimes::FeuilleEmargement};
use axum::extract::State;
use kernel::SessionAtelierId;
use platform::ports::{Imprime, ModeleImprime};

use super::{mots::SeanceVue, seance};
use crate::{
    App,
    http::{extract::PathOf, gate::ReqTx, papier, render::PageResult},
};

pub(super) async fn sheet(
    State(app): State<App>,
    PathOf(id): PathOf<SessionAtelierId>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let session = ateliers::session(&mut tx, id).await?;
    let placed = seance::placed(&mut tx, id).await?;
    let v = SeanceVue::new(&tx, &session);
    let feuille = FeuilleEmargement {
        nom: v.nom,
        genre: v.sorte,
        quand: v.quand,
        lieu: v.lieu,
        animateur: v.animateur,
        partenaire: session.partenaire,
        inscrits: placed.into_iter().map(|(nom, _)| nom).collect(),
        libres: seance::LIBRES,
    };
    let model = (ModeleImprime::Emargement, "Feuille d’émargement");
    let imprime = Imprime::new(&tx, model, &feuille)?;
    tx.commit().await?;
    papier::pdf(&app, imprime, "feuille-emargement.pdf").await
}
