//! `/agenda/horaires`: hours that come back, and absences.

use accompagnement::disponibilites::{self, Absence, Plage};
use askama::Template;
use axum::extract::State;
use jeunes::accueil;
use kernel::{AgentId, Permission, dates};
use platform::{Error, Tx};
use serde::Deserialize;
use uuid::Uuid;

use super::forms;
use crate::{
    App,
    accompagnement::{commun, saisie::Saisie},
    http::{
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    jeunes::accueil::sites,
    ui::{Cadre, Choix},
};

/// Whose hours.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct HorairesQuery {
    agent: String,
}

#[derive(Template)]
#[template(path = "accompagnement/disponibilites/horaires.html")]
struct HorairesPage {
    cadre: Cadre,
    agent: String,
    agent_nom: String,
    moi: bool,
    regler: bool,
    agents: Vec<Choix>,
    plages: Vec<PlageVue>,
    absences: Vec<AbsenceVue>,
    saisie: Saisie,
    refus: Refus,
    /// Where the form of hours posts.
    action: String,
    /// The hours that are changed, or an empty string.
    change: String,
    version: String,
    sites: Vec<Choix>,
    jours: Vec<Choix>,
    intervalles: Vec<Choix>,
    motifs: Vec<Choix>,
    raisons: Vec<Choix>,
    id: String,
    absence_id: String,
    absence_du: String,
}

struct PlageVue {
    id: String,
    version: i32,
    mots: String,
}

struct AbsenceVue {
    id: String,
    mots: String,
}

const JOURS: [&str; 7] = [
    "Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche",
];

/// `lundi, mardi et jeudi, de 9 h à 12 h, Siège, une semaine sur deux, depuis le 2 novembre 2026`.
fn words(plage: &Plage, sites: &[Choix], motifs: &[Choix]) -> String {
    let names: Vec<String> = plage
        .jours
        .iter()
        .filter_map(|day| usize::try_from(*day).ok()?.checked_sub(1))
        .filter_map(|day| JOURS.get(day))
        .map(|name| name.to_lowercase())
        .collect();
    let days = match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} et {last}", before.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    };
    let site = named(sites, &plage.site.to_string());
    let weeks = match plage.intervalle_semaines {
        2 => ", une semaine sur deux",
        3 => ", une semaine sur trois",
        4 => ", une semaine sur quatre",
        _ => "",
    };
    let until = plage
        .au
        .map_or_else(String::new, |au| format!(", jusqu’au {}", dates::long(au)));
    let kept: Vec<String> = plage
        .motifs
        .iter()
        .map(|id| named(motifs, &id.to_string()))
        .filter(|name| !name.is_empty())
        .collect();
    let kept = if kept.is_empty() {
        String::new()
    } else {
        format!(" (pour : {})", kept.join(", "))
    };
    format!(
        "{days}, de {} à {}, {site}{weeks}, depuis le {}{until}{kept}",
        dates::hour(plage.debut),
        dates::hour(plage.fin),
        dates::long(plage.du)
    )
}

fn named(all: &[Choix], code: &str) -> String {
    all.iter()
        .find(|c| c.code == code)
        .map_or_else(String::new, |c| c.libelle.clone())
}

fn absence_words(tx: &Tx, absence: &Absence) -> String {
    let raison = tx
        .nomenclatures()
        .libelle("motif_absence_agent", &absence.motif);
    let days = if absence.du == absence.au {
        dates::with_weekday(absence.du)
    } else {
        format!(
            "du {} au {}",
            dates::long(absence.du),
            dates::long(absence.au)
        )
    };
    match (absence.debut, absence.fin) {
        (Some(from), Some(to)) => {
            format!(
                "{raison} : {days}, de {} à {}",
                dates::hour(from),
                dates::hour(to)
            )
        }
        _ => format!("{raison} : {days}"),
    }
}

/// The form of hours as they are.
fn typed(plage: &Plage) -> Saisie {
    let all = Saisie::default()
        .avec("id", plage.id.to_string())
        .avec("version", plage.version.to_string())
        .avec("site", plage.site.to_string())
        .avec("du", commun::field(plage.du))
        .avec("au", plage.au.map_or_else(String::new, commun::field))
        .avec("debut", plage.debut.format("%H:%M").to_string())
        .avec("fin", plage.fin.format("%H:%M").to_string())
        .avec("intervalle", plage.intervalle_semaines.to_string());
    let all = plage
        .jours
        .iter()
        .fold(all, |all, day| all.avec("jours", day.to_string()));
    plage
        .motifs
        .iter()
        .fold(all, |all, motif| all.avec("motifs", motif.to_string()))
}

/// Which page: whose, the hours that are changed, what was typed.
struct Vue {
    agent: Option<AgentId>,
    change: Option<Uuid>,
    saisie: Option<Saisie>,
    refus: Refus,
}

async fn page(tx: &mut Tx, contexte: &Contexte, vue: Vue) -> platform::Result<HorairesPage> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    let agent = vue.agent.unwrap_or(me);
    let all = disponibilites::plages(tx, agent).await?;
    let away = disponibilites::absences(tx, agent).await?;
    let colleagues = accueil::collegues(tx).await?;
    let agents: Vec<Choix> = colleagues
        .iter()
        .map(|c| Choix::new(c.id.to_string(), c.nom.clone()))
        .collect();
    let sites = sites(tx).await?;
    let motifs: Vec<Choix> = disponibilites::motifs(tx)
        .await?
        .iter()
        .map(|m| Choix::new(m.id.to_string(), m.libelle.clone()))
        .collect();
    let changed = vue.change.and_then(|id| all.iter().find(|p| p.id == id));
    if vue.change.is_some() && changed.is_none() {
        return Err(Error::NotFound);
    }
    let (today, site) = (commun::field(tx.today()), tx.site());
    let saisie = match (vue.saisie, changed) {
        (Some(saisie), _) => saisie,
        (None, Some(plage)) => typed(plage),
        (None, None) => Saisie::default()
            .avec("du", &today)
            .avec("site", site.map_or_else(String::new, |s| s.to_string())),
    };
    let days = JOURS
        .iter()
        .enumerate()
        .map(|(rank, name)| Choix::new((rank + 1).to_string(), *name))
        .collect();
    let weeks = [
        "Toutes les semaines",
        "Une semaine sur deux",
        "Une sur trois",
        "Une sur quatre",
    ];
    Ok(HorairesPage {
        agent_nom: named(&agents, &agent.to_string()),
        agent: agent.to_string(),
        moi: agent == me,
        regler: tx.may(Permission::ReglerAgenda),
        plages: all
            .iter()
            .map(|p| PlageVue {
                id: p.id.to_string(),
                version: p.version,
                mots: words(p, &sites, &motifs),
            })
            .collect(),
        absences: away
            .iter()
            .map(|a| AbsenceVue {
                id: a.id.to_string(),
                mots: absence_words(tx, a),
            })
            .collect(),
        action: vue.change.map_or_else(
            || "/agenda/horaires".to_owned(),
            |id| format!("/agenda/horaires/plages/{id}"),
        ),
        change: changed.map_or_else(String::new, |p| words(p, &sites, &motifs)),
        version: changed.map_or_else(String::new, |p| p.version.to_string()),
        jours: Choix::ticked(days, &saisie.tous("jours")),
        intervalles: weeks
            .iter()
            .enumerate()
            .map(|(rank, words)| Choix::new((rank + 1).to_string(), *words))
            .collect(),
        motifs: Choix::ticked(motifs, &saisie.tous("motifs")),
        raisons: Choix::of(tx.nomenclatures(), "motif_absence_agent", tx.today()),
        id: given(tx, &saisie, "id"),
        absence_id: given(tx, &saisie, "absence_id"),
        absence_du: match saisie.un("absence_du") {
            "" => today,
            typed => typed.to_owned(),
        },
        cadre: Cadre::new(tx, contexte),
        sites,
        agents,
        saisie,
        refus: vue.refus,
    })
}

/// The identifier that was typed, or a new one.
fn given(tx: &Tx, saisie: &Saisie, name: &str) -> String {
    match saisie.un(name) {
        "" => commun::fresh(tx),
        id => id.to_owned(),
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<HorairesQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let vue = Vue {
        agent: query.agent.parse().ok(),
        change: None,
        saisie: None,
        refus: Refus::default(),
    };
    render::page(&app, &page(&mut tx, &contexte, vue).await?)
}

pub(super) async fn edit(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(plage): PathOf<Uuid>,
    QueryOf(query): QueryOf<HorairesQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let vue = Vue {
        agent: query.agent.parse().ok(),
        change: Some(plage),
        saisie: None,
        refus: Refus::default(),
    };
    render::page(&app, &page(&mut tx, &contexte, vue).await?)
}

/// New hours, or an absence: which form it is says which.
pub(super) async fn add(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let done = async {
        let agent = whose(&tx, &saisie)?;
        if saisie.formulaire() == "absence" {
            let new = forms::absence(&saisie, agent)?;
            disponibilites::save_absence(&mut tx, &new).await?;
            tx.commit().await?;
            return Ok("L’absence est notée.");
        }
        let new = forms::plage(&saisie, agent, false)?;
        disponibilites::save_plage(&mut tx, &new).await?;
        tx.commit().await?;
        Ok("Ces heures sont notées.")
    }
    .await;
    answer(&app, &contexte, (saisie, None), done).await
}

fn whose(tx: &Tx, saisie: &Saisie) -> platform::Result<AgentId> {
    match saisie.un("agent").parse() {
        Ok(agent) => Ok(agent),
        Err(_) => tx.agent_id().ok_or(Error::Forbidden),
    }
}

/// Changes hours, or ends them.
pub(super) async fn change(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(plage): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let saisie = saisie.remplace("id", plage.to_string());
    let ends = saisie.un("geste") == "terminer";
    let done = async {
        let agent = whose(&tx, &saisie)?;
        if ends {
            let version = saisie.un("version").parse().unwrap_or_default();
            let last = tx.today().pred_opt().unwrap_or(tx.today());
            disponibilites::end_plage(&mut tx, agent, (plage, version), last).await?;
            tx.commit().await?;
            return Ok("Ces heures sont terminées.");
        }
        let changed = forms::plage(&saisie, agent, true)?;
        disponibilites::save_plage(&mut tx, &changed).await?;
        tx.commit().await?;
        Ok("Ces heures sont changées.")
    }
    .await;
    answer(&app, &contexte, (saisie, Some(plage)), done).await
}

pub(super) async fn remove(
    State(app): State<App>,
    PathOf(absence): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let agent = whose(&tx, &saisie)?;
    disponibilites::delete_absence(&mut tx, agent, absence).await?;
    tx.commit().await?;
    let to = format!("/agenda/horaires?agent={agent}");
    render::done(&app, &to, "L’absence est retirée.")
}

async fn answer(
    app: &App,
    contexte: &Contexte,
    (saisie, change): (Saisie, Option<Uuid>),
    done: platform::Result<&'static str>,
) -> PageResult {
    let error = match done {
        Ok(message) => {
            let to = format!("/agenda/horaires?agent={}", saisie.un("agent"));
            return render::done(app, &to, message);
        }
        Err(error) => error,
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let mut tx = refus::reopen(app, contexte).await?;
    let vue = Vue {
        agent: saisie.un("agent").parse().ok(),
        change,
        saisie: Some(saisie),
        refus,
    };
    let page = page(&mut tx, contexte, vue).await?;
    render::with_status(app, status, &page)
}
