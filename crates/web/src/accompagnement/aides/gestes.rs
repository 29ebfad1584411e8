//! What is done with an aide of a dossier.

use accompagnement::{aides, commissions};
use axum::extract::State;
use jeunes::DossierForWrite;
use kernel::{DemandeAideId, JeuneId, Section};
use platform::Tx;

use super::{fiche, forms};
use crate::{
    App,
    accompagnement::{
        commun,
        saisie::{Reprise, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
};

/// Sends the file, tells the decision, or gives up.
pub(super) async fn act(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, DemandeAideId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let typed = saisie.du_formulaire();
    let save = async |tx: &mut Tx, dossier: &DossierForWrite| match saisie.formulaire() {
        "envoi" => aides::envoyer(tx, dossier, &forms::envoi(id, &typed)?).await,
        "notification" => aides::notifier(tx, dossier, &forms::notification(id, &typed)?).await,
        "passage" => {
            let new = forms::passage(id, &typed)?;
            commissions::inscrire(tx, dossier, new).await
        }
        _ => aides::annuler(tx, dossier, &forms::annulation(id, &typed)?).await,
    };
    let done = commun::act(tx, &contexte, jeune, Section::Plan, save).await;
    let message = match saisie.formulaire() {
        "envoi" => "L’envoi du dossier est noté.",
        "passage" => "La demande est à l’ordre du jour.",
        "notification" => "C’est noté\u{a0}: la décision est annoncée.",
        _ => "L’aide est annulée.",
    };
    answer(&app, &contexte, (jeune, id), &saisie, (done, message)).await
}

/// Grants, refuses, or puts an emergency in order.
pub(super) async fn decide(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, DemandeAideId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let typed = saisie.du_formulaire();
    let save = async |tx: &mut Tx, dossier: &DossierForWrite| match saisie.formulaire() {
        "regularisation" => {
            aides::regulariser(tx, dossier, &forms::regularisation(id, &typed)?).await
        }
        _ => aides::decider(tx, dossier, &forms::decision(id, &typed)?).await,
    };
    let done = commun::act(tx, &contexte, jeune, Section::Plan, save).await;
    let message = match saisie.formulaire() {
        "regularisation" => "L’aide est régularisée.",
        _ => "La décision est notée. Annoncez-la maintenant à la personne.",
    };
    answer(&app, &contexte, (jeune, id), &saisie, (done, message)).await
}

async fn answer(
    app: &App,
    contexte: &Contexte,
    (jeune, id): (JeuneId, DemandeAideId),
    saisie: &Saisie,
    (done, message): (platform::Result<()>, &str),
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, &format!("/jeunes/{jeune}/aides/{id}"), message);
    };
    let refus = Refus::of(error)?;
    let mut tx = refus::reopen(app, contexte).await?;
    let reprise = Reprise::new(saisie, refus);
    let page = fiche::page(&mut tx, contexte, (jeune, id), reprise).await?;
    tx.commit().await?;
    render::with_status(app, page.r.refus.status(), &page)
}
