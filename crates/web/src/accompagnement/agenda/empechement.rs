//! `/agenda/empechement`: someone cannot come; her day on one screen.

use accompagnement::{
    creneaux::{self, Demande},
    empechements::{self, Empechement, Geste},
    rendez_vous::{EtatRdv, LigneAgenda, rules},
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use jeunes::{
    accueil,
    passations::{self, Duree, Part, Passation},
};
use kernel::{Access, AgentId, FieldErrors, JeuneId, Permission, Section, dates};
use platform::{Error, Tx};

use super::{forms::AgendaQuery, journee, lignes::LigneVue, pages};
use crate::{
    App,
    accompagnement::{
        commun,
        rendez_vous::{Moment, words},
        saisie::{Lecteur, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    ui::{Cadre, Choix},
};

/// Moments offered for each rendez-vous.
const LIMITE: usize = 4;

#[derive(Template)]
#[template(path = "accompagnement/agenda/empechement.html")]
struct EmpechementPage {
    cadre: Cadre,
    jour: String,
    le: String,
    agent: String,
    agent_nom: String,
    agents: Vec<Choix>,
    saisie: Saisie,
    refus: Refus,
    lignes: Vec<LigneEmpechee>,
    /// Already moved or cancelled, and no means to write to the person: to call.
    appeler: Vec<AAppeler>,
    /// May hand the échéances of the day over.
    confier: bool,
    passe: bool,
}

struct LigneEmpechee {
    ligne: LigneVue,
    rdv: String,
    champ: String,
    version: String,
    jeune: String,
    gestes: Vec<Choix>,
    choisi: String,
}

struct AAppeler {
    nom: String,
    lien: String,
    quoi: String,
    joindre: Vec<String>,
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    query: &AgendaQuery,
    (saisie, refus): (Saisie, Refus),
) -> platform::Result<EmpechementPage> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    let today = tx.today();
    let le = query.le(today);
    let agent = query.agent().unwrap_or(me);
    let colleagues = accueil::collegues(tx).await?;
    let agents: Vec<Choix> = colleagues
        .iter()
        .map(|c| Choix::new(c.id.to_string(), c.nom.clone()))
        .collect();
    let others: Vec<AgentId> = colleagues
        .iter()
        .map(|c| c.id)
        .filter(|a| *a != agent)
        .collect();
    let all = empechements::day(tx, agent, pages::period(tx, le, le)).await?;
    let mut lignes = Vec::new();
    let mut appeler = Vec::new();
    for ligne in &all {
        let planned =
            ligne.etat == EtatRdv::Planifie && !rules::to_specify(ligne.etat, ligne.fin, tx.now());
        match (&ligne.jeune, planned) {
            (Some((jeune, _)), true) => {
                lignes.push(row(tx, ligne, *jeune, (&others, &agents), &saisie).await?);
            }
            (Some((jeune, _)), false)
                if matches!(ligne.etat, EtatRdv::Annule | EtatRdv::Reporte) =>
            {
                appeler.extend(to_call(tx, ligne, *jeune).await?);
            }
            _ => (),
        }
    }
    let named = agents.iter().find(|a| a.code == agent.to_string());
    Ok(EmpechementPage {
        agent_nom: named.map_or_else(String::new, |a| a.libelle.clone()),
        agent: agent.to_string(),
        jour: dates::with_weekday(le),
        le: le.to_string(),
        confier: agent == me || tx.may(Permission::VoirPortefeuilles),
        passe: le < today,
        cadre: Cadre::new(tx, contexte),
        saisie: if saisie.un("id").is_empty() {
            saisie.avec("id", commun::fresh(tx))
        } else {
            saisie
        },
        agents,
        refus,
        lignes,
        appeler,
    })
}

/// A rendez-vous, and what may become of it.
async fn row(
    tx: &mut Tx,
    ligne: &LigneAgenda,
    jeune: JeuneId,
    (others, agents): (&[AgentId], &[Choix]),
    saisie: &Saisie,
) -> platform::Result<LigneEmpechee> {
    let free = empechements::free(tx, others, (ligne.debut, ligne.fin)).await?;
    let mut gestes = vec![Choix::new("garder", "Garder tel quel")];
    let hour = ligne.debut.with_timezone(&tx.fuseau()).time();
    for agent in free {
        let code = agent.to_string();
        if let Some(named) = agents.iter().find(|a| a.code == code) {
            let said = format!("Confier à {}, {}", named.libelle, dates::hour(hour));
            gestes.push(Choix::new(format!("confier:{code}"), said));
        }
    }
    for creneau in moments(tx, ligne, jeune).await? {
        let moment = Moment::of(&creneau);
        let named = agents.iter().find(|a| a.code == creneau.agent.to_string());
        let name = named.map_or("", |a| a.libelle.as_str());
        let said = format!("Déplacer au {}, avec {name}", words(tx, creneau.debut));
        gestes.push(Choix::new(format!("creneau:{}", moment.valeur()), said));
    }
    gestes.push(Choix::new("annuler", "Annuler"));
    let champ = format!("geste-{}", ligne.id);
    let typed = saisie.un(&champ);
    Ok(LigneEmpechee {
        choisi: if typed.is_empty() {
            "garder".to_owned()
        } else {
            typed.to_owned()
        },
        version: ligne.version.to_string(),
        jeune: jeune.to_string(),
        rdv: ligne.id.to_string(),
        ligne: LigneVue::new(tx, ligne),
        champ,
        gestes,
    })
}

/// The next moments of the same agent, from the day after.
async fn moments(
    tx: &mut Tx,
    ligne: &LigneAgenda,
    jeune: JeuneId,
) -> platform::Result<Vec<creneaux::Creneau>> {
    let day = ligne.debut.with_timezone(&tx.fuseau()).date_naive();
    let Some(motif) = ligne.motif else {
        return Ok(Vec::new());
    };
    let demande = Demande {
        motif,
        jeune: Some(jeune),
        agents: vec![ligne.agent],
        site: None,
        des: day.succ_opt().unwrap_or(day),
        limite: LIMITE,
    };
    creneaux::next(tx, &demande).await
}

/// Someone to call: nothing may be written to her.
async fn to_call(
    tx: &mut Tx,
    ligne: &LigneAgenda,
    jeune: JeuneId,
) -> platform::Result<Option<AAppeler>> {
    if !tx.may(Permission::Dossier(Section::Contacts, Access::Read)) {
        return Ok(None);
    }
    let (joindre, written) = journee::reach(tx, jeune).await?;
    if written {
        return Ok(None);
    }
    let vue = LigneVue::new(tx, ligne);
    Ok(Some(AAppeler {
        nom: vue.nom,
        lien: vue.lien,
        quoi: format!("{}, {}", vue.heures, ligne.etat.label().to_lowercase()),
        joindre,
    }))
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<AgendaQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let nothing = (Saisie::default(), Refus::default());
    let page = page(&mut tx, &contexte, &query, nothing).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

/// What was decided, row by row.
fn parse(saisie: &Saisie, agent: AgentId, jour: NaiveDate) -> Result<Empechement, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let id = lecteur.id("id");
    let mut errors = lecteur.errors;
    let mut gestes = Vec::new();
    for (nom, valeur) in saisie.champs() {
        let Some(rdv) = nom.strip_prefix("geste-") else {
            continue;
        };
        let geste = match valeur.split_once(':') {
            Some(("confier", agent)) => agent.parse().ok().map(Geste::Confier),
            Some(("creneau", moment)) => Moment::read(moment).map(|m| Geste::Deplacer(m.creneau())),
            None if valeur == "annuler" => Some(Geste::Annuler),
            None if valeur == "garder" => continue,
            _ => None,
        };
        let about = (
            saisie.un(&format!("jeune-{rdv}")).parse().ok(),
            rdv.parse().ok(),
            saisie.un(&format!("version-{rdv}")).parse().ok(),
        );
        match (about, geste) {
            ((Some(jeune), Some(id), Some(version)), Some(geste)) => {
                gestes.push((jeune, id, version, geste));
            }
            _ => errors.add(nom, "Choisissez ce que devient ce rendez-vous."),
        }
    }
    errors.check(Empechement {
        id,
        agent,
        jour,
        gestes,
    })
}

async fn act(tx: &mut Tx, saisie: &Saisie, query: &AgendaQuery) -> platform::Result<usize> {
    let agent = query.agent().ok_or(Error::NotFound)?;
    let jour = query.le(tx.today());
    if jour < tx.today() {
        return Err(Error::invalid("le", "Cette journée est passée."));
    }
    let new = parse(saisie, agent, jour)?;
    let count = empechements::apply(tx, &new).await?;
    if let Ok(receveur) = saisie.un("remplacant").parse::<AgentId>() {
        let passation = Passation {
            de: agent,
            duree: Duree::Absence { du: jour, au: jour },
            motif: String::new(),
            parts: vec![Part {
                id: new.id,
                receveur,
                jeunes: None,
            }],
        };
        passations::hand_over(tx, &passation)
            .await
            .map_err(|error| match error {
                Error::Invalid(errors) => {
                    let said: Vec<&str> = errors.iter().map(|(_, sentence)| sentence).collect();
                    Error::invalid("remplacant", said.join(" "))
                }
                other => other,
            })?;
    }
    Ok(count)
}

pub(super) async fn save(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let query = AgendaQuery {
        agent: saisie.un("agent").to_owned(),
        le: saisie.un("le").to_owned(),
        ..AgendaQuery::default()
    };
    match act(&mut tx, &saisie, &query).await {
        Ok(count) => {
            tx.commit().await?;
            let to = format!("/agenda/empechement?agent={}&le={}", query.agent, query.le);
            let message = match count {
                0 => "L’absence est notée.".to_owned(),
                1 => "C’est fait : un rendez-vous a changé.".to_owned(),
                n => format!("C’est fait : {n} rendez-vous ont changé."),
            };
            render::done(&app, &to, &message)
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            let status = refus.status();
            drop(tx);
            let mut tx = refus::reopen(&app, &contexte).await?;
            let page = page(&mut tx, &contexte, &query, (saisie, refus)).await?;
            tx.commit().await?;
            render::with_status(&app, status, &page)
        }
    }
}
