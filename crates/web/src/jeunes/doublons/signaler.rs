//! `/jeunes/{id}/doublon`: naming the other dossier of the same person.

use askama::Template;
use axum::extract::State;
use jeunes::{
    acces, doublons,
    recherche::{self, Trouve},
};
use kernel::{JeuneId, Section};
use platform::Tx;
use serde::Deserialize;

use super::routes::BESOIN;
use crate::{
    App,
    http::{
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::Routes,
    },
    jeunes::{
        chemin::Chemin,
        tete::{self, OngletDossier, Tete},
    },
    ui::Cadre,
};

/// Dossiers found, at most.
const LIMITE: usize = 15;

pub(super) fn register(routes: &mut Routes) {
    routes.get("/jeunes/{id}/doublon", BESOIN, search);
    routes.post("/jeunes/{id}/doublon", BESOIN, name);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct AutreQuery {
    q: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct AutreForm {
    autre: String,
    q: String,
}

/// Someone found.
#[derive(Debug)]
struct Autre {
    id: String,
    nom: String,
    numero: String,
    naissance: String,
    commune: String,
}

impl Autre {
    fn new(found: &Trouve) -> Self {
        let sexe = found.identite.sexe.as_deref();
        Self {
            id: found.id.to_string(),
            nom: found.nom_affiche(),
            numero: found.numero.clone(),
            naissance: tete::birth_words(found.naissance, sexe, found.age),
            commune: found.commune.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "jeunes/doublons/signaler.html")]
struct SignalerPage {
    cadre: Cadre,
    tete: Tete,
    refus: Refus,
    q: String,
    cherche: bool,
    autres: Vec<Autre>,
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    typed: &str,
    refus: Refus,
) -> platform::Result<SignalerPage> {
    let dossier = acces::open_for_read(tx, jeune, Section::Identite).await?;
    let cherche = !typed.trim().is_empty();
    // Without words, the names of the person herself.
    let q = if cherche {
        typed.trim().to_owned()
    } else {
        format!(
            "{} {}",
            dossier.identite.nom(),
            dossier.identite.prenom_affiche()
        )
    };
    let found = recherche::search(tx, &q, LIMITE).await?;
    let others = found.iter().filter(|other| other.id != jeune);
    Ok(SignalerPage {
        cadre: Cadre::new(tx, contexte),
        tete: Tete::new(tx, &dossier, OngletDossier::Identite),
        refus,
        q,
        cherche,
        autres: others.map(Autre::new).collect(),
    })
}

async fn search(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<AutreQuery>,
) -> PageResult {
    let page = page(&mut tx, &contexte, chemin.id, &query.q, Refus::default()).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

async fn name(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<AutreForm>,
) -> PageResult {
    acces::open_for_write(&mut tx, chemin.id, Section::Identite).await?;
    let done = match form.autre.parse() {
        Ok(autre) => doublons::signaler(&mut tx, chemin.id, autre).await,
        Err(_) => Err(platform::Error::invalid(
            "autre",
            "Choisissez l’autre dossier.",
        )),
    };
    match done {
        Ok(paire) => {
            tx.commit().await?;
            render::go(&format!("/doublons/{paire}"))
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            drop(tx);
            let mut tx = refus::reopen(&app, &contexte).await?;
            let page = page(&mut tx, &contexte, chemin.id, &form.q, refus).await?;
            tx.commit().await?;
            render::refused(&app, &page)
        }
    }
}
