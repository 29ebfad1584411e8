//! `/agenda/horaires`: hours that come back, and absences.

use accompagnement::disponibilites;
use askama::Template;
use axum::extract::State;
use jeunes::accueil;
use kernel::{AgentId, Permission};
use platform::{Error, Tx};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    forms,
    vues::{self, AbsenceVue, PlageVue},
};
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
    /// What is changed, if anything.
    plage: Change,
    absence: Change,
    sites: Vec<Choix>,
    jours: Vec<Choix>,
    intervalles: Vec<Choix>,
    motifs: Vec<Choix>,
    raisons: Vec<Choix>,
    id: String,
    absence_id: String,
    absence_du: String,
    /// Back to these hours.
    retour: String,
}

/// The form of hours or of an absence: where it posts, and what it changes as it is now.
struct Change {
    action: String,
    mots: String,
    version: String,
}

impl Change {
    fn new(base: &str, id: &str, (mots, version): (&str, i32)) -> Self {
        Self {
            action: format!("{base}/{id}"),
            mots: mots.to_owned(),
            version: version.to_string(),
        }
    }

    fn none() -> Self {
        Self {
            action: "/agenda/horaires".to_owned(),
            mots: String::new(),
            version: String::new(),
        }
    }
}

/// What is changed on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Objet {
    Rien,
    Plage(Uuid),
    Absence(Uuid),
}

/// Which page: whose, what is changed, what was typed.
struct Vue {
    agent: Option<AgentId>,
    objet: Objet,
    saisie: Option<Saisie>,
    refus: Refus,
}

async fn page(tx: &mut Tx, contexte: &Contexte, vue: Vue) -> platform::Result<HorairesPage> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    let agent = vue.agent.unwrap_or(me);
    let all = disponibilites::plages(tx, agent).await?;
    let away = disponibilites::absences(tx, agent).await?;
    let agents: Vec<Choix> = accueil::collegues(tx)
        .await?
        .into_iter()
        .map(|c| Choix::new(c.id.to_string(), c.nom))
        .collect();
    let sites = sites(tx).await?;
    let motifs: Vec<Choix> = disponibilites::motifs(tx)
        .await?
        .into_iter()
        .map(|m| Choix::new(m.id.to_string(), m.libelle))
        .collect();
    let plages: Vec<PlageVue> = all
        .iter()
        .map(|p| PlageVue::new(p, &sites, &motifs))
        .collect();
    let absences: Vec<AbsenceVue> = away.iter().map(|a| AbsenceVue::new(tx, a)).collect();
    let (plage, absence) = changes(vue.objet, &plages, &absences)?;
    let saisie = match (vue.saisie, vue.objet) {
        (Some(saisie), _) => saisie,
        (None, Objet::Plage(id)) => vues::plage_typed(&all, id),
        (None, Objet::Absence(id)) => vues::absence_typed(&away, id, fresh(tx)),
        (None, Objet::Rien) => fresh(tx),
    };
    Ok(HorairesPage {
        agent_nom: vues::named(&agents, &agent.to_string()),
        agent: agent.to_string(),
        moi: agent == me,
        regler: tx.may(Permission::ReglerAgenda),
        jours: Choix::ticked(vues::days(), &saisie.tous("jours")),
        intervalles: vues::rhythms(),
        motifs: Choix::ticked(motifs, &saisie.tous("motifs")),
        raisons: Choix::of(tx.nomenclatures(), "motif_absence_agent", tx.today()),
        id: given(tx, &saisie, "id"),
        absence_id: given(tx, &saisie, "absence_id"),
        absence_du: match saisie.un("absence_du") {
            "" => commun::field(tx.today()),
            typed => typed.to_owned(),
        },
        retour: back(tx, agent),
        cadre: Cadre::new(tx, contexte),
        plages,
        absences,
        plage,
        absence,
        sites,
        agents,
        saisie,
        refus: vue.refus,
    })
}

/// The forms: of what is changed, or of something new.
fn changes(
    objet: Objet,
    plages: &[PlageVue],
    absences: &[AbsenceVue],
) -> platform::Result<(Change, Change)> {
    let plage = match objet {
        Objet::Plage(id) => {
            let id = id.to_string();
            let found = plages.iter().find(|p| p.id == id).ok_or(Error::NotFound)?;
            Change::new("/agenda/horaires/plages", &id, (&found.mots, found.version))
        }
        _ => Change::none(),
    };
    let absence = match objet {
        Objet::Absence(id) => {
            let id = id.to_string();
            let found = absences.iter().find(|a| a.id == id);
            let found = found.ok_or(Error::NotFound)?;
            Change::new(
                "/agenda/horaires/absences",
                &id,
                (&found.mots, found.version),
            )
        }
        _ => Change::none(),
    };
    Ok((plage, absence))
}

/// An empty form of hours.
fn fresh(tx: &Tx) -> Saisie {
    let site = tx.site().map_or_else(String::new, |s| s.to_string());
    Saisie::default()
        .avec("du", commun::field(tx.today()))
        .avec("site", site)
}

/// The page of these hours: one's own has no name in its address.
fn back(tx: &Tx, agent: AgentId) -> String {
    if tx.agent_id() == Some(agent) {
        "/agenda/horaires".to_owned()
    } else {
        format!("/agenda/horaires?agent={agent}")
    }
}

/// The identifier that was typed, or a new one.
fn given(tx: &Tx, saisie: &Saisie, name: &str) -> String {
    match saisie.un(name) {
        "" => commun::fresh(tx),
        id => id.to_owned(),
    }
}

async fn shown(
    app: &App,
    contexte: &Contexte,
    mut tx: Tx,
    (query, objet): (HorairesQuery, Objet),
) -> PageResult {
    let vue = Vue {
        agent: query.agent.parse().ok(),
        objet,
        saisie: None,
        refus: Refus::default(),
    };
    render::page(app, &page(&mut tx, contexte, vue).await?)
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<HorairesQuery>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    shown(&app, &contexte, tx, (query, Objet::Rien)).await
}

pub(super) async fn edit(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(plage): PathOf<Uuid>,
    QueryOf(query): QueryOf<HorairesQuery>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    shown(&app, &contexte, tx, (query, Objet::Plage(plage))).await
}

pub(super) async fn edit_absence(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(absence): PathOf<Uuid>,
    QueryOf(query): QueryOf<HorairesQuery>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    shown(&app, &contexte, tx, (query, Objet::Absence(absence))).await
}

/// New hours, or an absence: which form it is says which.
pub(super) async fn add(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let agent = whose(&tx, &saisie)?;
    let done = if saisie.formulaire() == "absence" {
        let done = save_absence(&mut tx, &saisie, (agent, false)).await;
        done.map(|()| "L’absence est notée.")
    } else {
        let done = save_plage(&mut tx, &saisie, (agent, false)).await;
        done.map(|()| "Ces heures sont notées.")
    };
    answer(&app, &contexte, tx, (saisie, Objet::Rien), done).await
}

async fn save_plage(
    tx: &mut Tx,
    saisie: &Saisie,
    (agent, existe): (AgentId, bool),
) -> platform::Result<()> {
    let plage = forms::plage(saisie, agent, existe)?;
    disponibilites::save_plage(tx, &plage).await
}

async fn save_absence(
    tx: &mut Tx,
    saisie: &Saisie,
    (agent, existe): (AgentId, bool),
) -> platform::Result<()> {
    let absence = forms::absence(saisie, agent, existe)?;
    disponibilites::save_absence(tx, &absence).await
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
    let agent = whose(&tx, &saisie)?;
    let done = if saisie.un("geste") == "terminer" {
        let version = saisie.un("version").parse().unwrap_or_default();
        let last = tx.today().pred_opt().unwrap_or(tx.today());
        let done = disponibilites::end_plage(&mut tx, agent, (plage, version), last).await;
        done.map(|()| "Ces heures sont terminées.")
    } else {
        let done = save_plage(&mut tx, &saisie, (agent, true)).await;
        done.map(|()| "Ces heures sont changées.")
    };
    answer(&app, &contexte, tx, (saisie, Objet::Plage(plage)), done).await
}

/// Corrects an absence, or takes it away.
pub(super) async fn change_absence(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(absence): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let saisie = saisie.remplace("absence_id", absence.to_string());
    let agent = whose(&tx, &saisie)?;
    let done = if saisie.formulaire() == "absence" {
        let done = save_absence(&mut tx, &saisie, (agent, true)).await;
        done.map(|()| "L’absence est corrigée.")
    } else {
        let done = disponibilites::delete_absence(&mut tx, agent, absence).await;
        done.map(|()| "L’absence est retirée.")
    };
    answer(&app, &contexte, tx, (saisie, Objet::Absence(absence)), done).await
}

/// After an act: the hours, or the form with what is wrong and what was typed.
async fn answer(
    app: &App,
    contexte: &Contexte,
    tx: Tx,
    (saisie, objet): (Saisie, Objet),
    done: platform::Result<&'static str>,
) -> PageResult {
    let agent = whose(&tx, &saisie)?;
    match done {
        Ok(message) => {
            let to = back(&tx, agent);
            tx.commit().await?;
            render::done(app, &to, message)
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            let status = refus.status();
            drop(tx);
            let mut tx = refus::reopen(app, contexte).await?;
            // A button carries no field: the form shows what is saved.
            let typed = saisie.un("geste").is_empty();
            let vue = Vue {
                agent: Some(agent),
                objet,
                saisie: typed.then_some(saisie),
                refus,
            };
            render::with_status(app, status, &page(&mut tx, contexte, vue).await?)
        }
    }
}
