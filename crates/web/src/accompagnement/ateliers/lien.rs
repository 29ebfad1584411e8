//! `/seance/{jeton}` and `/seances/{jeton}`: behind the link of a message, one's place in a session,
//! or the sessions one may choose. Opening them changes nothing.

use accompagnement::{
    ateliers::{self, Desinscription, EtatInscription, Place, SessionAtelier},
    envois::{self, ChoixOuvert, PlaceOfferte},
};
use askama::Template;
use axum::extract::State;
use jeunes::acces;
use kernel::{Section, new_uuid};
use platform::{
    Error, Tx,
    liens::{self, Motif},
};
use serde::Deserialize;

use super::mots::when;
use crate::{
    App,
    http::{
        extract::{Contexte, FormOf, PathOf},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::{Cadre, Erreurs},
};

pub(super) fn register(routes: &mut Routes) {
    routes.get("/seance/{jeton}", Besoin::Public, show);
    routes.post("/seance/{jeton}", Besoin::Public, answer);
    routes.get("/seances/{jeton}", Besoin::Public, list);
    routes.post("/seances/{jeton}", Besoin::Public, choose);
}

#[derive(Template)]
#[template(path = "accompagnement/ateliers/lien.html")]
struct PlacePage {
    cadre: Cadre,
    quand: String,
    etat: &'static str,
    /// She has a place to come: something may be answered.
    ouvert: bool,
    attend: bool,
    confirme: bool,
    structure: String,
    adresse: String,
    telephone: String,
    telephone_dit: String,
    erreurs: Erreurs,
}

#[derive(Template)]
#[template(path = "accompagnement/ateliers/choisir.html")]
struct ChoixPage {
    cadre: Cadre,
    structure: String,
    seances: Vec<Seance>,
    telephone: String,
    telephone_dit: String,
    erreurs: Erreurs,
}

/// A session that may be chosen.
struct Seance {
    id: String,
    nom: String,
    quand: String,
    lieu: String,
    places: String,
    complet: bool,
}

#[derive(Template)]
#[template(path = "accompagnement/rendez_vous/lien_fini.html")]
struct FiniPage {
    cadre: Cadre,
}

/// The answer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Reponse {
    geste: String,
    session: String,
}

/// The link read, not used, and the transaction of its mission locale.
async fn open(app: &App, motif: Motif, jeton: &str) -> platform::Result<(Tx, uuid::Uuid)> {
    let mut tx = Tx::lien(&app.db).await?;
    let lien = liens::peek(&mut tx, motif, jeton).await?;
    let ml = lien.ml.ok_or(Error::NotFound)?;
    drop(tx);
    Ok((Tx::systeme(&app.db, ml).await?, lien.objet))
}

fn gone(app: &App, contexte: &Contexte) -> PageResult {
    let page = FiniPage {
        cadre: Cadre::public(contexte),
    };
    render::with_status(app, axum::http::StatusCode::NOT_FOUND, &page)
}

fn said(may: bool, text: &str) -> String {
    if may { text.to_owned() } else { String::new() }
}

fn place(tx: &Tx, contexte: &Contexte, one: &PlaceOfferte, erreurs: Erreurs) -> PlacePage {
    let (i, session) = (&one.une.inscription, &one.une.session);
    let coming = session.debut > tx.now();
    let held = i.retiree_le.is_none() && session.annulee_le.is_none();
    PlacePage {
        quand: when(tx, session),
        etat: match (session.annulee_le.is_some(), i.retiree_le.is_some()) {
            (true, _) => "Cette séance est annulée.",
            (_, true) => "Vous n’êtes plus sur la liste de cette séance.",
            _ if !coming => "Cette séance est passée.",
            _ => "",
        },
        ouvert: held && coming,
        attend: i.rang.is_some(),
        confirme: i.confirme_le.is_some(),
        structure: said(one.dire_ml, &one.structure),
        adresse: said(one.dire_ml, &one.adresse),
        telephone_dit: kernel::phone::display(&one.telephone),
        telephone: one.telephone.clone(),
        erreurs,
        cadre: Cadre::public(contexte),
    }
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(jeton): PathOf<String>,
) -> PageResult {
    let (mut tx, envoi) = match open(&app, Motif::Seance, &jeton).await {
        Err(Error::NotFound) => return gone(&app, &contexte),
        opened => opened?,
    };
    let one = envois::placed(&mut tx, envoi).await?;
    render::page(&app, &place(&tx, &contexte, &one, Erreurs::default()))
}

async fn answer(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(jeton): PathOf<String>,
    FormOf(reponse): FormOf<Reponse>,
) -> PageResult {
    let (mut tx, envoi) = match open(&app, Motif::Seance, &jeton).await {
        Err(Error::NotFound) => return gone(&app, &contexte),
        opened => opened?,
    };
    liens::consume(&mut tx, Motif::Seance, &jeton).await?;
    let one = envois::placed(&mut tx, envoi).await?;
    match act(&mut tx, &one, &reponse).await {
        Ok(message) => {
            tx.commit().await?;
            render::done(&app, &format!("/seance/{jeton}"), message)
        }
        Err(Error::Invalid(errors)) => {
            drop(tx);
            let (mut tx, _) = open(&app, Motif::Seance, &jeton).await?;
            let one = envois::placed(&mut tx, envoi).await?;
            render::refused(&app, &place(&tx, &contexte, &one, errors.into()))
        }
        Err(error) => Err(error.into()),
    }
}

async fn act(tx: &mut Tx, one: &PlaceOfferte, reponse: &Reponse) -> platform::Result<&'static str> {
    let (i, session) = (&one.une.inscription, &one.une.session);
    if i.retiree_le.is_some() || session.annulee_le.is_some() || session.debut <= tx.now() {
        return Err(Error::invalid("geste", "Cette place n’est plus à vous."));
    }
    let dossier = acces::open_for_write(tx, i.jeune, Section::Agenda).await?;
    match reponse.geste.as_str() {
        "confirmer" => {
            ateliers::confirmer(tx, &dossier, i.id).await?;
            Ok("C’est noté\u{a0}: à bientôt\u{a0}!")
        }
        "annuler" => {
            let change = Desinscription {
                id: i.id,
                version: i.version,
                etat: EtatInscription::RefusJeune,
            };
            ateliers::desinscrire(tx, &dossier, &change).await?;
            Ok("Votre place est rendue. Merci d’avoir prévenu.")
        }
        _ => Err(Error::invalid("geste", "Choisissez une réponse.")),
    }
}

fn offered(tx: &Tx, contexte: &Contexte, choix: &ChoixOuvert, erreurs: Erreurs) -> ChoixPage {
    let of = |session: &SessionAtelier| Seance {
        id: session.id.to_string(),
        nom: session.nom.clone(),
        quand: when(tx, session),
        lieu: said(choix.dire_ml, &session.site_nom),
        places: match session.libres() {
            0 => "Complet\u{a0}: liste d’attente".to_owned(),
            1 => "1 place".to_owned(),
            n => format!("{n} places"),
        },
        complet: session.libres() == 0,
    };
    ChoixPage {
        structure: said(choix.dire_ml, &choix.structure),
        seances: choix.ouvertes.iter().map(of).collect(),
        telephone_dit: kernel::phone::display(&choix.telephone),
        telephone: choix.telephone.clone(),
        erreurs,
        cadre: Cadre::public(contexte),
    }
}

async fn list(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(jeton): PathOf<String>,
) -> PageResult {
    let (mut tx, envoi) = match open(&app, Motif::Seances, &jeton).await {
        Err(Error::NotFound) => return gone(&app, &contexte),
        opened => opened?,
    };
    let choix = envois::choosing(&mut tx, envoi).await?;
    render::page(&app, &offered(&tx, &contexte, &choix, Erreurs::default()))
}

async fn choose(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(jeton): PathOf<String>,
    FormOf(reponse): FormOf<Reponse>,
) -> PageResult {
    let (mut tx, envoi) = match open(&app, Motif::Seances, &jeton).await {
        Err(Error::NotFound) => return gone(&app, &contexte),
        opened => opened?,
    };
    liens::consume(&mut tx, Motif::Seances, &jeton).await?;
    let choix = envois::choosing(&mut tx, envoi).await?;
    match book(&mut tx, &choix, &reponse).await {
        Ok(message) => {
            tx.commit().await?;
            render::done(&app, &format!("/seances/{jeton}"), message)
        }
        Err(Error::Invalid(errors)) => {
            drop(tx);
            let (mut tx, _) = open(&app, Motif::Seances, &jeton).await?;
            let choix = envois::choosing(&mut tx, envoi).await?;
            render::refused(&app, &offered(&tx, &contexte, &choix, errors.into()))
        }
        Err(error) => Err(error.into()),
    }
}

async fn book(
    tx: &mut Tx,
    choix: &ChoixOuvert,
    reponse: &Reponse,
) -> platform::Result<&'static str> {
    let session = reponse
        .session
        .parse()
        .map_err(|_| Error::invalid("session", "Choisissez une séance de la liste."))?;
    let dossier = acces::open_for_write(tx, choix.dossier.id, Section::Agenda).await?;
    let id = new_uuid(tx.clock(), tx.rng()).into();
    match ateliers::choisir(tx, &dossier, session, id).await {
        Ok(done) => Ok(match done.place {
            Place::Prise => "Votre place est notée. Un message va vous le confirmer.",
            Place::Attente => {
                "La séance est complète\u{a0}: vous êtes en liste d’attente. Un message vous \
                 préviendra si une place se libère."
            }
        }),
        Err(Error::NotFound) => Err(Error::invalid(
            "session",
            "Choisissez une séance de la liste.",
        )),
        Err(error) => Err(error),
    }
}
