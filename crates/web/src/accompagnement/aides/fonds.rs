//! `/aides/fonds/…`: one fund, what is put in it, and its form.

use accompagnement::aides::{self, Decideur, Fonds};
use askama::Template;
use axum::extract::State;
use kernel::{FondsId, Permission, dates};
use platform::Tx;

use super::{forms, mots};
use crate::{
    App,
    accompagnement::{
        commun,
        registre::{self, Registre},
        saisie::{Reprise, Saisie},
    },
    http::{
        drafts,
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    ui::{Cadre, Choix},
};

const NOUVEAU: &str = "/aides/fonds/nouveau";

#[derive(Template)]
#[template(path = "accompagnement/aides/fonds.html")]
struct FondsPage {
    cadre: Cadre,
    adresse: String,
    titre: String,
    gerer: bool,
    fonds: Option<FondsVue>,
    /// What the form holds the first time.
    f: Saisie,
    r: Reprise,
    decideurs: Vec<Choix>,
    id_dotation: String,
    aujourdhui: String,
    mots_sante: String,
}

/// What is in a fund.
struct FondsVue {
    solde: String,
    negatif: bool,
    dote: String,
    engage: String,
    ferme: String,
    lignes: Vec<(&'static str, String)>,
    dotations: Vec<DotationVue>,
}

struct DotationVue {
    le: String,
    montant: String,
    origine: String,
}

async fn view(tx: &mut Tx, fonds: &Fonds) -> platform::Result<FondsVue> {
    let put = aides::dotations(tx, fonds.id).await?;
    Ok(FondsVue {
        solde: fonds.solde().to_string(),
        negatif: fonds.solde().0 < 0,
        dote: fonds.dote.to_string(),
        engage: fonds.engage.to_string(),
        ferme: fonds.ferme_le.map(dates::short).unwrap_or_default(),
        lignes: mots::ceilings(fonds),
        dotations: put
            .into_iter()
            .map(|d| DotationVue {
                le: dates::short(d.recue_le),
                montant: d.montant.to_string(),
                origine: d.origine,
            })
            .collect(),
    })
}

impl Registre for FondsPage {
    type Id = FondsId;

    async fn lire(
        tx: &mut Tx,
        contexte: &Contexte,
        id: Option<FondsId>,
        r: Reprise,
    ) -> platform::Result<Self> {
        let known = match id {
            Some(id) => Some(aides::fonds(tx, id).await?),
            None => None,
        };
        let fonds = match &known {
            Some(fonds) => Some(view(tx, fonds).await?),
            None => None,
        };
        let decider = |d: &Decideur| Choix::new(d.code(), d.label());
        Ok(Self {
            adresse: id.map_or_else(|| NOUVEAU.to_owned(), |id| format!("/aides/fonds/{id}")),
            titre: known
                .as_ref()
                .map_or_else(|| "Ouvrir un fonds".to_owned(), |f| f.nom.clone()),
            gerer: tx.may(Permission::GererFonds),
            fonds,
            f: known.as_ref().map_or_else(|| blank_form(tx), form),
            r,
            decideurs: Decideur::ALL.iter().map(decider).collect(),
            id_dotation: commun::fresh(tx),
            aujourdhui: commun::field(tx.today()),
            mots_sante: commun::mots_sante(tx),
            cadre: Cadre::new(tx, contexte),
        })
    }
}

fn blank_form(tx: &Tx) -> Saisie {
    Saisie::default()
        .avec("id", commun::fresh(tx))
        .avec("decideur", Decideur::MissionLocale.code())
        .avec("periode_mois", "12")
}

fn form(fonds: &Fonds) -> Saisie {
    Saisie::default()
        .avec("version", fonds.version.to_string())
        .avec("nom", &fonds.nom)
        .avec("decideur", fonds.decideur.code())
        .avec("envoi", &fonds.envoi)
        .avec("pieces", fonds.pieces.join("\n"))
        .avec("plafond_demande", mots::field(fonds.plafond_demande))
        .avec("plafond_personne", mots::field(fonds.plafond_personne))
        .avec("periode_mois", fonds.periode_mois.to_string())
        .avec("urgence", if fonds.urgence { "oui" } else { "" })
        .avec(
            "ferme_le",
            fonds.ferme_le.map(commun::field).unwrap_or_default(),
        )
}

pub(super) async fn blank(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
) -> PageResult {
    registre::answer::<FondsPage>(&app, &contexte, tx, None).await
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<FondsId>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    registre::answer::<FondsPage>(&app, &contexte, tx, Some(id)).await
}

pub(super) async fn create(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        let new = forms::fonds(&saisie.du_formulaire(), None)?;
        aides::create_fonds(&mut tx, &new).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await?;
        Ok(new.id)
    };
    match save.await {
        Ok(id) => render::done(&app, &format!("/aides/fonds/{id}"), "Le fonds est ouvert."),
        Err(error) => registre::again::<FondsPage>(&app, &contexte, None, &saisie, error).await,
    }
}

pub(super) async fn change(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<FondsId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        // What is not of here does not exist, whatever was typed.
        aides::fonds(&mut tx, id).await?;
        let typed = saisie.du_formulaire();
        let version = forms::version(&typed)?;
        aides::change_fonds(&mut tx, &forms::fonds(&typed, Some(id))?, version).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    match save.await {
        Ok(()) => render::done(&app, &format!("/aides/fonds/{id}"), "Le fonds est à jour."),
        Err(error) => registre::again::<FondsPage>(&app, &contexte, Some(id), &saisie, error).await,
    }
}

pub(super) async fn endow(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<FondsId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        aides::fonds(&mut tx, id).await?;
        let new = forms::dotation(id, &saisie.du_formulaire())?;
        aides::doter(&mut tx, &new).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    match save.await {
        Ok(()) => render::done(&app, &format!("/aides/fonds/{id}"), "Le montant est noté."),
        Err(error) => registre::again::<FondsPage>(&app, &contexte, Some(id), &saisie, error).await,
    }
}
