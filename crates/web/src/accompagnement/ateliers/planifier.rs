//! `/ateliers/sessions/nouvelle`: a session, or the same every week.

use accompagnement::ateliers::{self, Planifiees, Visible};
use askama::Template;
use axum::extract::State;
use jeunes::accueil;
use kernel::{SessionAtelierId, dates};
use platform::Tx;
use serde::Deserialize;

use super::{forms, mots};
use crate::{
    App,
    accompagnement::{
        commun::{self, s},
        saisie::Saisie,
    },
    http::{
        drafts::{self, BrouillonRepris},
        extract::{Contexte, FormOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    ui::{Cadre, Choix},
};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PlanifierQuery {
    offre: String,
}

#[derive(Template)]
#[template(path = "accompagnement/ateliers/planifier.html")]
struct PlanifierPage {
    cadre: Cadre,
    s: Saisie,
    refus: Refus,
    offres: Vec<Choix>,
    agents: Vec<Choix>,
    sites: Vec<Choix>,
    salles: Vec<Choix>,
    visibles: Vec<Choix>,
    aujourdhui: String,
    brouillon: Option<BrouillonRepris>,
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<PlanifierQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let (saisie, brouillon) = match drafts::resume(&mut tx, &contexte.chemin).await? {
        Some((saisie, notice)) => (saisie, Some(notice)),
        None => (first(&tx, &query.offre), None),
    };
    let mut page = page(&mut tx, &contexte, saisie, Refus::default()).await?;
    page.brouillon = brouillon;
    tx.commit().await?;
    render::page(&app, &page)
}

fn first(tx: &Tx, offre: &str) -> Saisie {
    let site = tx.site().map(|site| site.to_string()).unwrap_or_default();
    let me = tx.agent_id().map(|me| me.to_string()).unwrap_or_default();
    Saisie::default()
        .avec("id", commun::fresh(tx))
        .avec("offre", offre)
        .avec("semaines", "1")
        .avec("places", "12")
        .avec("animateur", me)
        .avec("site", site)
        .avec("visible", Visible::Equipe.code())
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    saisie: Saisie,
    refus: Refus,
) -> platform::Result<PlanifierPage> {
    let today = tx.today();
    let offres = ateliers::offres(tx).await?;
    let (agents, sites, salles) = lists(tx).await?;
    Ok(PlanifierPage {
        cadre: Cadre::new(tx, contexte),
        s: saisie,
        refus,
        offres: offres
            .into_iter()
            .filter(|offre| offre.fermee_le.is_none_or(|day| day > today))
            .map(|offre| Choix::new(offre.id.to_string(), offre.nom))
            .collect(),
        agents,
        sites,
        salles,
        visibles: visibles(),
        aujourdhui: commun::field(today),
        brouillon: None,
    })
}

/// Who may lead a session, the sites, the rooms.
pub(super) async fn lists(tx: &mut Tx) -> platform::Result<(Vec<Choix>, Vec<Choix>, Vec<Choix>)> {
    let agents = accueil::collegues(tx).await?;
    let sites = mots::sites(tx).await?;
    let salles = ateliers::salles(tx).await?;
    let site_name = |id: String| {
        let found = sites.iter().find(|site| site.code == id);
        found.map(|site| site.libelle.clone()).unwrap_or_default()
    };
    let salles = salles
        .into_iter()
        .map(|salle| {
            let site = site_name(salle.site.to_string());
            let words = format!("{} ({site}, {} places)", salle.nom, salle.places);
            Choix::new(salle.id.to_string(), words)
        })
        .collect();
    let agents = agents
        .into_iter()
        .map(|agent| {
            let words = format!("{} ({})", agent.nom, agent.role);
            Choix::new(agent.id.to_string(), words)
        })
        .collect();
    Ok((agents, sites, salles))
}

/// Who may be told of a session.
pub(super) fn visibles() -> Vec<Choix> {
    Visible::ALL
        .iter()
        .map(|visible| Choix::new(visible.code(), visible.label()))
        .collect()
}

pub(super) async fn save(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    match plan(tx, &contexte, &saisie).await {
        Ok((id, done)) => {
            let to = format!("/ateliers/sessions/{id}");
            render::done(&app, &to, &said(&done))
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            let status = refus.status();
            let mut tx = refus::reopen(&app, &contexte).await?;
            let page = page(&mut tx, &contexte, saisie, refus).await?;
            tx.commit().await?;
            render::with_status(&app, status, &page)
        }
    }
}

async fn plan(
    mut tx: Tx,
    contexte: &Contexte,
    saisie: &Saisie,
) -> platform::Result<(SessionAtelierId, Planifiees)> {
    let new = forms::seance(saisie)?;
    let done = ateliers::plan(&mut tx, &new).await?;
    drafts::forget(&mut tx, &contexte.chemin).await?;
    tx.commit().await?;
    Ok((new.id, done))
}

fn said(done: &Planifiees) -> String {
    let words = match done.nombre {
        0 | 1 => "La séance est planifiée.".to_owned(),
        n => format!("{n} séances sont planifiées, une par semaine."),
    };
    if done.ailleurs.is_empty() {
        return words;
    }
    let days: Vec<String> = done.ailleurs.iter().map(|day| dates::short(*day)).collect();
    format!(
        "{words} Attention\u{a0}: une autre mission locale a déjà pris cette personne à cet \
         horaire (date{} : {}).",
        s(days.len()),
        days.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn what_was_planned_is_said_with_what_to_mind() {
        let one = Planifiees::default();
        assert_eq!(said(&one), "La séance est planifiée.");
        let several = Planifiees {
            nombre: 3,
            ailleurs: vec![NaiveDate::from_ymd_opt(2026, 12, 3).unwrap()],
        };
        let words = said(&several);
        assert!(words.starts_with("3 séances sont planifiées"), "{words}");
        assert!(words.ends_with("(date : 03/12/2026)."), "{words}");
    }
}
