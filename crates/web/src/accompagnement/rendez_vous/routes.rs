//! `/jeunes/{id}/rendez-vous`, and what follows it.

use accompagnement::{relances, rendez_vous};
use axum::extract::State;
use jeunes::acces;
use kernel::{JeuneId, RendezVousId, Section};
use platform::Tx;

use super::{
    choisir::{self, Choisi},
    convocation, fiche, forms, lien, liste,
};
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::Saisie,
    },
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
    let lire = Besoin::lire(Section::Agenda);
    let ecrire = Besoin::ecrire(Section::Agenda);
    routes.get("/jeunes/{id}/rendez-vous", lire, list);
    routes.get("/jeunes/{id}/rendez-vous/nouveau", ecrire, new);
    routes.post("/jeunes/{id}/rendez-vous/nouveau", ecrire, book);
    routes.get("/jeunes/{id}/rendez-vous/{rdv}", lire, show);
    routes.post("/jeunes/{id}/rendez-vous/{rdv}", ecrire, mark);
    let lettre = "/jeunes/{id}/rendez-vous/{rdv}/convocation.pdf";
    routes.get(lettre, lire, convocation::letter);
    let reporter = "/jeunes/{id}/rendez-vous/{rdv}/reporter";
    routes.get(reporter, ecrire, moving);
    routes.post(reporter, ecrire, move_to);
    let relance = "/jeunes/{id}/rendez-vous/{rdv}/relance";
    routes.post(relance, ecrire, attempt);
    lien::register(routes);
}

async fn list(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    render::page(&app, &liste::page(tx, &contexte, chemin.id).await?)
}

/// The page of a choice, with the draft of this address when there is one.
async fn choose(
    app: &App,
    contexte: &Contexte,
    mut tx: Tx,
    (jeune, deplace): (JeuneId, Option<RendezVousId>),
    query: Saisie,
) -> PageResult {
    let draft = drafts::resume::<Saisie>(&mut tx, &contexte.chemin).await?;
    let choix = Choisi {
        jeune,
        deplace,
        saisie: draft.map_or(query, |(saisie, _)| saisie),
        refus: Refus::default(),
    };
    let page = choisir::page(&mut tx, contexte, choix).await?;
    tx.commit().await?;
    render::page(app, &page)
}

async fn new(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    QueryOf(query): QueryOf<Saisie>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    choose(&app, &contexte, tx, (chemin.id, None), query).await
}

async fn moving(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, RendezVousId)>,
    QueryOf(query): QueryOf<Saisie>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    choose(&app, &contexte, tx, (jeune, Some(id)), query).await
}

async fn book(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let fuseau = tx.fuseau();
    let done = commun::act(
        tx,
        &contexte,
        chemin.id,
        Section::Agenda,
        async |tx, dossier| {
            let new = forms::nouveau(&saisie, fuseau)?;
            rendez_vous::book(tx, dossier, &new).await
        },
    )
    .await;
    answer(&app, &contexte, (chemin.id, None), saisie, done).await
}

async fn move_to(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, RendezVousId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let fuseau = tx.fuseau();
    let done = commun::act(
        tx,
        &contexte,
        jeune,
        Section::Agenda,
        async |tx, dossier| {
            let report = forms::report(&saisie, id, fuseau)?;
            rendez_vous::move_to(tx, dossier, &report).await
        },
    )
    .await;
    answer(&app, &contexte, (jeune, Some(id)), saisie, done).await
}

/// To the new rendez-vous, or the choice again with what was typed and the moments still free.
async fn answer(
    app: &App,
    contexte: &Contexte,
    (jeune, deplace): (JeuneId, Option<RendezVousId>),
    saisie: Saisie,
    done: platform::Result<()>,
) -> PageResult {
    let Err(error) = done else {
        let to = format!("/jeunes/{jeune}/rendez-vous/{}", saisie.un("id"));
        let message = match deplace {
            Some(_) => "Le rendez-vous est déplacé.",
            None => "Le rendez-vous est pris.",
        };
        return render::done(app, &to, message);
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let mut tx = refus::reopen(app, contexte).await?;
    let choix = Choisi {
        jeune,
        deplace,
        saisie,
        refus,
    };
    let page = choisir::page(&mut tx, contexte, choix).await?;
    tx.commit().await?;
    render::with_status(app, status, &page)
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<(JeuneId, RendezVousId)>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    let page = fiche::page(tx, &contexte, chemin, Refus::default()).await?;
    render::page(&app, &page)
}

async fn mark(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, RendezVousId)>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let done = async {
        let dossier = acces::open_for_write(&mut tx, jeune, Section::Agenda).await?;
        let (version, issue) = forms::issue(&saisie)?;
        rendez_vous::mark(&mut tx, &dossier, (id, version), issue).await?;
        tx.commit().await
    }
    .await;
    let to = match saisie.un("retour") {
        "agenda" => "/agenda".to_owned(),
        _ => format!("/jeunes/{jeune}/rendez-vous/{id}"),
    };
    back(&app, &contexte, (jeune, id), done, &to).await
}

async fn attempt(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, RendezVousId)>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let done = async {
        let read = acces::open_for_read(&mut tx, jeune, Section::Agenda).await?;
        let rdv = rendez_vous::find(&mut tx, &read, id).await?;
        let dossier = acces::open_for_write(&mut tx, jeune, Section::Agenda).await?;
        let step = (saisie.un("etape"), saisie.un("resultat"));
        relances::attempt(&mut tx, &dossier, &rdv, step).await?;
        tx.commit().await
    }
    .await;
    let to = format!("/jeunes/{jeune}/rendez-vous/{id}");
    back(&app, &contexte, (jeune, id), done, &to).await
}

/// Elsewhere, or the rendez-vous with what is wrong.
async fn back(
    app: &App,
    contexte: &Contexte,
    chemin: (JeuneId, RendezVousId),
    done: platform::Result<()>,
    to: &str,
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, to, "C’est noté.");
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let tx = refus::reopen(app, contexte).await?;
    let page = fiche::page(tx, contexte, chemin, refus).await?;
    render::with_status(app, status, &page)
}
