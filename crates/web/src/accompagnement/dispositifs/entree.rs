//! Entering a dispositif: each condition, line by line, then the entry itself.

use accompagnement::{
    delegations,
    dispositifs::{self, ConditionLue, Dispositif, EtatCondition, Moyen, Reponse, examine, rules},
    parrainages,
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use jeunes::{DossierForRead, acces, referents, situations};
use kernel::{FieldErrors, JeuneId, Section, dates};
use platform::{Error, Tx};
use serde::Deserialize;

use super::forms::{self, REPONSE};
use crate::{
    App,
    accompagnement::{
        commun,
        parrainages::{cours, forms as parrainage_forms},
        saisie::{Reprise, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    jeunes::tete::{OngletDossier, Tete},
    ui::{Cadre, Choix},
};

/// The form of the page.
const CLE: &str = "entree";

#[derive(Debug, Deserialize)]
pub(super) struct Adresse {
    id: JeuneId,
    dispositif: String,
}

#[derive(Template)]
#[template(path = "accompagnement/dispositifs/entree.html")]
struct EntreePage {
    cadre: Cadre,
    tete: Tete,
    r: Reprise,
    d: Dispositif,
    id: String,
    le: String,
    lues_le: String,
    aujourdhui: String,
    conditions: Vec<LigneCondition>,
    agents: Vec<Choix>,
    prescripteur: String,
    referent: String,
    moyens: Vec<Choix>,
    fin: Vec<String>,
    /// Who France Travail hands over: the answer to give.
    attendue: Option<Attendue>,
    /// Who may go with her, for a parrainage.
    parrains: Option<Vec<Choix>>,
    parrainage: String,
    mots_sante: String,
}

/// The answer that France Travail waits for.
struct Attendue {
    lien: String,
    recue: String,
    avant: String,
}

/// A condition, as the page shows it.
pub(super) struct LigneCondition {
    pub(super) champ: String,
    pub(super) libelle: String,
    pub(super) ton: &'static str,
    pub(super) icone: &'static str,
    pub(super) etat: &'static str,
    pub(super) explication: String,
    pub(super) repond: String,
    pub(super) reference: String,
    pub(super) demandee: bool,
    pub(super) valeur: String,
    pub(super) reponses: Vec<Choix>,
}

impl LigneCondition {
    pub(super) fn new(c: &ConditionLue, valeur: &str) -> Self {
        let (ton, icone) = match c.etat {
            EtatCondition::Remplie => ("succes", "check-circle"),
            EtatCondition::NonRemplie => ("attention", "slash-circle"),
            EtatCondition::Inconnue => ("neutre", "question-circle"),
        };
        let reference = if c.a_confirmer {
            format!("{} (à confirmer)", c.reference)
        } else {
            c.reference.clone()
        };
        Self {
            champ: format!("{REPONSE}{}", c.code),
            libelle: c.libelle.clone(),
            ton,
            icone,
            etat: c.etat.label(),
            explication: c.explication.clone(),
            repond: match c.etat {
                EtatCondition::Inconnue => c.repond.clone(),
                _ => String::new(),
            },
            reference,
            demandee: c.demandee,
            valeur: valeur.to_owned(),
            reponses: Reponse::ALL
                .iter()
                .map(|r| Choix::new(r.code(), r.label()))
                .collect(),
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    render::page(&app, &page(tx, &contexte, &adresse, reprise, None).await?)
}

pub(super) async fn enter(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let typed = saisie.du_formulaire();
    let act = async |tx: &mut Tx, dossier: &jeunes::DossierForWrite| {
        let new = forms::entree(&adresse.dispositif, &typed);
        if adresse.dispositif != parrainages::PARRAINAGE {
            return dispositifs::enter(tx, dossier, &new?).await;
        }
        let with = parrainage_forms::entree(&typed);
        let (new, (who, charte)) = both(new, with)?;
        parrainages::entrer(tx, dossier, &new, who, charte).await
    };
    let done = commun::act(tx, &contexte, adresse.id, Section::Plan, act).await;
    let Err(error) = done else {
        let list = format!("/jeunes/{}/dispositifs", adresse.id);
        return render::done(&app, &list, "L’entrée est notée.");
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(&app, &contexte).await?;
    let reprise = Reprise::new(&saisie, refus);
    let page = page(tx, &contexte, &adresse, reprise, Some(&typed)).await?;
    render::with_status(&app, page.r.refus.status(), &page)
}

/// What two readings of one form gave, or everything that is wrong with either.
fn both<A, B>(one: Result<A, FieldErrors>, two: Result<B, FieldErrors>) -> Result<(A, B), Error> {
    match (one, two) {
        (Ok(one), Ok(two)) => Ok((one, two)),
        (one, two) => {
            let mut errors = one.err().unwrap_or_default();
            for (field, sentence) in two.err().unwrap_or_default().iter() {
                errors.add(field, sentence);
            }
            Err(Error::Invalid(errors))
        }
    }
}

/// The page on the day that is typed, or today.
async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    adresse: &Adresse,
    r: Reprise,
    typed: Option<&Saisie>,
) -> platform::Result<EntreePage> {
    let dossier = acces::open_for_read(&mut tx, adresse.id, Section::Plan).await?;
    let today = tx.today();
    let wanted = r.valeur(CLE, "entree_le", "");
    let le = dates::parse(wanted)
        .filter(|d| *d <= today)
        .unwrap_or(today);
    let d = offered(&mut tx, &adresse.dispositif, le, today).await?;
    let lived = situations::list(&mut tx, &dossier).await?;
    let answers = typed.map(forms::reponses).unwrap_or_default();
    let lues = examine(&mut tx, &dossier, &lived, &d, le, &answers).await?;
    let agents = referents::possible(&mut tx).await?;
    let attendue = waiting(&mut tx, &dossier, &d).await?;
    let parrains = godparents(&mut tx, &d, le).await?;
    let fin = rules::fin(&d, le, dossier.naissance.date(), None);
    let conditions = lues
        .iter()
        .map(|c| {
            let answer = answers.get(&c.code).map_or("", |a| a.code());
            LigneCondition::new(c, answer)
        })
        .collect();
    let me = tx.agent_id().map(|a| a.to_string()).unwrap_or_default();
    let page = EntreePage {
        cadre: Cadre::new(&tx, contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Dispositifs),
        id: commun::fresh(&tx),
        le: commun::field(le),
        lues_le: dates::short(le),
        aujourdhui: commun::field(today),
        conditions,
        agents: agents
            .iter()
            .map(|a| Choix::new(a.id.to_string(), a.nom.clone()))
            .collect(),
        referent: dossier
            .referent
            .map_or_else(|| me.clone(), |a| a.to_string()),
        prescripteur: me,
        moyens: Moyen::ALL
            .iter()
            .map(|m| Choix::new(m.code(), m.label()))
            .collect(),
        fin: fin.raisons,
        attendue,
        parrains,
        parrainage: commun::fresh(&tx),
        mots_sante: commun::mots_sante(&tx),
        d,
        r,
    };
    tx.commit().await?;
    Ok(page)
}

/// Who France Travail hands over waits for an answer in this dossier.
async fn waiting(
    tx: &mut Tx,
    dossier: &DossierForRead,
    d: &Dispositif,
) -> platform::Result<Option<Attendue>> {
    if d.code != delegations::DELEGATION {
        return Ok(None);
    }
    let found = delegations::waiting(tx, dossier).await?;
    Ok(found.map(|w| Attendue {
        lien: format!("/delegations/{}", w.id),
        recue: dates::short(w.recue_le),
        avant: dates::short(w.reponse_avant),
    }))
}

/// Who may go with her from `le`, when the dispositif is a parrainage.
async fn godparents(
    tx: &mut Tx,
    d: &Dispositif,
    le: NaiveDate,
) -> platform::Result<Option<Vec<Choix>>> {
    if d.code != parrainages::PARRAINAGE {
        return Ok(None);
    }
    let all = parrainages::choix(tx, le).await?;
    Ok(Some(cours::names(&all)))
}

/// The dispositif as it holds on `le`, or today when it did not exist yet.
async fn offered(
    tx: &mut Tx,
    code: &str,
    le: NaiveDate,
    today: NaiveDate,
) -> platform::Result<Dispositif> {
    if code == dispositifs::OBLIGATION {
        return Err(Error::NotFound);
    }
    for day in [le, today] {
        let all = dispositifs::catalogue(tx, day).await?;
        if let Some(found) = all.into_iter().find(|d| d.code == code) {
            return Ok(found);
        }
    }
    Err(Error::NotFound)
}
