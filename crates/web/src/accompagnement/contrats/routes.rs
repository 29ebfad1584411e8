//! Routes of contracts.

use accompagnement::signatures::{self, NouvelleSignature, Qualite};
use axum::extract::State;
use jeunes::{DossierForWrite, acces};
use kernel::{AdhesionId, FieldErrors, Section};
use platform::Tx;

use super::{
    page::{self, Adresse},
    papier,
};
use crate::{
    App,
    accompagnement::{
        commun,
        saisie::{Lecteur, Reprise, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
};

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::lire(Section::Plan);
    let contract = "/jeunes/{id}/adhesions/{adhesion}/contrat";
    routes.get(contract, lire, show);
    routes.post(contract, Besoin::ecrire(Section::Plan), sign);
    let paper = "/jeunes/{id}/adhesions/{adhesion}/contrat.pdf";
    routes.get(paper, lire, papier::paper);
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    render::page(&app, &page::page(tx, &contexte, adresse, reprise).await?)
}

async fn sign(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let mut whole = false;
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = signature(adresse.adhesion, &saisie.du_formulaire())?;
        let read = acces::open_for_read(tx, adresse.id, Section::Plan).await?;
        whole = signatures::sign(tx, (&read, dossier), &new).await?;
        Ok(())
    };
    let Err(error) = commun::act(tx, &contexte, adresse.id, Section::Plan, act).await else {
        let said = if whole {
            "Le contrat est signé."
        } else {
            "La signature est gardée. Il en manque encore."
        };
        return render::done(&app, &adresse.chemin(), said);
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(&app, &contexte).await?;
    let page = page::page(tx, &contexte, adresse, Reprise::new(&saisie, refus)).await?;
    render::with_status(&app, page.r.refus.status(), &page)
}

fn signature(adhesion: AdhesionId, saisie: &Saisie) -> Result<NouvelleSignature, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvelleSignature {
        id: lecteur.id("id"),
        adhesion,
        qualite: lecteur.choix("qualite", Qualite::from_code, Qualite::Jeune),
        nom: lecteur.ligne("nom"),
        lu: saisie.un("lu") == "oui",
        empreinte: lecteur.code("empreinte"),
    };
    lecteur.fin(new)
}
