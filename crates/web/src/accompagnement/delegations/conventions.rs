//! `/delegations/conventions`: the places that the conventions give.

use accompagnement::delegations::{self, Convention};
use askama::Template;
use axum::extract::State;
use kernel::{ConventionId, Permission, dates};
use platform::{Error, Tx};
use reseau::structures;

use super::{forms, liste::PlacesVues};
use crate::{
    App,
    accompagnement::{
        commun,
        registre::{self, Registre},
        saisie::{Reprise, Saisie},
    },
    http::{
        drafts,
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    ui::{Cadre, Choix},
};

const ADRESSE: &str = "/delegations/conventions";

#[derive(Template)]
#[template(path = "accompagnement/delegations/conventions.html")]
struct ConventionsPage {
    cadre: Cadre,
    r: Reprise,
    adresse: String,
    gerer: bool,
    places: PlacesVues,
    lignes: Vec<Ligne>,
    sites: Vec<Choix>,
    /// The one to correct; none: the list, and one to add.
    une: bool,
    titre_saisie: &'static str,
    f: Saisie,
}

struct Ligne {
    lien: String,
    reference: String,
    ou: String,
    places: i32,
    periode: String,
    tient: bool,
}

impl Ligne {
    fn new(tx: &Tx, c: &Convention) -> Self {
        let today = tx.today();
        let du = dates::short(c.du);
        Self {
            lien: format!("{ADRESSE}/{}", c.id),
            reference: c.reference.clone(),
            ou: match c.site_nom.as_str() {
                "" => "Toute la mission locale".to_owned(),
                site => site.to_owned(),
            },
            places: c.places,
            periode: c.au.map_or_else(
                || format!("Depuis le {du}"),
                |au| format!("Du {du} au {}", dates::short(au)),
            ),
            tient: c.du <= today && c.au.is_none_or(|au| today <= au),
        }
    }
}

fn filled(c: &Convention) -> Saisie {
    Saisie::default()
        .avec("version", c.version.to_string())
        .avec("site", c.site.map(|s| s.to_string()).unwrap_or_default())
        .avec("du", commun::field(c.du))
        .avec("au", c.au.map(commun::field).unwrap_or_default())
        .avec("places", c.places.to_string())
        .avec("reference", &c.reference)
}

impl Registre for ConventionsPage {
    type Id = ConventionId;

    async fn lire(
        tx: &mut Tx,
        contexte: &Contexte,
        id: Option<ConventionId>,
        r: Reprise,
    ) -> platform::Result<Self> {
        let all = delegations::conventions(tx).await?;
        let (places, _) = delegations::etat_des_places(tx).await?;
        let ml = tx.ml()?;
        let sites = structures::list_sites(tx, ml).await?;
        let f = match id {
            None => Saisie::default()
                .avec("id", commun::fresh(tx))
                .avec("du", commun::field(tx.today())),
            Some(id) => {
                let found = all.iter().find(|c| c.id == id).ok_or(Error::NotFound)?;
                filled(found)
            }
        };
        Ok(Self {
            cadre: Cadre::new(tx, contexte),
            adresse: id.map_or_else(|| ADRESSE.to_owned(), |id| format!("{ADRESSE}/{id}")),
            gerer: tx.may(Permission::TenirDelegations),
            places: PlacesVues::new("", &places),
            lignes: all.iter().map(|c| Ligne::new(tx, c)).collect(),
            sites: sites
                .iter()
                .map(|s| Choix::new(s.id.to_string(), &s.nom))
                .collect(),
            une: id.is_some(),
            titre_saisie: if id.is_some() {
                "Corriger"
            } else {
                "Ajouter des places"
            },
            f,
            r,
        })
    }
}

pub(super) async fn list(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
) -> PageResult {
    registre::answer::<ConventionsPage>(&app, &contexte, tx, None).await
}

pub(super) async fn one(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<ConventionId>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    registre::answer::<ConventionsPage>(&app, &contexte, tx, Some(id)).await
}

pub(super) async fn create(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        let new = forms::convention(&saisie.du_formulaire(), None)?;
        delegations::create_convention(&mut tx, &new).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    match save.await {
        Ok(()) => render::done(&app, ADRESSE, "Les places sont notées."),
        Err(error) => {
            registre::again::<ConventionsPage>(&app, &contexte, None, &saisie, error).await
        }
    }
}

pub(super) async fn change(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<ConventionId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        // What is not of here does not exist, whatever was typed.
        let all = delegations::conventions(&mut tx).await?;
        if all.iter().all(|c| c.id != id) {
            return Err(Error::NotFound);
        }
        let typed = saisie.du_formulaire();
        let version = forms::version(&typed)?;
        let new = forms::convention(&typed, Some(id))?;
        delegations::change_convention(&mut tx, &new, version).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    match save.await {
        Ok(()) => render::done(&app, ADRESSE, "Les places sont à jour."),
        Err(error) => {
            registre::again::<ConventionsPage>(&app, &contexte, Some(id), &saisie, error).await
        }
    }
}
