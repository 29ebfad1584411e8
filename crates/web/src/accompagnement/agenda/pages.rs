//! The pages of agendas.

use accompagnement::rendez_vous::{self, LigneAgenda};
use askama::Template;
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, TimeZone as _, Utc};
use jeunes::accueil;
use kernel::{AgentId, Permission, SiteId, dates, text};
use platform::{Error, Tx};

use super::{
    forms::{self, AgendaQuery, Vue},
    lignes::LigneVue,
};
use crate::{
    http::extract::Contexte,
    jeunes::accueil::sites,
    ui::{Cadre, Choix, Onglet},
};

#[derive(Template)]
#[template(path = "accompagnement/agenda/agenda.html")]
pub(super) struct AgendaPage {
    cadre: Cadre,
    vues: Vec<Onglet>,
    titre: String,
    sous: String,
    avant: String,
    apres: String,
    aujourdhui: String,
    query: AgendaQuery,
    vue: Vue,
    agents: Vec<Choix>,
    sites: Vec<Choix>,
    colonnes: Vec<Colonne>,
    a_preciser: Vec<LigneVue>,
    /// My own week: what concerns me alone is shown.
    moi: bool,
    regler: bool,
}

/// A day of the week, an agent of the team, or the site.
pub(super) struct Colonne {
    cle: String,
    titre: String,
    note: String,
    actuel: bool,
    lignes: Vec<LigneVue>,
}

/// The instants from the beginning of `du` to the end of `au`, by the clocks of the mission locale.
pub(super) fn period(tx: &Tx, du: NaiveDate, au: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let start = |day: NaiveDate| {
        tx.fuseau()
            .from_local_datetime(&day.and_time(NaiveTime::MIN))
            .earliest()
            .map_or_else(|| tx.now(), |at| at.with_timezone(&Utc))
    };
    (start(du), start(au.succ_opt().unwrap_or(au)))
}

pub(super) async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    mut query: AgendaQuery,
) -> platform::Result<AgendaPage> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    let (vue, today) = (query.vue(), tx.today());
    let le = query.le(today);
    let (du, au) = forms::days(vue, le);
    let agent = query.agent().unwrap_or(me);
    let moi = vue == Vue::Semaine && agent == me;
    let colleagues = accueil::collegues(tx).await?;
    let all_sites = sites(tx).await?;
    let site = query.site().or(tx.site()).or_else(|| first(&all_sites));
    let who: (&[AgentId], Option<SiteId>) = match vue {
        Vue::Semaine => (&[agent], None),
        Vue::Equipe => (&[], None),
        Vue::Site => (&[], site),
    };
    let lines = rendez_vous::agenda(tx, who, period(tx, du, au)).await?;
    let to_specify = if moi {
        rendez_vous::to_specify(tx).await?
    } else {
        Vec::new()
    };
    let agents: Vec<Choix> = colleagues
        .iter()
        .map(|c| Choix::new(c.id.to_string(), c.nom.clone()))
        .collect();
    let colonnes = match vue {
        Vue::Semaine => week(tx, &lines, du),
        Vue::Equipe => team(tx, &lines, &agents),
        Vue::Site => vec![whole(tx, &lines)],
    };
    let (before, after) = forms::around(vue, le);
    query.agent = agent.to_string();
    query.site = site.map(|s| s.to_string()).unwrap_or_default();
    Ok(AgendaPage {
        vues: tabs(&query, vue, le),
        titre: title(vue, (du, au)),
        sous: subtitle(vue, &query, &agents, &all_sites, moi),
        avant: query.link(vue, before),
        apres: query.link(vue, after),
        aujourdhui: query.link(vue, today),
        vue,
        agents,
        sites: all_sites,
        colonnes,
        a_preciser: to_specify.iter().map(|l| LigneVue::new(tx, l)).collect(),
        moi,
        regler: tx.may(Permission::ReglerAgenda),
        cadre: Cadre::new(tx, contexte),
        query,
    })
}

fn first(sites: &[Choix]) -> Option<SiteId> {
    sites.first().and_then(|site| site.code.parse().ok())
}

fn tabs(query: &AgendaQuery, current: Vue, le: NaiveDate) -> Vec<Onglet> {
    [
        (Vue::Semaine, "Semaine"),
        (Vue::Equipe, "Équipe, jour par jour"),
        (Vue::Site, "Site, jour par jour"),
    ]
    .into_iter()
    .map(|(vue, libelle)| Onglet {
        lien: query.link(vue, le),
        libelle,
        actif: vue == current,
        nombre: None,
    })
    .collect()
}

fn title(vue: Vue, (du, au): (NaiveDate, NaiveDate)) -> String {
    match vue {
        Vue::Semaine if du.month() == au.month() => {
            format!("Semaine du {} au {}", du.day(), dates::long(au))
        }
        Vue::Semaine => format!("Semaine du {} au {}", dates::long(du), dates::long(au)),
        Vue::Equipe | Vue::Site => text::capitalised(&dates::with_weekday(du)),
    }
}

fn subtitle(vue: Vue, query: &AgendaQuery, agents: &[Choix], sites: &[Choix], moi: bool) -> String {
    let named = |all: &[Choix], code: &str| {
        all.iter()
            .find(|c| c.code == code)
            .map_or_else(String::new, |c| c.libelle.clone())
    };
    match vue {
        Vue::Semaine if moi => "Mon agenda".to_owned(),
        Vue::Semaine => named(agents, &query.agent),
        Vue::Equipe => "Toute l’équipe".to_owned(),
        Vue::Site => named(sites, &query.site),
    }
}

/// The days of the week; Saturday and Sunday only when something is there.
fn week(tx: &Tx, lines: &[LigneAgenda], lundi: NaiveDate) -> Vec<Colonne> {
    let shown: Vec<LigneVue> = lines.iter().map(|l| LigneVue::new(tx, l)).collect();
    let days = lundi.iter_days().take(7).enumerate();
    days.filter_map(|(rank, jour)| {
        let own: Vec<LigneVue> = shown.iter().filter(|l| l.jour == jour).cloned().collect();
        (rank < 5 || !own.is_empty()).then(|| Colonne {
            cle: jour.to_string(),
            titre: text::capitalised(&short_day(jour)),
            note: String::new(),
            actuel: jour == tx.today(),
            lignes: own,
        })
    })
    .collect()
}

/// `lundi 23 novembre`.
fn short_day(jour: NaiveDate) -> String {
    let words = dates::with_weekday(jour);
    words
        .rsplit_once(' ')
        .map_or_else(|| words.clone(), |(day, _)| day.to_owned())
}

/// One column per agent who has something that day, then who has nothing.
fn team(tx: &Tx, lines: &[LigneAgenda], agents: &[Choix]) -> Vec<Colonne> {
    let mut all: Vec<Colonne> = agents
        .iter()
        .map(|agent| Colonne {
            cle: agent.code.clone(),
            titre: agent.libelle.clone(),
            note: String::new(),
            actuel: false,
            lignes: lines
                .iter()
                .filter(|l| l.agent.to_string() == agent.code)
                .map(|l| LigneVue::new(tx, l))
                .collect(),
        })
        .collect();
    all.sort_by_key(|c| c.lignes.is_empty());
    all
}

fn whole(tx: &Tx, lines: &[LigneAgenda]) -> Colonne {
    Colonne {
        cle: "site".to_owned(),
        titre: "Heure par heure".to_owned(),
        note: String::new(),
        actuel: false,
        lignes: lines.iter().map(|l| LigneVue::new(tx, l)).collect(),
    }
}
