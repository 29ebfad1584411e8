//! The allowance of one person, month by month, explained.

use accompagnement::{
    allocations::{self, AllocationMois, EtatAllocation, Foyer, MoisDuDossier, Parcours},
    envois,
};
use askama::Template;
use axum::extract::State;
use jeunes::{DossierForWrite, acces};
use kernel::{Access, AdhesionId, Centimes, JeuneId, Permission, Section, dates};
use platform::Tx;
use serde::Deserialize;

use super::forms;
use crate::{
    App,
    accompagnement::{
        ateliers::messages::words,
        commun,
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

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Adresse {
    id: JeuneId,
    adhesion: AdhesionId,
}

#[derive(Template)]
#[template(path = "accompagnement/allocations/dossier.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is shown or not, on its own"
)]
struct AllocationsPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    r: Reprise,
    ecrire: bool,
    iban: bool,
    corriger: bool,
    nom: String,
    ponctuelle: bool,
    mois: Vec<MoisVue>,
    foyers: Vec<Choix>,
    sens: Vec<Choix>,
    mots_sante: String,
    /// What became of the latest link sent, or an empty string.
    lien: String,
}

/// A month.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is shown or not, on its own"
)]
struct MoisVue {
    cle: String,
    cle_droit: String,
    titre: String,
    premier: String,
    id: String,
    id_droit: String,
    version: i32,
    clos: bool,
    foyer: String,
    autonome: &'static str,
    deduites: String,
    partielles: String,
    demandee: String,
    justifiee: &'static str,
    par_lien: bool,
    montant: String,
    net: String,
    lignes: Vec<(String, String)>,
    reference: String,
    a_confirmer: bool,
    pastille: (&'static str, &'static str, &'static str),
    droits: Vec<String>,
    declare: bool,
    fige: bool,
}

/// The state of a month by tone, icon and word.
pub(super) const fn pill(
    etat: Option<EtatAllocation>,
) -> (&'static str, &'static str, &'static str) {
    match etat {
        None => ("attention", "question-circle", "À déclarer"),
        Some(EtatAllocation::Declaree) => ("info", "clock", "À contrôler"),
        Some(EtatAllocation::Controlee) => ("info", "check-lg", "Contrôlée"),
        Some(EtatAllocation::Validee) => ("succes", "check-circle", "Validée"),
        Some(EtatAllocation::Figee) => ("neutre", "lock", "Figée"),
    }
}

/// As a box posts it.
const fn ticked(coche: bool) -> &'static str {
    if coche { "oui" } else { "" }
}

impl MoisVue {
    /// `avant`: the latest month declared, whose household fills a new one.
    fn new(tx: &Tx, r: &Reprise, m: &MoisDuDossier, avant: Option<&AllocationMois>) -> Self {
        let cle = format!("mois-{}", m.mois.format("%Y-%m"));
        let a = m.allocation.as_ref();
        let known = a.or(avant);
        let version = r.version(&cle, a.map_or(0, |a| a.version));
        let id = a.map_or_else(|| commun::fresh(tx), |a| a.id.to_string());
        Self {
            id: r.valeur(&cle, "id", &id).to_owned(),
            version,
            titre: dates::month(m.mois),
            premier: commun::field(m.mois),
            clos: m.clos,
            foyer: known.map_or_else(String::new, |a| a.foyer.code().to_owned()),
            autonome: ticked(known.is_some_and(|a| a.autonome)),
            deduites: a.map_or_else(String::new, |a| a.deduites.field()),
            partielles: a.map_or_else(String::new, |a| a.partielles.field()),
            demandee: a
                .and_then(|a| a.demandee)
                .map_or_else(String::new, Centimes::field),
            justifiee: ticked(a.is_some_and(|a| a.justifiee)),
            par_lien: a.is_some_and(|a| a.par_lien),
            montant: a.map_or_else(String::new, |a| a.calcul.montant.to_string()),
            net: a
                .filter(|a| !a.regularisations.is_empty())
                .map_or_else(String::new, |a| a.net().to_string()),
            lignes: a.map(lines).unwrap_or_default(),
            reference: a.map(reference).unwrap_or_default(),
            a_confirmer: a.is_some_and(|a| a.calcul.a_confirmer),
            pastille: pill(a.map(|a| a.etat)),
            droits: a.map(rights).unwrap_or_default(),
            declare: a.is_some(),
            fige: a.is_some_and(|a| a.etat == EtatAllocation::Figee),
            id_droit: commun::fresh(tx),
            cle_droit: format!("droit-{}", m.mois.format("%Y-%m")),
            cle,
        }
    }
}

fn lines(a: &AllocationMois) -> Vec<(String, String)> {
    let said = a.calcul.lignes.iter();
    said.map(|l| {
        let amount = l.montant.map(|c| c.to_string()).unwrap_or_default();
        (l.texte.clone(), amount)
    })
    .collect()
}

fn reference(a: &AllocationMois) -> String {
    format!(
        "{}, barème du {}",
        a.calcul.reference,
        dates::short(a.calcul.regle_du)
    )
}

fn rights(a: &AllocationMois) -> Vec<String> {
    a.regularisations
        .iter()
        .map(|r| {
            let day = dates::short(r.saisie_le.date_naive());
            format!("{} le {day} : {}", r.montant, r.motif)
        })
        .collect()
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    render::page(&app, &page(tx, &contexte, adresse, reprise).await?)
}

pub(super) async fn declare(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let d = forms::declaration(adresse.adhesion, &saisie.du_formulaire())?;
        allocations::declare(tx, dossier, &d).await
    };
    let done = commun::act(tx, &contexte, adresse.id, Section::Ressources, act).await;
    answer(
        &app,
        &contexte,
        adresse,
        &saisie,
        done,
        "Le mois est déclaré.",
    )
    .await
}

pub(super) async fn regularise(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::regularisation(&saisie.du_formulaire(), tx.now())?;
        allocations::regularise(tx, dossier, adresse.adhesion, &new).await
    };
    let done = commun::act(tx, &contexte, adresse.id, Section::Ressources, act).await;
    answer(
        &app,
        &contexte,
        adresse,
        &saisie,
        done,
        "La régularisation est notée.",
    )
    .await
}

/// Sends her the link on which she declares the month.
pub(super) async fn ask(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let mois = forms::premier(&saisie.du_formulaire())?;
        let read = acces::open_for_read(tx, adresse.id, Section::Ressources).await?;
        allocations::demander(tx, (&read, dossier), (adresse.adhesion, mois)).await
    };
    let done = commun::act(tx, &contexte, adresse.id, Section::Ressources, act).await;
    let said = "Le lien va partir, par un moyen que la personne autorise.";
    answer(&app, &contexte, adresse, &saisie, done, said).await
}

async fn answer(
    app: &App,
    contexte: &Contexte,
    adresse: Adresse,
    saisie: &Saisie,
    done: platform::Result<()>,
    message: &str,
) -> PageResult {
    let Err(error) = done else {
        let (jeune, id) = (adresse.id, adresse.adhesion);
        let to = format!("/jeunes/{jeune}/adhesions/{id}/allocations");
        return render::done(app, &to, message);
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(app, contexte).await?;
    let page = page(tx, contexte, adresse, Reprise::new(saisie, refus)).await?;
    render::with_status(app, page.r.refus.status(), &page)
}

async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    adresse: Adresse,
    r: Reprise,
) -> platform::Result<AllocationsPage> {
    let dossier = acces::open_for_read(&mut tx, adresse.id, Section::Ressources).await?;
    let parcours = allocations::months(&mut tx, &dossier, adresse.adhesion).await?;
    let envois = envois::sent_for(&mut tx, adresse.adhesion.uuid()).await?;
    let tete = Tete::new(&tx, &dossier, OngletDossier::Dispositifs);
    let page = AllocationsPage {
        cadre: Cadre::new(&tx, contexte),
        base: tete.lien(&format!("/adhesions/{}", adresse.adhesion)),
        ecrire: tx.may(Permission::Dossier(Section::Ressources, Access::Write)),
        iban: tx.may(Permission::TenirIban),
        corriger: tx.may(Permission::CorrigerParametres),
        ponctuelle: parcours.genre == "pacea",
        mois: views(&tx, &r, &parcours),
        foyers: Foyer::ALL
            .iter()
            .map(|f| Choix::new(f.code(), f.label()))
            .collect(),
        sens: vec![
            Choix::new("rappel", "Encore dû à la personne"),
            Choix::new("trop_percu", "Versé en trop"),
        ],
        mots_sante: commun::mots_sante(&tx),
        lien: words(&tx, envois.last()),
        nom: parcours.nom,
        tete,
        r,
    };
    tx.commit().await?;
    Ok(page)
}

fn views(tx: &Tx, r: &Reprise, parcours: &Parcours) -> Vec<MoisVue> {
    let latest = parcours.mois.iter().find_map(|m| m.allocation.as_ref());
    parcours
        .mois
        .iter()
        .map(|m| MoisVue::new(tx, r, m, latest))
        .collect()
}
