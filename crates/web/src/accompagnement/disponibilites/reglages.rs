//! `/agenda/reglages`: motifs and rooms.

use accompagnement::{
    disponibilites::{self, Motif, Salle},
    rendez_vous::Lieu,
};
use askama::Template;
use axum::extract::State;
use kernel::{MotifRdvId, Permission};
use platform::{Error, Tx};
use uuid::Uuid;

use super::forms;
use crate::{
    App,
    accompagnement::{commun, saisie::Saisie},
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    jeunes::accueil::sites,
    ui::{Cadre, Choix},
};

#[derive(Template)]
#[template(path = "accompagnement/disponibilites/reglages.html")]
struct ReglagesPage {
    cadre: Cadre,
    /// May see the agenda itself.
    voir: bool,
    motifs: Vec<MotifVue>,
    salles: Vec<SalleVue>,
}

struct MotifVue {
    id: String,
    libelle: String,
    details: String,
    ferme: bool,
}

struct SalleVue {
    id: String,
    nom: String,
    details: String,
    fermee: bool,
}

impl MotifVue {
    fn new(motif: &Motif) -> Self {
        let lieux: Vec<String> = motif
            .lieux
            .iter()
            .map(|l| l.label().to_lowercase())
            .collect();
        let mut details = format!("{}\u{a0}min · {}", motif.duree_minutes, lieux.join(", "));
        if motif.referent_seul {
            details.push_str(" · avec le référent");
        }
        if motif.par_personne {
            details.push_str(" · le jeune peut le déplacer");
        }
        Self {
            id: motif.id.to_string(),
            libelle: motif.libelle.clone(),
            details,
            ferme: motif.ferme_le.is_some(),
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let sites = sites(&mut tx).await?;
    let motifs = disponibilites::all_motifs(&mut tx).await?;
    let salles = disponibilites::all_salles(&mut tx).await?;
    let place = |salle: &Salle| {
        let code = salle.site.to_string();
        let site = sites.iter().find(|s| s.code == code);
        let site = site.map_or("", |s| s.libelle.as_str());
        format!("{site} · {} places", salle.places)
    };
    let page = ReglagesPage {
        motifs: motifs.iter().map(MotifVue::new).collect(),
        salles: salles
            .iter()
            .map(|s| SalleVue {
                id: s.id.to_string(),
                nom: s.nom.clone(),
                details: place(s),
                fermee: s.fermee_le.is_some(),
            })
            .collect(),
        voir: tx.may(Permission::VoirAgenda),
        cadre: Cadre::new(&tx, &contexte),
    };
    render::page(&app, &page)
}

pub(super) async fn usual(State(app): State<App>, ReqTx(mut tx): ReqTx) -> PageResult {
    let count = disponibilites::copy_usual_motifs(&mut tx).await?;
    tx.commit().await?;
    let message = match count {
        0 => "Ces motifs sont déjà là.".to_owned(),
        1 => "Un motif est ajouté.".to_owned(),
        n => format!("{n} motifs sont ajoutés."),
    };
    render::done(&app, "/agenda/reglages", &message)
}

#[derive(Template)]
#[template(path = "accompagnement/disponibilites/motif.html")]
struct MotifPage {
    cadre: Cadre,
    voir: bool,
    saisie: Saisie,
    refus: Refus,
    action: String,
    existe: bool,
    ferme: bool,
    version: String,
    lieux: Vec<Choix>,
    themes: Vec<Choix>,
}

#[derive(Template)]
#[template(path = "accompagnement/disponibilites/salle.html")]
struct SallePage {
    cadre: Cadre,
    voir: bool,
    saisie: Saisie,
    refus: Refus,
    action: String,
    existe: bool,
    fermee: bool,
    version: String,
    sites: Vec<Choix>,
}

async fn motif_page(
    tx: &mut Tx,
    contexte: &Contexte,
    id: Option<MotifRdvId>,
    (typed, refus): (Option<Saisie>, Refus),
) -> platform::Result<MotifPage> {
    let all = disponibilites::all_motifs(tx).await?;
    let known = match id {
        Some(id) => Some(all.iter().find(|m| m.id == id).ok_or(Error::NotFound)?),
        None => None,
    };
    let saisie = match (typed, known) {
        (Some(saisie), _) => saisie,
        (None, Some(motif)) => motif_typed(motif),
        (None, None) => Saisie::default()
            .avec("id", commun::fresh(tx))
            .avec("duree", "45")
            .avec("lieux", "site")
            .avec("par_personne", "oui"),
    };
    let places = Lieu::ALL
        .iter()
        .map(|l| Choix::new(l.code(), l.label()))
        .collect();
    Ok(MotifPage {
        action: id.map_or_else(
            || "/agenda/reglages/motifs".to_owned(),
            |id| format!("/agenda/reglages/motifs/{id}"),
        ),
        existe: known.is_some(),
        ferme: known.is_some_and(|m| m.ferme_le.is_some()),
        version: known.map_or_else(String::new, |m| m.version.to_string()),
        lieux: Choix::ticked(places, &saisie.tous("lieux")),
        themes: Choix::of(tx.nomenclatures(), "evenement_theme", tx.today()),
        voir: tx.may(Permission::VoirAgenda),
        cadre: Cadre::new(tx, contexte),
        saisie,
        refus,
    })
}

fn motif_typed(motif: &Motif) -> Saisie {
    let said = |on: bool| if on { "oui" } else { "" };
    let all = Saisie::default()
        .avec("id", motif.id.to_string())
        .avec("libelle", &motif.libelle)
        .avec("duree", motif.duree_minutes.to_string())
        .avec("theme", &motif.theme)
        .avec("par_personne", said(motif.par_personne))
        .avec("referent_seul", said(motif.referent_seul))
        .avec("consignes", &motif.consignes);
    motif
        .lieux
        .iter()
        .fold(all, |all, lieu| all.avec("lieux", lieu.code()))
}

pub(super) async fn new_motif(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let nothing = (None, Refus::default());
    render::page(&app, &motif_page(&mut tx, &contexte, None, nothing).await?)
}

pub(super) async fn edit_motif(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(motif): PathOf<MotifRdvId>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let nothing = (None, Refus::default());
    render::page(
        &app,
        &motif_page(&mut tx, &contexte, Some(motif), nothing).await?,
    )
}

async fn save(tx: &mut Tx, saisie: &Saisie, id: Option<MotifRdvId>) -> platform::Result<()> {
    match (saisie.un("geste"), id) {
        ("fermer", Some(id)) => disponibilites::close_motif(tx, id, false).await,
        ("rouvrir", Some(id)) => disponibilites::close_motif(tx, id, true).await,
        _ => disponibilites::save_motif(tx, &forms::motif(saisie)?).await,
    }
}

async fn motif_saved(
    app: &App,
    contexte: &Contexte,
    mut tx: Tx,
    (saisie, id): (Saisie, Option<MotifRdvId>),
) -> PageResult {
    if let Some(id) = id {
        // The motif of someone else is not found, whatever is typed.
        motif_page(&mut tx, contexte, Some(id), (None, Refus::default())).await?;
    }
    match save(&mut tx, &saisie, id).await {
        Ok(()) => {
            tx.commit().await?;
            render::done(app, "/agenda/reglages", "C’est enregistré.")
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            let status = refus.status();
            drop(tx);
            let mut tx = refus::reopen(app, contexte).await?;
            let page = motif_page(&mut tx, contexte, id, (Some(saisie), refus)).await?;
            render::with_status(app, status, &page)
        }
    }
}

pub(super) async fn add_motif(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let saisie = saisie.remplace("version", "");
    motif_saved(&app, &contexte, tx, (saisie, None)).await
}

pub(super) async fn save_motif(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(motif): PathOf<MotifRdvId>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let saisie = saisie.remplace("id", motif.to_string());
    motif_saved(&app, &contexte, tx, (saisie, Some(motif))).await
}

async fn salle_page(
    tx: &mut Tx,
    contexte: &Contexte,
    id: Option<Uuid>,
    (typed, refus): (Option<Saisie>, Refus),
) -> platform::Result<SallePage> {
    let all = disponibilites::all_salles(tx).await?;
    let known = match id {
        Some(id) => Some(all.iter().find(|s| s.id == id).ok_or(Error::NotFound)?),
        None => None,
    };
    let saisie = match (typed, known) {
        (Some(saisie), _) => saisie,
        (None, Some(salle)) => Saisie::default()
            .avec("id", salle.id.to_string())
            .avec("site", salle.site.to_string())
            .avec("nom", &salle.nom)
            .avec("places", salle.places.to_string()),
        (None, None) => Saisie::default().avec("id", commun::fresh(tx)).avec(
            "site",
            tx.site().map_or_else(String::new, |s| s.to_string()),
        ),
    };
    Ok(SallePage {
        action: id.map_or_else(
            || "/agenda/reglages/salles".to_owned(),
            |id| format!("/agenda/reglages/salles/{id}"),
        ),
        existe: known.is_some(),
        fermee: known.is_some_and(|s| s.fermee_le.is_some()),
        version: known.map_or_else(String::new, |s| s.version.to_string()),
        sites: sites(tx).await?,
        voir: tx.may(Permission::VoirAgenda),
        cadre: Cadre::new(tx, contexte),
        saisie,
        refus,
    })
}

pub(super) async fn new_salle(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let nothing = (None, Refus::default());
    render::page(&app, &salle_page(&mut tx, &contexte, None, nothing).await?)
}

pub(super) async fn edit_salle(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(salle): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let nothing = (None, Refus::default());
    render::page(
        &app,
        &salle_page(&mut tx, &contexte, Some(salle), nothing).await?,
    )
}

async fn salle_saved(
    app: &App,
    contexte: &Contexte,
    mut tx: Tx,
    (saisie, id): (Saisie, Option<Uuid>),
) -> PageResult {
    if let Some(id) = id {
        salle_page(&mut tx, contexte, Some(id), (None, Refus::default())).await?;
    }
    let done = match (saisie.un("geste"), id) {
        ("fermer", Some(id)) => disponibilites::close_salle(&mut tx, id, false).await,
        ("rouvrir", Some(id)) => disponibilites::close_salle(&mut tx, id, true).await,
        _ => match forms::salle(&saisie) {
            Ok(salle) => disponibilites::save_salle(&mut tx, &salle).await,
            Err(errors) => Err(errors.into()),
        },
    };
    match done {
        Ok(()) => {
            tx.commit().await?;
            render::done(app, "/agenda/reglages", "C’est enregistré.")
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            let status = refus.status();
            drop(tx);
            let mut tx = refus::reopen(app, contexte).await?;
            let page = salle_page(&mut tx, contexte, id, (Some(saisie), refus)).await?;
            render::with_status(app, status, &page)
        }
    }
}

pub(super) async fn add_salle(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let saisie = saisie.remplace("version", "");
    salle_saved(&app, &contexte, tx, (saisie, None)).await
}

pub(super) async fn save_salle(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(salle): PathOf<Uuid>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let saisie = saisie.remplace("id", salle.to_string());
    salle_saved(&app, &contexte, tx, (saisie, Some(salle))).await
}
