//! `/jeunes/{id}/formations`: what was prescribed to her, and prescribing a session.

use accompagnement::{
    demandes,
    formations::{self, SessionFormation},
    freins,
};
use askama::Template;
use axum::extract::State;
use jeunes::{DossierForRead, DossierForWrite, acces};
use kernel::{Access, JeuneId, Permission, Section, SessionFormationId};
use platform::Tx;
use serde::Deserialize;

use super::{
    forms,
    mots::{PrescriptionVue, SessionVue},
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

/// Sessions offered at once.
const OFFERTES: i64 = 12;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Recherche {
    q: String,
    session: String,
}

#[derive(Template)]
#[template(path = "accompagnement/formations/dossier.html")]
struct DossierPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    ecrire: bool,
    prescriptions: Vec<PrescriptionVue>,
    q: String,
    sessions: Vec<SessionVue>,
    /// The session that was chosen: its form is shown.
    choisie: Option<SessionVue>,
    motifs: Vec<Choix>,
    freins: Vec<Choix>,
    demandes: Vec<Choix>,
    propositions: Vec<Choix>,
    s: Saisie,
    refus: Refus,
    brouillon: Option<BrouillonRepris>,
    aujourdhui: String,
    mots_sante: String,
}

/// What the page starts from.
#[derive(Default)]
struct Depart {
    q: String,
    session: String,
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
    let hers = formations::of_dossier(tx, &dossier).await?;
    let today = tx.today();
    let ecrire =
        dossier.deces.is_none() && tx.may(Permission::Dossier(Section::Plan, Access::Write));
    let chosen = chosen(tx, &depart.session).await?.filter(|_| ecrire);
    let sessions = if ecrire && chosen.is_none() {
        formations::sessions_ouvertes(tx, &depart.q, OFFERTES).await?
    } else {
        Vec::new()
    };
    let (demandes, propositions) = asked(tx, &dossier).await?;
    let first = || {
        Saisie::default()
            .avec("id", commun::fresh(tx))
            .avec("prescrite_le", commun::field(today))
    };
    let s = depart.saisie.unwrap_or_else(first);
    Ok(DossierPage {
        tete: Tete::new(tx, &dossier, OngletDossier::Formations),
        base: format!("/jeunes/{jeune}/formations"),
        ecrire,
        prescriptions: hers.iter().map(|p| PrescriptionVue::new(tx, p)).collect(),
        q: depart.q,
        sessions: sessions.iter().map(|s| SessionVue::new(tx, s)).collect(),
        choisie: chosen.map(|s| SessionVue::new(tx, &s)),
        motifs: Choix::of(tx.nomenclatures(), "prescription_motif", today),
        freins: blocks(tx, &dossier).await?,
        demandes,
        propositions,
        s,
        refus: depart.refus,
        brouillon: depart.brouillon,
        aujourdhui: commun::field(today),
        mots_sante: commun::mots_sante(tx),
        cadre: Cadre::new(tx, contexte),
    })
}

async fn chosen(tx: &mut Tx, session: &str) -> platform::Result<Option<SessionFormation>> {
    let Ok(id) = session.parse::<SessionFormationId>() else {
        return Ok(None);
    };
    match formations::session(tx, id).await {
        Ok(session) => Ok(Some(session)),
        Err(platform::Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
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

/// What she asked, and what was offered, for those who read it.
async fn asked(
    tx: &mut Tx,
    dossier: &DossierForRead,
) -> platform::Result<(Vec<Choix>, Vec<Choix>)> {
    if !tx.may(Permission::Dossier(Section::Demandes, Access::Read)) {
        return Ok((Vec::new(), Vec::new()));
    }
    let all = demandes::list(tx, dossier).await?;
    let open = all
        .demandes
        .iter()
        .filter(|d| d.etat == demandes::EtatDemande::Ouverte);
    let asked = open
        .map(|d| {
            Choix::new(
                d.id.to_string(),
                commun::label(tx, "demande_theme", &d.theme),
            )
        })
        .collect();
    let offered = all.propositions.iter();
    let offered = offered
        .map(|p| Choix::new(p.id.to_string(), &p.libelle))
        .collect();
    Ok((asked, offered))
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    QueryOf(query): QueryOf<Recherche>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let mut depart = Depart {
        q: query.q,
        session: query.session,
        ..Depart::default()
    };
    if let Some((saisie, notice)) = drafts::resume::<Saisie>(&mut tx, &contexte.chemin).await? {
        saisie.un("session").clone_into(&mut depart.session);
        (depart.saisie, depart.brouillon) = (Some(saisie), Some(notice));
    }
    let page = page(&mut tx, &contexte, chemin.id, depart).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

pub(super) async fn prescribe(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::prescription(&saisie)?;
        formations::prescrire(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Plan, save).await;
    let Err(error) = done else {
        let to = format!("/jeunes/{}/formations/{}", chemin.id, saisie.un("id"));
        return render::done(&app, &to, "La formation est prescrite.");
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let mut tx = refus::reopen(&app, &contexte).await?;
    let depart = Depart {
        session: saisie.un("session").to_owned(),
        saisie: Some(saisie),
        refus,
        ..Depart::default()
    };
    let page = page(&mut tx, &contexte, chemin.id, depart).await?;
    tx.commit().await?;
    render::with_status(&app, status, &page)
}
