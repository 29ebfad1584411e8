//! The page of the diagnostic: the profile over time, and what was said.

use accompagnement::{
    diagnostic::{self, Diagnostic},
    freins,
};
use askama::Template;
use chrono::NaiveDate;
use jeunes::acces;
use kernel::{Access, DiagnosticId, JeuneId, Permission, Section, dates};
use platform::{Error, Tx};

use super::profil::{Profil, profil};
use crate::{
    accompagnement::commun,
    http::extract::Contexte,
    jeunes::tete::{OngletDossier, Tete},
    ui::Cadre,
};

#[derive(Template)]
#[template(path = "accompagnement/diagnostic/profil.html")]
pub(super) struct ProfilPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    ecrire: bool,
    a_montrer: bool,
    choisi: Option<Choisi>,
    dates: Vec<DatePassee>,
}

/// The diagnostic that is shown.
struct Choisi {
    id: DiagnosticId,
    le: String,
    agent: String,
    corrigeable: bool,
    profil: Profil,
    domaines: Vec<DomaineDit>,
}

/// What was said of one domain.
struct DomaineDit {
    libelle: String,
    niveau: &'static str,
    raison: String,
    points_forts: String,
    mots_du_jeune: String,
    freins: Vec<String>,
}

/// A diagnostic to choose.
struct DatePassee {
    lien: String,
    le: String,
    nombre: usize,
    pluriel: &'static str,
    actif: bool,
}

/// The page of the diagnostic `id`, or of the latest.
pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    id: Option<DiagnosticId>,
    a_montrer: bool,
) -> platform::Result<ProfilPage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Diagnostic).await?;
    let history = diagnostic::history(&mut tx, &dossier).await?;
    let rang = match id {
        Some(id) => history
            .iter()
            .position(|d| d.id == id)
            .ok_or(Error::NotFound)?,
        None => 0,
    };
    let all = freins::list(&mut tx, &dossier).await?;
    let base = format!("/jeunes/{jeune}");
    let choisi = history.get(rang).map(|chosen| Choisi {
        id: chosen.id,
        le: dates::long(chosen.realise_le),
        agent: chosen.agent_nom.clone(),
        corrigeable: chosen.corrigeable,
        profil: profil(&tx, &history[rang..]),
        domaines: said(&tx, chosen, &all),
    });
    let page = ProfilPage {
        cadre: Cadre::new(&tx, contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Diagnostic),
        ecrire: tx.may(Permission::Dossier(Section::Diagnostic, Access::Write)),
        a_montrer,
        choisi,
        dates: past(&base, &history, rang),
        base,
    };
    tx.commit().await?;
    Ok(page)
}

fn past(base: &str, history: &[Diagnostic], rang: usize) -> Vec<DatePassee> {
    let date = |(place, d): (usize, &Diagnostic)| DatePassee {
        lien: format!("{base}/diagnostic?le={}", d.id),
        le: dates::long(d.realise_le),
        nombre: d.domaines.len(),
        pluriel: commun::s(d.domaines.len()),
        actif: place == rang,
    };
    history.iter().enumerate().map(date).collect()
}

/// Words whose quotation marks were typed: the page has its own.
fn unquoted(text: &str) -> String {
    let marks = |c: char| matches!(c, '«' | '»' | '“' | '”' | '"') || c.is_whitespace();
    text.trim_matches(marks).to_owned()
}

/// What was said, in the order of the list, with what blocked on that day.
fn said(tx: &Tx, chosen: &Diagnostic, all: &[freins::Frein]) -> Vec<DomaineDit> {
    let blocks = |frein: &freins::Frein, day: NaiveDate| {
        frein.ouvert_le <= day && frein.leve_le.is_none_or(|leve| leve > day)
    };
    let domaines = tx.nomenclatures().liste("domaine").iter();
    domaines
        .filter_map(|domaine| Some((domaine, chosen.domaine(&domaine.code)?)))
        .map(|(domaine, d)| DomaineDit {
            libelle: domaine.libelle.clone(),
            niveau: d.niveau.code(),
            raison: d.raison.clone(),
            points_forts: d.points_forts.clone(),
            mots_du_jeune: unquoted(&d.mots_du_jeune),
            freins: all
                .iter()
                .filter(|f| f.domaine == domaine.code && blocks(f, chosen.realise_le))
                .map(|f| commun::label(tx, "frein", &f.code))
                .collect(),
        })
        .collect()
}
