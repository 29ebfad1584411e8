//! `/equipe` and `/equipe/reunion`.

use askama::Template;
use axum::extract::State;
use chrono::{Duration, NaiveDate};
use jeunes::{
    acces,
    equipe::{self, Charge, Retard, SansReferent},
    referents::{self, Designation, Remplacement},
};
use kernel::{JeuneId, Permission, Section, SiteId, dates};
use platform::{Error, Tx};
use serde::Deserialize;

use super::passation;
use crate::{
    App,
    http::{
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::{accueil::sites, listes},
    ui::{Cadre, Choix},
};

/// Rows shown of each list.
const LIGNES: i64 = 50;

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirEquipe);
    let mien = Besoin::Permission(Permission::VoirPortefeuille);
    routes.get("/equipe", voir, show);
    routes.get("/equipe/reunion", voir, meeting);
    routes.post("/jeunes/{id}/designer", voir, designate);
    routes.get("/equipe/passation", mien, passation::show);
    routes.post("/equipe/passation", mien, passation::save);
    routes.post(
        "/remplacements/{remplacement}/rendre",
        mien,
        passation::give_back,
    );
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct EquipeQuery {
    site: String,
}

/// What both pages show.
struct Equipe {
    charges: Vec<Charge>,
    total: Charge,
    sans_referent: Vec<SansReferent>,
    retards: Vec<Retard>,
    absences: Vec<Remplacement>,
    jours: i64,
}

async fn read(tx: &mut Tx, site: Option<SiteId>) -> platform::Result<Equipe> {
    let charges = equipe::charge(tx, site).await?;
    let sum = |of: fn(&Charge) -> i64| charges.iter().map(of).sum();
    let total = Charge {
        agent: None,
        agent_nom: String::new(),
        actifs: sum(|c| c.actifs),
        en_retard: sum(|c| c.en_retard),
        cette_semaine: sum(|c| c.cette_semaine),
        sans_contact: sum(|c| c.sans_contact),
    };
    Ok(Equipe {
        total,
        charges,
        sans_referent: equipe::sans_referent(tx, site, LIGNES).await?,
        retards: equipe::retards(tx, site, LIGNES).await?,
        absences: referents::remplacements(tx).await?,
        jours: tx.parametre("equipe_sans_contact_jours")?,
    })
}

impl Equipe {
    /// Active dossiers without référent that the list does not show.
    fn reste(&self) -> i64 {
        let none = self.charges.iter().find(|c| c.agent.is_none());
        let shown = i64::try_from(self.sans_referent.len()).unwrap_or(LIGNES);
        none.map_or(0, |c| c.actifs - shown)
    }
}

#[derive(Template)]
#[template(path = "jeunes/equipe/equipe.html")]
struct EquipePage {
    cadre: Cadre,
    sites: Vec<Choix>,
    site: String,
    equipe: Equipe,
    referents: Vec<Choix>,
}

#[derive(Template)]
#[template(path = "jeunes/equipe/reunion.html")]
struct ReunionPage {
    cadre: Cadre,
    jour: String,
    site_nom: String,
    equipe: Equipe,
    urgences: i64,
    depuis: NaiveDate,
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<EquipeQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let page = EquipePage {
        sites: sites(&mut tx).await?,
        equipe: read(&mut tx, query.site.parse().ok()).await?,
        referents: listes::referents(&mut tx).await?,
        site: query.site,
        cadre: Cadre::new(&tx, &contexte),
    };
    tx.commit().await?;
    render::page(&app, &page)
}

async fn meeting(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<EquipeQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let site = query.site.parse().ok();
    let since = tx.today() - Duration::days(7);
    let all = sites(&mut tx).await?;
    let named = all.into_iter().find(|s| s.code == query.site);
    let page = ReunionPage {
        jour: dates::with_weekday(tx.today()),
        site_nom: named.map_or_else(|| "tous les sites".to_owned(), |s| s.libelle),
        equipe: read(&mut tx, site).await?,
        urgences: equipe::urgences(&mut tx, site, since).await?,
        depuis: since,
        cadre: Cadre::new(&tx, &contexte),
    };
    tx.commit().await?;
    render::page(&app, &page)
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct DesignerForm {
    referent: String,
    site: String,
}

/// One click from the list: a référent from today.
async fn designate(
    State(app): State<App>,
    PathOf(id): PathOf<JeuneId>,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<DesignerForm>,
) -> PageResult {
    let dossier = acces::open_for_write(&mut tx, id, Section::Identite).await?;
    let back = format!("/equipe?site={}", form.site);
    let Ok(agent) = form.referent.parse() else {
        return render::go(&back);
    };
    let new = Designation {
        agent,
        motif: "equilibre".to_owned(),
        du: tx.today(),
    };
    match referents::designate(&mut tx, &dossier, &new).await {
        Ok(()) => {}
        // Someone who can no longer be chosen: the page shows who can.
        Err(Error::Invalid(_)) => return render::go(&back),
        Err(error) => return Err(error.into()),
    }
    tx.commit().await?;
    render::done(&app, &back, "Le référent est désigné.")
}
