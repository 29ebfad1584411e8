//! Someone in a dispositif: the contract, its end, how it ended.

use accompagnement::{
    dispositifs::{self, Adhesion, Dispositif, Fin, Moyen, Prolongation, rules},
    suivis::{self, Suivi},
};
use askama::Template;
use axum::extract::State;
use jeunes::{DossierForWrite, acces};
use kernel::{Access, AdhesionId, JeuneId, Permission, Section, dates};
use platform::Tx;
use serde::Deserialize;

use super::{
    entree::LigneCondition,
    forms,
    phases::{self, PhasesVue},
};
use crate::{
    App,
    accompagnement::{
        commun,
        delegations::cours::{self as delegue, RenvoiVue},
        parrainages::cours::{self, ParrainageVue},
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
pub(in crate::accompagnement) struct Adresse {
    pub(in crate::accompagnement) id: JeuneId,
    pub(in crate::accompagnement) adhesion: AdhesionId,
}

#[derive(Template)]
#[template(path = "accompagnement/dispositifs/fiche.html")]
struct FichePage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    r: Reprise,
    d: Dispositif,
    a: Adhesion,
    ecrire: bool,
    echue: bool,
    allocations: bool,
    aujourdhui: String,
    /// Today, or the last day when it is past: a late exit is dated in time.
    sortie_proposee: String,
    faits: Vec<(&'static str, String)>,
    fin: Fin,
    conditions: Vec<LigneCondition>,
    moyens: Vec<Choix>,
    prolongations: Vec<Choix>,
    motifs: Vec<Choix>,
    phases: Option<PhasesVue>,
    renvoi: Option<RenvoiVue>,
    parrainage: Option<ParrainageVue>,
    suivis: Vec<(String, String)>,
    etapes: Vec<Choix>,
    /// When the next news are taken, or an empty string.
    prochaine: String,
    id_suivi: String,
    mots_sante: String,
}

impl FichePage {
    fn lien_contrat(&self) -> String {
        format!("{}/contrat", self.base)
    }

    fn lien_sanctions(&self) -> String {
        format!("{}/sanctions", self.base)
    }

    fn lien_obligation(&self) -> String {
        self.tete.lien("/obligation")
    }

    fn lien_allocations(&self) -> String {
        format!("{}/allocations", self.base)
    }

    /// The version that the form `cle` posts back.
    fn version(&self, cle: &str) -> i32 {
        self.r.version(cle, self.a.version)
    }
}

pub(in crate::accompagnement) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    render::page(&app, &page(tx, &contexte, adresse, reprise).await?)
}

pub(super) async fn sign(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let (version, signature) = forms::signature(&saisie.du_formulaire())?;
        dispositifs::sign(tx, dossier, adresse.adhesion, version, signature).await
    };
    let done = commun::act(tx, &contexte, adresse.id, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        adresse,
        &saisie,
        done,
        "La signature est notée.",
    )
    .await
}

pub(super) async fn prolong(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let typed = forms::prolongation(adresse.adhesion, &saisie.du_formulaire())?;
        dispositifs::prolong(tx, dossier, &typed).await
    };
    let done = commun::act(tx, &contexte, adresse.id, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        adresse,
        &saisie,
        done,
        "La fin est reportée.",
    )
    .await
}

pub(super) async fn end(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let typed = forms::sortie(adresse.adhesion, &saisie.du_formulaire())?;
        dispositifs::end(tx, dossier, &typed).await
    };
    let done = commun::act(tx, &contexte, adresse.id, Section::Plan, act).await;
    answer(
        &app,
        &contexte,
        adresse,
        &saisie,
        done,
        "La sortie est notée.",
    )
    .await
}

pub(super) async fn follow(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::suivi(adresse.adhesion, &saisie.du_formulaire())?;
        suivis::note(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, adresse.id, Section::Plan, act).await;
    answer(&app, &contexte, adresse, &saisie, done, "C’est noté.").await
}

pub(in crate::accompagnement) async fn answer(
    app: &App,
    contexte: &Contexte,
    adresse: Adresse,
    saisie: &Saisie,
    done: platform::Result<()>,
    message: &str,
) -> PageResult {
    let Err(error) = done else {
        let (jeune, id) = (adresse.id, adresse.adhesion);
        return render::done(app, &format!("/jeunes/{jeune}/adhesions/{id}"), message);
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
) -> platform::Result<FichePage> {
    let dossier = acces::open_for_read(&mut tx, adresse.id, Section::Plan).await?;
    let a = dispositifs::find(&mut tx, &dossier, adresse.adhesion).await?;
    let d = dispositifs::dispositif_of(&mut tx, &a).await?;
    let noted = suivis::list(&mut tx, &dossier, a.id).await?;
    let today = tx.today();
    let prolongation = a.prolongation.zip(a.prolongee_au);
    let fin = rules::fin(&d, a.entree_le, dossier.naissance.date(), prolongation);
    let phases = phases::view(&mut tx, &dossier, &a).await?;
    let renvoi = delegue::view(&mut tx, &dossier, &a).await?;
    let parrainage = cours::view(&mut tx, &dossier, &a).await?;
    let (etapes, prochaine) = steps(&tx, &a, &noted)?;
    let tete = Tete::new(&tx, &dossier, OngletDossier::Dispositifs);
    let page = FichePage {
        cadre: Cadre::new(&tx, contexte),
        base: tete.lien(&format!("/adhesions/{}", a.id)),
        ecrire: tx.may(Permission::Dossier(Section::Plan, Access::Write)),
        echue: a.est_echue(today),
        allocations: tx.may(Permission::Dossier(Section::Ressources, Access::Read)),
        aujourdhui: commun::field(today),
        sortie_proposee: commun::field(a.fin_prevue.map_or(today, |fin| fin.min(today))),
        faits: facts(&tx, &d, &a, parrainage.as_ref()),
        conditions: read(&a),
        moyens: on_paper(),
        prolongations: reasons(&d),
        motifs: exits(&tx, &d),
        phases,
        renvoi,
        parrainage,
        etapes,
        prochaine,
        suivis: noted.iter().map(|s| news(&tx, s)).collect(),
        id_suivi: commun::fresh(&tx),
        mots_sante: commun::mots_sante(&tx),
        tete,
        fin,
        d,
        a,
        r,
    };
    tx.commit().await?;
    Ok(page)
}

fn read(a: &Adhesion) -> Vec<LigneCondition> {
    let line = |c| LigneCondition::new(c, "");
    a.conditions.iter().map(line).collect()
}

/// On screen, one signs the text itself: it is not noted.
fn on_paper() -> Vec<Choix> {
    let paper = Moyen::Papier;
    vec![Choix::new(paper.code(), paper.label())]
}

/// Why one leaves; what has a form of its own, or is nobody's choice, is left out.
fn exits(tx: &Tx, d: &Dispositif) -> Vec<Choix> {
    let mut all = Choix::of(tx.nomenclatures(), "dispositif_sortie", tx.today());
    all.retain(|c| {
        !matches!(
            c.code.as_str(),
            "double" | "deces" | "renvoi_france_travail"
        ) && (d.sorties.is_empty() || d.sorties.contains(&c.code))
    });
    all
}

/// The steps of the follow-up that are not noted yet: those whose time has come, and the day of the
/// next one in a sentence.
fn steps(tx: &Tx, a: &Adhesion, noted: &[Suivi]) -> platform::Result<(Vec<Choix>, String)> {
    let left = match a.sortie_le {
        Some(left) if a.groupe == dispositifs::ENGAGEMENT => left,
        _ => return Ok((Vec::new(), String::new())),
    };
    if !suivis::rules::suit(&a.sortie_motif) {
        return Ok((Vec::new(), String::new()));
    }
    let avance = tx.parametre("suivi_sortie_avance_jours")?;
    let day = |mois: i32| suivis::rules::des_le(left, mois, avance);
    let (come, later): (Vec<i32>, Vec<i32>) = suivis::rules::ETAPES
        .iter()
        .filter(|mois| !noted.iter().any(|s| s.mois == **mois))
        .partition(|mois| day(**mois) <= tx.today());
    let next = later.first().map(|mois| {
        let first = dates::long(day(*mois));
        format!("Les nouvelles à {mois} mois se prennent à partir du {first}.")
    });
    let come = come
        .iter()
        .map(|mois| Choix::new(mois.to_string(), format!("{mois} mois")))
        .collect();
    Ok((come, next.unwrap_or_default()))
}

fn news(tx: &Tx, s: &Suivi) -> (String, String) {
    let said = match (s.jointe, s.situation.as_str()) {
        (false, _) => "Pas jointe".to_owned(),
        (true, "") => "Jointe, situation inconnue".to_owned(),
        (true, code) => commun::label(tx, "situation_categorie", code),
    };
    let day = dates::short(s.fait_le);
    (format!("{} mois", s.mois), format!("{said}, le {day}"))
}

/// Why this dispositif may last longer.
fn reasons(d: &Dispositif) -> Vec<Choix> {
    Prolongation::ALL
        .iter()
        .filter(|p| match p {
            Prolongation::Exceptionnelle => d.duree_max_mois > d.duree_mois,
            Prolongation::AutreParcours => d.suite_autre_parcours,
        })
        .map(|p| Choix::new(p.code(), p.label()))
        .collect()
}

fn facts(
    tx: &Tx,
    d: &Dispositif,
    a: &Adhesion,
    parrainage: Option<&ParrainageVue>,
) -> Vec<(&'static str, String)> {
    // Named in the card of the parrainage, when there is one.
    let named = parrainage.is_some_and(|p| p.ouvert.is_some() || !p.finis.is_empty());
    let signed = a.signature.map(|s| {
        let le = dates::short(s.le);
        format!("{le}, {}", s.moyen.label().to_lowercase())
    });
    let unsigned = d.signature.then(|| "Pas encore signé".to_owned());
    let left = a.sortie_le.map(|le| {
        let motif = commun::label(tx, "dispositif_sortie", &a.sortie_motif);
        format!("{}, {}", dates::short(le), motif.to_lowercase())
    });
    let situation = match (a.sortie_le, a.situation_sortie.as_str()) {
        (None, _) => None,
        (Some(_), "") => Some("Situation inconnue ce jour-là".to_owned()),
        (Some(_), code) => Some(commun::label(tx, "situation_categorie", code)),
    };
    let all = [
        ("Entrée", Some(dates::short(a.entree_le))),
        ("Contrat signé", signed.or(unsigned)),
        ("Proposé par", Some(a.prescripteur_nom.clone())),
        ("Suivi par", Some(a.referent_nom.clone())),
        ("Parrain ou marraine", (!named).then(|| a.avec.clone())),
        ("Entrée sans attendre", Some(a.derogation.clone())),
        (
            "Raison de la prolongation",
            Some(a.prolongation_mots.clone()),
        ),
        ("Sortie", left),
        ("Situation à la sortie", situation),
        ("Précisions", Some(a.sortie_mots.clone())),
    ];
    all.into_iter()
        .filter_map(|(label, value)| Some((label, value.filter(|v| !v.is_empty())?)))
        .collect()
}
