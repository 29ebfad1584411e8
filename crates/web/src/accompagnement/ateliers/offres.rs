//! `/ateliers/offres`: what is offered.

use accompagnement::ateliers::{self, Genre, Offre};
use askama::Template;
use axum::extract::State;
use kernel::{AtelierId, dates};
use platform::Tx;

use super::forms;
use crate::{
    App,
    accompagnement::{commun, saisie::Saisie},
    http::{
        drafts::{self, BrouillonRepris},
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    ui::{Cadre, Choix},
};

const LISTE: &str = "/ateliers/offres";

#[derive(Template)]
#[template(path = "accompagnement/ateliers/offres.html")]
struct OffresPage {
    cadre: Cadre,
    adresse: String,
    titre: &'static str,
    /// An offre is changed; a new one otherwise.
    changee: bool,
    s: Saisie,
    refus: Refus,
    genres: Vec<Choix>,
    themes: Vec<Choix>,
    offres: Vec<LigneOffre>,
    brouillon: Option<BrouillonRepris>,
    mots_sante: String,
}

struct LigneOffre {
    id: String,
    nom: String,
    sorte: String,
    partenaire: String,
    description: String,
    fermee: String,
}

impl LigneOffre {
    fn new(tx: &Tx, offre: &Offre) -> Self {
        let theme = commun::label(tx, "evenement_theme", &offre.theme);
        Self {
            id: offre.id.to_string(),
            nom: offre.nom.clone(),
            sorte: format!("{} · {theme}", offre.genre.label()),
            partenaire: offre.partenaire.clone(),
            description: offre.description.clone(),
            fermee: offre.fermee_le.map(dates::short).unwrap_or_default(),
        }
    }
}

/// The page with the form `saisie`: of a new offre, or of `id`.
async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    id: Option<AtelierId>,
    (saisie, refus): (Option<Saisie>, Refus),
) -> platform::Result<OffresPage> {
    let all = ateliers::offres(tx).await?;
    let changed = match id {
        Some(id) => Some(ateliers::offre(tx, id).await?),
        None => None,
    };
    let (saisie, brouillon) = match saisie {
        Some(saisie) => (saisie, None),
        None => match drafts::resume(tx, &contexte.chemin).await? {
            Some((saisie, notice)) => (saisie, Some(notice)),
            None => (first(tx, changed.as_ref()), None),
        },
    };
    let version = refus.version(saisie.un("version"));
    let today = tx.today();
    let genre = |genre: &Genre| Choix::new(genre.code(), genre.label());
    Ok(OffresPage {
        adresse: id.map_or_else(|| LISTE.to_owned(), |id| format!("{LISTE}/{id}")),
        titre: if changed.is_some() {
            "Modifier l’offre"
        } else {
            "Ajouter une offre"
        },
        changee: changed.is_some(),
        s: saisie.remplace("version", version),
        refus,
        genres: Genre::ALL.iter().map(genre).collect(),
        themes: Choix::of(tx.nomenclatures(), "evenement_theme", today),
        offres: all.iter().map(|offre| LigneOffre::new(tx, offre)).collect(),
        brouillon,
        mots_sante: commun::mots_sante(tx),
        cadre: Cadre::new(tx, contexte),
    })
}

/// The form the first time.
fn first(tx: &Tx, offre: Option<&Offre>) -> Saisie {
    let Some(offre) = offre else {
        return Saisie::default()
            .avec("id", commun::fresh(tx))
            .avec("genre", Genre::Atelier.code());
    };
    let fermee = offre.fermee_le.map(commun::field).unwrap_or_default();
    Saisie::default()
        .avec("version", offre.version.to_string())
        .avec("genre", offre.genre.code())
        .avec("theme", &offre.theme)
        .avec("nom", &offre.nom)
        .avec("description", &offre.description)
        .avec("partenaire", &offre.partenaire)
        .avec("fermee_le", fermee)
}

async fn answer(app: &App, contexte: &Contexte, mut tx: Tx, id: Option<AtelierId>) -> PageResult {
    let page = page(&mut tx, contexte, id, (None, Refus::default())).await?;
    tx.commit().await?;
    render::page(app, &page)
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
) -> PageResult {
    answer(&app, &contexte, tx, None).await
}

pub(super) async fn edit(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<AtelierId>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    answer(&app, &contexte, tx, Some(id)).await
}

pub(super) async fn create(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let done = save(tx, &contexte, None, &saisie).await;
    saved(&app, &contexte, None, saisie, done).await
}

pub(super) async fn change(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<AtelierId>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let done = save(tx, &contexte, Some(id), &saisie).await;
    saved(&app, &contexte, Some(id), saisie, done).await
}

async fn save(
    mut tx: Tx,
    contexte: &Contexte,
    id: Option<AtelierId>,
    saisie: &Saisie,
) -> platform::Result<()> {
    match id {
        Some(id) => {
            // What is not of here does not exist, whatever was typed.
            ateliers::offre(&mut tx, id).await?;
            let version = forms::version(saisie)?;
            ateliers::change_offre(&mut tx, &forms::offre(saisie, Some(id))?, version).await?;
        }
        None => ateliers::create_offre(&mut tx, &forms::offre(saisie, None)?).await?,
    }
    drafts::forget(&mut tx, &contexte.chemin).await?;
    tx.commit().await
}

async fn saved(
    app: &App,
    contexte: &Contexte,
    id: Option<AtelierId>,
    saisie: Saisie,
    done: platform::Result<()>,
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, LISTE, "L’offre est enregistrée.");
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let mut tx = refus::reopen(app, contexte).await?;
    let page = page(&mut tx, contexte, id, (Some(saisie), refus)).await?;
    tx.commit().await?;
    render::with_status(app, status, &page)
}
