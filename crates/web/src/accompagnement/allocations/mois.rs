//! The month of the mission locale: who declared, what is checked, validated, closed.

use accompagnement::allocations::{self, EtatAllocation, LigneMois, Mois};
use askama::Template;
use axum::extract::State;
use chrono::{Months, NaiveDate};
use kernel::{Permission, dates};
use platform::Tx;
use serde::Deserialize;

use super::{dossier::pill, forms};
use crate::{
    App,
    accompagnement::{commun, saisie::Saisie},
    http::{
        extract::{Contexte, FormOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    ui::Cadre,
};

#[derive(Debug, Default, Deserialize)]
pub(super) struct MoisQuery {
    #[serde(default)]
    mois: String,
    #[serde(default)]
    format: String,
}

#[derive(Template)]
#[template(path = "accompagnement/allocations/mois.html")]
struct MoisPage {
    cadre: Cadre,
    refus: Refus,
    titre: String,
    premier: String,
    avant: String,
    apres: String,
    cloture: String,
    fini: bool,
    valider: bool,
    manquantes: Vec<LigneVue>,
    declarees: Vec<LigneVue>,
    controlees: Vec<LigneVue>,
    pretes: Vec<LigneVue>,
    total_controlees: String,
    total_pretes: String,
}

struct LigneVue {
    cle: String,
    lien: String,
    nom: String,
    sous: String,
    montant: String,
    justifiee: bool,
    par_lien: bool,
    /// What is missing of the bank account, or an empty string.
    iban: &'static str,
    pastille: (&'static str, &'static str, &'static str),
}

impl LigneVue {
    fn new(l: &LigneMois) -> Self {
        let nom = l.nom.clone();
        let id = l.allocation.map(|a| a.to_string()).unwrap_or_default();
        Self {
            cle: format!("{id}|{}", l.version),
            lien: match &nom {
                Some(_) => format!("/jeunes/{}/adhesions/{}/allocations", l.jeune, l.adhesion),
                None => String::new(),
            },
            sous: if l.numero.is_empty() {
                l.dispositif.clone()
            } else {
                format!("{} · {}", l.dispositif, l.numero)
            },
            nom: nom.unwrap_or_else(|| "Dossier protégé".to_owned()),
            montant: l.montant.plus(l.regularisations).to_string(),
            justifiee: l.justifiee,
            par_lien: l.par_lien,
            iban: match &l.iban {
                _ if l.nom.is_none() => "",
                Some(_) => "",
                None if l.iban_en_attente => "IBAN à confirmer",
                None => "Sans IBAN",
            },
            pastille: pill(l.etat),
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<MoisQuery>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    let day = forms::mois(&query.mois, tx.today());
    render::page(&app, &page(tx, &contexte, day, Refus::default()).await?)
}

pub(super) async fn export(
    State(app): State<App>,
    QueryOf(query): QueryOf<MoisQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let day = forms::mois(&query.mois, tx.today());
    let tableau = allocations::export(&mut tx, day).await?;
    tx.commit().await?;
    let name = format!("allocations-{}", day.format("%Y-%m"));
    render::tableau(&app, &tableau, render::format(&query.format), &name)
}

pub(super) async fn chase(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, day| allocations::chase(tx, day).await.map(drop);
    let said = "C’est demandé dans chaque dossier, et le lien pour déclarer part à chaque personne qui autorise un message.";
    answer((&app, &contexte), tx, &saisie, act, said).await
}

pub(super) async fn check(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, day| {
        let chosen = forms::choisies(&saisie)?;
        allocations::check(tx, day, &chosen).await
    };
    answer((&app, &contexte), tx, &saisie, act, "C’est contrôlé.").await
}

pub(super) async fn validate(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, day| {
        let chosen = forms::choisies(&saisie)?;
        allocations::validate(tx, day, &chosen).await
    };
    answer((&app, &contexte), tx, &saisie, act, "C’est validé.").await
}

pub(super) async fn close(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, day| allocations::close(tx, day).await;
    answer((&app, &contexte), tx, &saisie, act, "Le mois est clos.").await
}

/// Acts on the month that the form names, then shows it again.
async fn answer(
    (app, contexte): (&App, &Contexte),
    mut tx: Tx,
    saisie: &Saisie,
    act: impl AsyncFnOnce(&mut Tx, NaiveDate) -> platform::Result<()>,
    message: &str,
) -> PageResult {
    let day = forms::mois(saisie.un("mois"), tx.today());
    let done = act(&mut tx, day).await;
    let Err(error) = done else {
        tx.commit().await?;
        let to = format!("/allocations?mois={}", day.format("%Y-%m"));
        return render::done(app, &to, message);
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    drop(tx);
    let tx = refus::reopen(app, contexte).await?;
    render::with_status(app, status, &page(tx, contexte, day, refus).await?)
}

async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    day: NaiveDate,
    refus: Refus,
) -> platform::Result<MoisPage> {
    let mois = allocations::month(&mut tx, day).await?;
    let today = tx.today();
    let at = |day: Option<NaiveDate>| {
        day.map_or_else(String::new, |day| {
            format!("/allocations?mois={}", day.format("%Y-%m"))
        })
    };
    let one = Months::new(1);
    let page = MoisPage {
        cadre: Cadre::new(&tx, contexte),
        titre: dates::month(mois.mois),
        premier: commun::field(mois.mois),
        avant: at(mois.mois.checked_sub_months(one)),
        apres: at(mois.mois.checked_add_months(one).filter(|m| *m <= today)),
        cloture: mois.cloture.map_or_else(String::new, |c| {
            let le = dates::long(c.le.with_timezone(&tx.fuseau()).date_naive());
            let many = if c.nombre > 1 { "s" } else { "" };
            format!(
                "Clos le {le} : {} allocation{many} figée{many}, {}.",
                c.nombre, c.total
            )
        }),
        fini: allocations::rules::dernier(mois.mois) <= today,
        valider: tx.may(Permission::ValiderAllocations),
        manquantes: lines(&mois, &[None]),
        declarees: lines(&mois, &[Some(EtatAllocation::Declaree)]),
        controlees: lines(&mois, &[Some(EtatAllocation::Controlee)]),
        pretes: lines(
            &mois,
            &[Some(EtatAllocation::Validee), Some(EtatAllocation::Figee)],
        ),
        total_controlees: mois.total(EtatAllocation::Controlee).to_string(),
        total_pretes: mois
            .total(EtatAllocation::Validee)
            .plus(mois.total(EtatAllocation::Figee))
            .to_string(),
        refus,
    };
    tx.commit().await?;
    Ok(page)
}

fn lines(mois: &Mois, etats: &[Option<EtatAllocation>]) -> Vec<LigneVue> {
    mois.lignes
        .iter()
        .filter(|l| etats.contains(&l.etat))
        .map(LigneVue::new)
        .collect()
}
