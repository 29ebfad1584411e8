//! The hours of a week of one person: what counts, what is wanted, what she did alone.

use accompagnement::semaine::{
    self, Demarche, EtatDemarche, SemaineComptee,
    rules::{alerte, duree},
};
use askama::Template;
use axum::extract::State;
use chrono::{Days, NaiveDate};
use jeunes::{DossierForWrite, acces};
use kernel::{Access, DemarcheId, JeuneId, Permission, Section, dates};
use platform::Tx;
use serde::Deserialize;

use super::{forms, liste::percent};
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::{Reprise, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    jeunes::tete::{OngletDossier, Tete},
    ui::{Cadre, Choix},
};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Jour {
    #[serde(default)]
    le: String,
}

#[derive(Template)]
#[template(path = "accompagnement/dispositifs/semaine.html")]
struct SemainePage {
    cadre: Cadre,
    tete: Tete,
    r: Reprise,
    ecrire: bool,
    titre: String,
    avant: String,
    apres: String,
    aujourdhui: String,
    resume: String,
    detail: String,
    pourcent: i32,
    alerte: String,
    hors_compte: String,
    lignes: Vec<Ligne>,
    demarches: Vec<LigneDemarche>,
    categories: Vec<Choix>,
    motifs: Vec<Choix>,
    id_demarche: String,
    id_cible: String,
    mots_sante: String,
}

/// A fact of hours.
struct Ligne {
    jour: String,
    nature: &'static str,
    duree: String,
    comptee: String,
    etat: &'static str,
}

/// A démarche.
struct LigneDemarche {
    cle: String,
    id: String,
    jour: String,
    categorie: String,
    libelle: String,
    duree: String,
    retenue: String,
    etat: EtatDemarche,
    version: i32,
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    QueryOf(jour): QueryOf<Jour>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    let day = dates::parse(&jour.le).unwrap_or_else(|| tx.today());
    render::page(&app, &page(tx, &contexte, chemin.id, day, reprise).await?)
}

pub(super) async fn declare(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::demarche(&saisie.du_formulaire())?;
        semaine::declare(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        chemin.id,
        &saisie,
        done,
        "La démarche est notée.",
    )
    .await
}

pub(super) async fn decide(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, demarche)): PathOf<(JeuneId, DemarcheId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let decision = forms::decision(demarche, &saisie.du_formulaire())?;
        semaine::decide(tx, dossier, &decision).await
    };
    let done = commun::act(tx, &contexte, jeune, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        jeune,
        &saisie,
        done,
        "La démarche est à jour.",
    )
    .await
}

pub(super) async fn target(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::cible(&saisie.du_formulaire())?;
        semaine::set_target(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        chemin.id,
        &saisie,
        done,
        "L’objectif de la semaine est à jour.",
    )
    .await
}

async fn answer(
    app: &App,
    contexte: &Contexte,
    jeune: JeuneId,
    saisie: &Saisie,
    done: platform::Result<()>,
    message: &str,
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, &format!("/jeunes/{jeune}/semaine"), message);
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(app, contexte).await?;
    let today = tx.today();
    let page = page(tx, contexte, jeune, today, Reprise::new(saisie, refus)).await?;
    render::with_status(app, page.r.refus.status(), &page)
}

async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    day: NaiveDate,
    r: Reprise,
) -> platform::Result<SemainePage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Plan).await?;
    let week = semaine::week(&mut tx, &dossier, day).await?;
    let demarches = semaine::demarches(&mut tx, &dossier, day).await?;
    let tete = Tete::new(&tx, &dossier, OngletDossier::Dispositifs);
    let today = tx.today();
    let at = |day: NaiveDate| tete.lien(&format!("/semaine?le={}", commun::field(day)));
    let wanted = week.cible.as_ref().map_or(0, |c| c.minutes);
    let current = week.lundi <= today && today < week.lundi + Days::new(7);
    let page = SemainePage {
        cadre: Cadre::new(&tx, contexte),
        ecrire: dossier.deces.is_none()
            && tx.may(Permission::Dossier(Section::Plan, Access::Write)),
        titre: format!("Semaine du {}", dates::long(week.lundi)),
        avant: at(week.lundi - Days::new(7)),
        apres: at(week.lundi + Days::new(7)),
        aujourdhui: commun::field(today),
        resume: summary(&week),
        detail: detail(&tx, &week),
        pourcent: percent(week.validees, wanted),
        alerte: current
            .then(|| alerte(wanted, week.validees, week.prevues))
            .flatten()
            .unwrap_or_default(),
        hors_compte: apart(&tx, &week),
        lignes: week.lignes.iter().map(|(h, m)| line(h, *m)).collect(),
        demarches: demarches
            .iter()
            .map(|d| LigneDemarche::new(&tx, &r, d))
            .collect(),
        categories: Choix::of(tx.nomenclatures(), "demarche_categorie", today),
        motifs: Choix::of(tx.nomenclatures(), "cible_motif", today),
        id_demarche: commun::fresh(&tx),
        id_cible: commun::fresh(&tx),
        mots_sante: commun::mots_sante(&tx),
        tete,
        r,
    };
    tx.commit().await?;
    Ok(page)
}

impl LigneDemarche {
    fn new(tx: &Tx, r: &Reprise, d: &Demarche) -> Self {
        let cle = format!("demarche-{}", d.id);
        Self {
            version: r.version(&cle, d.version),
            id: d.id.to_string(),
            jour: dates::short(d.faite_le),
            categorie: commun::label(tx, "demarche_categorie", &d.categorie),
            libelle: d.libelle.clone(),
            duree: duree(d.minutes),
            retenue: d.minutes_retenues.map(duree).unwrap_or_default(),
            etat: d.etat,
            cle,
        }
    }

    fn ton(&self) -> &'static str {
        match self.etat {
            EtatDemarche::Declaree => "attention",
            EtatDemarche::Validee => "succes",
            EtatDemarche::Ecartee => "neutre",
        }
    }

    fn symbole(&self) -> &'static str {
        match self.etat {
            EtatDemarche::Declaree => "question-circle",
            EtatDemarche::Validee => "check-circle",
            EtatDemarche::Ecartee => "dash-circle",
        }
    }
}

fn summary(week: &SemaineComptee) -> String {
    let done = duree(week.validees);
    match &week.cible {
        Some(cible) => format!(
            "{done} faites sur {} prévues ensemble",
            duree(cible.minutes)
        ),
        None => format!("{done} faites"),
    }
}

fn detail(tx: &Tx, week: &SemaineComptee) -> String {
    let more = if week.prevues > 0 {
        format!(
            "{} de plus sont prévues ou déclarées. ",
            duree(week.prevues)
        )
    } else {
        String::new()
    };
    let from = match &week.cible {
        None => "Aucun objectif d’heures n’est fixé.".to_owned(),
        Some(c) if !c.dispositif.is_empty() => format!("Objectif du {}.", c.dispositif),
        Some(c) => format!(
            "Objectif propre à cette personne depuis le {} : {}.",
            dates::short(c.du),
            commun::label(tx, "cible_motif", &c.motif).to_lowercase()
        ),
    };
    format!("{more}{from}")
}

fn apart(tx: &Tx, week: &SemaineComptee) -> String {
    let mut words: Vec<String> = week
        .hors_compte
        .iter()
        .map(|code| commun::label(tx, "situation_categorie", code).to_lowercase())
        .collect();
    words.dedup();
    words.join(", ")
}

fn line(h: &jeunes::heures::Heure, comptee: i32) -> Ligne {
    Ligne {
        jour: dates::with_weekday(h.jour),
        nature: match h.nature.as_str() {
            "rendez_vous" => "Rendez-vous",
            "atelier" => "Atelier",
            "information_collective" => "Information collective",
            "demarche" => "Démarche",
            "parrainage" => "Parrainage",
            _ => "Autre",
        },
        duree: duree(h.minutes),
        comptee: if comptee == 0 {
            "non comptée".to_owned()
        } else {
            duree(comptee)
        },
        etat: if h.validee {
            "Fait"
        } else {
            "Prévu ou déclaré"
        },
    }
}
