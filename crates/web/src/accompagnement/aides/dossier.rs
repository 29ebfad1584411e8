//! `/jeunes/{id}/aides`: her aides, and asking for one.

use accompagnement::{
    aides::{self, Fonds},
    freins,
};
use askama::Template;
use axum::extract::State;
use jeunes::{DossierForRead, DossierForWrite, acces};
use kernel::{Access, FondsId, JeuneId, Permission, Section};
use platform::Tx;
use serde::Deserialize;

use super::{
    forms,
    mots::{self, AideVue},
};
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::Saisie,
    },
    http::{
        drafts::{self, BrouillonRepris},
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    jeunes::tete::{OngletDossier, Tete},
    ui::{Cadre, Choix},
};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AidesQuery {
    fonds: String,
}

#[derive(Template)]
#[template(path = "accompagnement/aides/dossier.html")]
struct DossierPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    ecrire: bool,
    aides: Vec<AideVue>,
    fonds: Vec<Choix>,
    /// The fund that was chosen: its form is shown.
    choisi: Option<FondsChoisi>,
    motifs: Vec<Choix>,
    freins: Vec<Choix>,
    s: Saisie,
    refus: Refus,
    brouillon: Option<BrouillonRepris>,
    aujourdhui: String,
    mots_sante: String,
}

struct FondsChoisi {
    id: String,
    nom: String,
    lignes: Vec<(&'static str, String)>,
    pieces: Vec<Choix>,
}

impl FondsChoisi {
    fn new(fonds: &Fonds, saisie: &Saisie) -> Self {
        let received = saisie.tous("pieces");
        let pieces = fonds.pieces.iter().map(|p| Choix::new(p, p)).collect();
        Self {
            id: fonds.id.to_string(),
            nom: fonds.nom.clone(),
            lignes: mots::ceilings(fonds),
            pieces: Choix::ticked(pieces, &received),
        }
    }
}

/// What the form of the page starts from.
#[derive(Default)]
struct Depart {
    fonds: String,
    saisie: Option<Saisie>,
    refus: Refus,
    brouillon: Option<BrouillonRepris>,
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    depart: Depart,
) -> platform::Result<DossierPage> {
    let dossier = acces::open_for_read(tx, jeune, Section::Plan).await?;
    let hers = aides::of_dossier(tx, &dossier).await?;
    let today = tx.today();
    let ecrire =
        dossier.deces.is_none() && tx.may(Permission::Dossier(Section::Plan, Access::Write));
    let all = aides::tous(tx).await?;
    let open: Vec<&Fonds> = all.iter().filter(|f| f.est_ouvert(today)).collect();
    let chosen: Option<FondsId> = depart.fonds.parse().ok();
    let chosen = open.iter().find(|f| Some(f.id) == chosen);
    let first = || {
        Saisie::default()
            .avec("id", commun::fresh(tx))
            .avec("demandee_le", commun::field(today))
    };
    let s = depart.saisie.unwrap_or_else(first);
    Ok(DossierPage {
        tete: Tete::new(tx, &dossier, OngletDossier::Aides),
        base: format!("/jeunes/{jeune}/aides"),
        ecrire,
        aides: hers.iter().map(|aide| AideVue::new(tx, aide)).collect(),
        fonds: open
            .iter()
            .map(|f| Choix::new(f.id.to_string(), &f.nom))
            .collect(),
        choisi: chosen
            .filter(|_| ecrire)
            .map(|fonds| FondsChoisi::new(fonds, &s)),
        motifs: Choix::of(tx.nomenclatures(), "motif_aide", today),
        freins: blocks(tx, &dossier).await?,
        s,
        refus: depart.refus,
        brouillon: depart.brouillon,
        aujourdhui: commun::field(today),
        mots_sante: commun::mots_sante(tx),
        cadre: Cadre::new(tx, contexte),
    })
}

/// What blocks now, for those who read it.
async fn blocks(tx: &mut Tx, dossier: &DossierForRead) -> platform::Result<Vec<Choix>> {
    if !tx.may(Permission::Dossier(Section::Diagnostic, Access::Read)) {
        return Ok(Vec::new());
    }
    let open = freins::list_open(tx, dossier).await?;
    let choice =
        |f: &freins::Frein| Choix::new(f.id.to_string(), commun::label(tx, "frein", &f.code));
    Ok(open.iter().map(choice).collect())
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    QueryOf(query): QueryOf<AidesQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let mut depart = Depart {
        fonds: query.fonds,
        ..Depart::default()
    };
    if let Some((saisie, notice)) = drafts::resume::<Saisie>(&mut tx, &contexte.chemin).await? {
        saisie.un("fonds").clone_into(&mut depart.fonds);
        (depart.saisie, depart.brouillon) = (Some(saisie), Some(notice));
    }
    let page = page(&mut tx, &contexte, chemin.id, depart).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

pub(super) async fn ask(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::demande(&saisie)?;
        aides::create(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Plan, save).await;
    let Err(error) = done else {
        let to = format!("/jeunes/{}/aides/{}", chemin.id, saisie.un("id"));
        return render::done(&app, &to, "La demande d’aide est notée.");
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let mut tx = refus::reopen(&app, &contexte).await?;
    let depart = Depart {
        fonds: saisie.un("fonds").to_owned(),
        saisie: Some(saisie),
        refus,
        brouillon: None,
    };
    let page = page(&mut tx, &contexte, chemin.id, depart).await?;
    tx.commit().await?;
    render::with_status(&app, status, &page)
}
