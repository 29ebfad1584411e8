//! `/agenda/empechement`: someone cannot come; her day, or her days, on one screen.

mod autres;
mod saisie;

use accompagnement::{
    creneaux::{self, Demande},
    empechements::{self, Fait},
    rendez_vous::{EtatRdv, LigneAgenda, rules},
};
use askama::Template;
use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use jeunes::{
    accueil::{self, Collegue},
    passations::{self, Duree, Part, Passation},
};
use kernel::{Access, AgentId, JeuneId, Permission, Section, dates};
use platform::{Error, Tx};

use self::autres::{LigneDue, LigneSeance, Qui, SeanceChangee};
use super::{forms::AgendaQuery, journee, lignes::LigneVue, pages};
use crate::{
    App,
    accompagnement::{
        commun,
        rendez_vous::{Moment, words},
        saisie::Saisie,
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is shown or not, on its own"
)]
struct EmpechementPage {
    cadre: Cadre,
    jour: String,
    le: String,
    au: String,
    /// Several days: each row says which.
    plusieurs: bool,
    agent: String,
    agent_nom: String,
    agents: Vec<Choix>,
    saisie: Saisie,
    refus: Refus,
    lignes: Vec<LigneEmpechee>,
    seances: Vec<LigneSeance>,
    /// The actor may change a session.
    animer: bool,
    changees: Vec<SeanceChangee>,
    dues: Vec<LigneDue>,
    reportables: bool,
    /// Already moved or cancelled, and no means to write to the person: to call.
    appeler: Vec<AAppeler>,
    /// May hand the échéances of the day over.
    confier: bool,
    passe: bool,
}

struct LigneEmpechee {
    ligne: LigneVue,
    jour: String,
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
    let au = query.au(le);
    let agent = query.agent().unwrap_or(me);
    let colleagues = accueil::collegues(tx).await?;
    let named = |c: &Collegue| Choix::new(c.id.to_string(), c.nom.clone());
    let agents: Vec<Choix> = colleagues.iter().map(named).collect();
    let mut others: Vec<AgentId> = colleagues.iter().map(|c| c.id).collect();
    others.retain(|a| *a != agent);
    let who = Qui {
        agent,
        others: &others,
        agents: &agents,
        jours: (le, au),
    };
    let period = pages::period(tx, le, au);
    let (lignes, appeler) = rows(tx, &who, period, &saisie).await?;
    let seances = autres::seances(tx, &who, period, &saisie).await?;
    let mine = agent == me && tx.may(Permission::VoirPortefeuille);
    let confier = mine || tx.may(Permission::VoirPortefeuilles);
    let dues = if confier {
        autres::dues(tx, &who, &saisie).await?
    } else {
        Vec::new()
    };
    Ok(EmpechementPage {
        agent_nom: who.name(agent).unwrap_or_default().to_owned(),
        agent: agent.to_string(),
        jour: days(le, au),
        le: le.to_string(),
        au: Some(au)
            .filter(|au| *au > le)
            .map(|au| au.to_string())
            .unwrap_or_default(),
        plusieurs: au > le,
        confier,
        animer: tx.may(Permission::AnimerAteliers),
        changees: autres::changed(tx, &query.seances).await?,
        seances,
        reportables: dues.iter().any(|d| d.reportable),
        dues,
        passe: au < today,
        cadre: Cadre::new(tx, contexte),
        saisie: first(tx, saisie),
        agents,
        refus,
        lignes,
        appeler,
    })
}

fn days(le: NaiveDate, au: NaiveDate) -> String {
    if au > le {
        format!("du {} au {}", dates::long(le), dates::long(au))
    } else {
        dates::with_weekday(le)
    }
}

/// The form as it was typed, or the first time.
fn first(tx: &Tx, saisie: Saisie) -> Saisie {
    if !saisie.un("id").is_empty() {
        return saisie;
    }
    saisie
        .avec("id", commun::fresh(tx))
        .avec("motif_report", "Absence imprévue d’un collègue")
}

/// The rendez-vous to rearrange, and those already changed whose person is to call.
async fn rows(
    tx: &mut Tx,
    qui: &Qui<'_>,
    period: (DateTime<Utc>, DateTime<Utc>),
    saisie: &Saisie,
) -> platform::Result<(Vec<LigneEmpechee>, Vec<AAppeler>)> {
    let all = empechements::day(tx, qui.agent, period).await?;
    let mut lignes = Vec::new();
    let mut appeler = Vec::new();
    for ligne in &all {
        let planned =
            ligne.etat == EtatRdv::Planifie && !rules::to_specify(ligne.etat, ligne.fin, tx.now());
        match (&ligne.jeune, planned) {
            (Some((jeune, _)), true) => {
                lignes.push(row(tx, ligne, *jeune, qui, saisie).await?);
            }
            (Some((jeune, _)), false)
                if matches!(ligne.etat, EtatRdv::Annule | EtatRdv::Reporte) =>
            {
                appeler.extend(to_call(tx, ligne, *jeune).await?);
            }
            _ => (),
        }
    }
    Ok((lignes, appeler))
}

/// A rendez-vous, and what may become of it.
async fn row(
    tx: &mut Tx,
    ligne: &LigneAgenda,
    jeune: JeuneId,
    qui: &Qui<'_>,
    saisie: &Saisie,
) -> platform::Result<LigneEmpechee> {
    let free = empechements::free(tx, qui.others, (ligne.debut, ligne.fin)).await?;
    let mut gestes = vec![Choix::new("garder", "Garder tel quel")];
    let hour = ligne.debut.with_timezone(&tx.fuseau()).time();
    for agent in free {
        if let Some(name) = qui.name(agent) {
            let said = format!("Confier à {name}, {}", dates::hour(hour));
            gestes.push(Choix::new(format!("confier:{agent}"), said));
        }
    }
    for creneau in moments(tx, ligne, jeune, qui.jours.1).await? {
        let moment = Moment::of(&creneau);
        let name = qui.name(creneau.agent).unwrap_or_default();
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
        jour: dates::with_weekday(ligne.debut.with_timezone(&tx.fuseau()).date_naive()),
        ligne: LigneVue::new(tx, ligne),
        champ,
        gestes,
    })
}

/// The next moments of the same agent, from the day after she is back.
async fn moments(
    tx: &mut Tx,
    ligne: &LigneAgenda,
    jeune: JeuneId,
    au: NaiveDate,
) -> platform::Result<Vec<creneaux::Creneau>> {
    let Some(motif) = ligne.motif else {
        return Ok(Vec::new());
    };
    let demande = Demande {
        motif,
        jeune: Some(jeune),
        agents: vec![ligne.agent],
        site: None,
        des: au.succ_opt().unwrap_or(au),
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

async fn act(tx: &mut Tx, saisie: &Saisie, query: &AgendaQuery) -> platform::Result<Fait> {
    let agent = query.agent().ok_or(Error::NotFound)?;
    let le = query.le(tx.today());
    let (jour, au) = (le.max(tx.today()), query.au(le));
    if au < tx.today() {
        return Err(Error::invalid("le", "Cette journée est passée."));
    }
    let decided = saisie::parse(saisie, agent, (jour, au))?;
    let done = empechements::apply(tx, &decided.empechement).await?;
    let mut parts = decided.parts;
    if let Ok(receveur) = saisie.un("remplacant").parse::<AgentId>() {
        parts.push(Part {
            id: decided.empechement.id,
            receveur,
            jeunes: None,
        });
    }
    if !parts.is_empty() {
        let passation = Passation {
            de: agent,
            duree: Duree::Absence { du: jour, au },
            motif: String::new(),
            parts,
        };
        passations::hand_over(tx, &passation)
            .await
            .map_err(on_remplacant)?;
    }
    Ok(done)
}

/// What is wrong with a handover is said beside who receives.
fn on_remplacant(error: Error) -> Error {
    match error {
        Error::Invalid(errors) => {
            let said: Vec<&str> = errors.iter().map(|(_, sentence)| sentence).collect();
            Error::invalid("remplacant", said.join(" "))
        }
        other => other,
    }
}

/// Where to go once it is done, and what to say.
fn answer(query: &AgendaQuery, done: &Fait) -> (String, String) {
    let mut fields = vec![("agent", query.agent.clone()), ("le", query.le.clone())];
    if !query.au.is_empty() {
        fields.push(("au", query.au.clone()));
    }
    let changed = done.seances.iter().map(|id| ("seances", id.to_string()));
    fields.extend(changed);
    let to = serde_html_form::to_string(&fields).unwrap_or_default();
    let mut said = Vec::new();
    match done.rendez_vous {
        0 => {}
        1 => said.push("un rendez-vous a changé".to_owned()),
        n => said.push(format!("{n} rendez-vous ont changé")),
    }
    match done.seances.len() {
        0 => {}
        1 => said.push("une séance a changé".to_owned()),
        n => said.push(format!("{n} séances ont changé")),
    }
    match done.echeances {
        0 => {}
        1 => said.push("une échéance est reportée".to_owned()),
        n => said.push(format!("{n} échéances sont reportées")),
    }
    let message = if said.is_empty() {
        "L’absence est notée.".to_owned()
    } else {
        format!("C’est fait : {}.", said.join(", "))
    };
    (format!("/agenda/empechement?{to}"), message)
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
        au: saisie.un("au").to_owned(),
        ..AgendaQuery::default()
    };
    match act(&mut tx, &saisie, &query).await {
        Ok(done) => {
            tx.commit().await?;
            let (to, message) = answer(&query, &done);
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
