//! `/agenda/journee`: my day, to print, or as a file to read without network.

use accompagnement::rendez_vous;
use askama::Template;
use axum::extract::State;
use jeunes::contacts;
use kernel::{Access, JeuneId, Permission, Section, dates};
use platform::{Error, Tx};

use super::{forms::AgendaQuery, lignes::LigneVue, pages};
use crate::{
    App,
    http::{
        extract::{Contexte, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    ui::Cadre,
};

#[derive(Template)]
#[template(path = "accompagnement/agenda/journee.html")]
struct JourneePage {
    cadre: Cadre,
    jour: String,
    fichier: String,
    lignes: Vec<Rendez>,
}

/// The same, alone in its file: no style, no script, no link to anywhere.
#[derive(Template)]
#[template(path = "accompagnement/agenda/journee_fichier.html")]
struct JourneeFichier {
    agent: String,
    jour: String,
    fait: String,
    lignes: Vec<Rendez>,
}

struct Rendez {
    ligne: LigneVue,
    /// How to reach the person, as she allows it.
    joindre: Vec<String>,
}

async fn day(tx: &mut Tx, query: &AgendaQuery) -> platform::Result<Vec<Rendez>> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    let le = query.le(tx.today());
    let all = rendez_vous::agenda(tx, (&[me], None), pages::period(tx, le, le)).await?;
    let mut rows = Vec::new();
    let may = tx.may(Permission::Dossier(Section::Contacts, Access::Read));
    for ligne in &all {
        let joindre = match &ligne.jeune {
            Some((jeune, _)) if may => reach(tx, *jeune).await?.0,
            _ => Vec::new(),
        };
        rows.push(Rendez {
            ligne: LigneVue::new(tx, ligne),
            joindre,
        });
    }
    Ok(rows)
}

/// The means that may be used, with what to mind; and whether one of them may be written to.
pub(super) async fn reach(tx: &mut Tx, jeune: JeuneId) -> platform::Result<(Vec<String>, bool)> {
    let dossier = jeunes::acces::open_for_read(tx, jeune, Section::Contacts).await?;
    let all = contacts::moyens_autorises(tx, &dossier).await?;
    let words = all.iter().take(2).map(|m| {
        let value = match m.contact.moyen {
            contacts::MoyenContact::Telephone => kernel::phone::display(&m.contact.valeur),
            _ => m.contact.valeur.clone(),
        };
        match m.consigne() {
            "" => value,
            consigne => format!("{value} ({consigne})"),
        }
    });
    let written = all
        .iter()
        .any(|m| m.message && m.contact.moyen != contacts::MoyenContact::Autre);
    Ok((words.collect(), written))
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<AgendaQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let le = query.le(tx.today());
    let page = JourneePage {
        lignes: day(&mut tx, &query).await?,
        jour: dates::with_weekday(le),
        fichier: format!("/agenda/journee/fichier?le={le}"),
        cadre: Cadre::new(&tx, &contexte),
    };
    tx.commit().await?;
    render::page(&app, &page)
}

pub(super) async fn file(QueryOf(query): QueryOf<AgendaQuery>, ReqTx(mut tx): ReqTx) -> PageResult {
    let le = query.le(tx.today());
    let lignes = day(&mut tx, &query).await?;
    rendez_vous::trace_export(&mut tx, le, lignes.len()).await?;
    let here = tx.now().with_timezone(&tx.fuseau());
    let file = JourneeFichier {
        agent: tx.entete().agent.clone(),
        jour: dates::with_weekday(le),
        fait: format!(
            "{} à {}",
            dates::long(here.date_naive()),
            dates::hour(here.time())
        ),
        lignes,
    };
    tx.commit().await?;
    let html = file.render().map_err(anyhow::Error::from)?;
    let name = format!("journee-{le}.html");
    Ok(render::file(
        html.into_bytes(),
        "text/html; charset=utf-8",
        &name,
    ))
}
