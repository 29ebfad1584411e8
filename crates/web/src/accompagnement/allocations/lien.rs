//! `/declaration/{jeton}`: behind the link of a message, the month that she declares. Opening it
//! changes nothing, and it says nothing of her: neither name nor amount.

use accompagnement::{
    allocations::{self, EtatParLien, Foyer},
    envois::{self, DeclarationOuverte},
};
use askama::Template;
use axum::extract::State;
use jeunes::acces;
use kernel::{Section, dates};
use platform::{
    Error, Tx,
    liens::{self, Motif},
};

use super::forms;
use crate::{
    App,
    accompagnement::{commun, saisie::Saisie},
    http::{
        extract::{Contexte, FormOf, PathOf},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::{Cadre, Choix, Erreurs},
};

pub(super) fn register(routes: &mut Routes) {
    routes.get("/declaration/{jeton}", Besoin::Public, show);
    routes.post("/declaration/{jeton}", Besoin::Public, declare);
}

#[derive(Template)]
#[template(path = "accompagnement/allocations/lien.html")]
struct DeclarationPage {
    cadre: Cadre,
    mois: String,
    structure: String,
    /// Why nothing is to be done, or an empty string.
    etat: &'static str,
    ouvert: bool,
    deja: bool,
    /// Her situation is known: it may be said unchanged.
    connu: bool,
    s: Saisie,
    foyers: Vec<Choix>,
    change: Vec<Choix>,
    vit: Vec<Choix>,
    telephone: String,
    telephone_dit: String,
    erreurs: Erreurs,
}

#[derive(Template)]
#[template(path = "accompagnement/rendez_vous/lien_fini.html")]
struct FiniPage {
    cadre: Cadre,
}

/// The link read, not used, and the transaction of its mission locale.
async fn open(app: &App, jeton: &str) -> platform::Result<(Tx, uuid::Uuid)> {
    let mut tx = Tx::lien(&app.db).await?;
    let lien = liens::peek(&mut tx, Motif::Declaration, jeton).await?;
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

const fn why(etat: EtatParLien) -> &'static str {
    match etat {
        EtatParLien::ADeclarer | EtatParLien::Declaree => "",
        EtatParLien::AvecConseiller => {
            "Ce mois est déjà déclaré, avec votre conseiller. Vous n’avez rien à faire."
        }
        EtatParLien::Controlee => {
            "Ce mois est déjà vérifié. Vous n’avez rien à faire. Quelque chose a changé\u{a0}? \
             Dites-le-nous."
        }
        EtatParLien::Close => {
            "Ce mois est terminé\u{a0}: il ne se déclare plus ici. Vous n’avez pas pu le déclarer\u{a0}? \
             Dites-le-nous, on regarde ensemble."
        }
    }
}

/// A household in the words of a notice of tax.
const fn household(foyer: Foyer) -> &'static str {
    match foyer {
        Foyer::NonImposable => "Pas d’impôt à payer («\u{a0}non imposable\u{a0}»)",
        Foyer::PremiereTranche => "Un impôt à payer, à la première tranche",
        Foyer::Autre => "Un impôt à payer, à une tranche plus haute",
    }
}

fn page(
    tx: &Tx,
    contexte: &Contexte,
    one: &DeclarationOuverte,
    (saisie, erreurs): (Saisie, Erreurs),
) -> DeclarationPage {
    let un = &one.un;
    let version = un.allocation.as_ref().map_or(0, |a| a.version);
    let s = if saisie.un("id").is_empty() {
        saisie
            .avec("id", commun::fresh(tx))
            .avec("version", version.to_string())
    } else {
        saisie
    };
    DeclarationPage {
        mois: dates::month(un.mois).to_lowercase(),
        structure: if one.dire_ml {
            one.structure.clone()
        } else {
            String::new()
        },
        etat: why(un.etat),
        ouvert: why(un.etat).is_empty(),
        deja: un.etat == EtatParLien::Declaree,
        connu: un.connu.is_some(),
        s,
        foyers: Foyer::ALL
            .iter()
            .map(|f| Choix::new(f.code(), household(*f)))
            .collect(),
        change: vec![
            Choix::new("non", "Non, rien n’a changé"),
            Choix::new("oui", "Oui, ou je ne sais pas"),
        ],
        vit: vec![
            Choix::new("non", "Chez mes parents, et ils peuvent m’aider"),
            Choix::new(
                "oui",
                "Ailleurs que chez mes parents, ou ils ne peuvent pas m’aider",
            ),
        ],
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
    let (mut tx, envoi) = match open(&app, &jeton).await {
        Err(Error::NotFound) => return gone(&app, &contexte),
        opened => opened?,
    };
    let one = envois::declaring(&mut tx, envoi).await?;
    let first = (Saisie::default(), Erreurs::default());
    render::page(&app, &page(&tx, &contexte, &one, first))
}

async fn declare(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(jeton): PathOf<String>,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let (mut tx, envoi) = match open(&app, &jeton).await {
        Err(Error::NotFound) => return gone(&app, &contexte),
        opened => opened?,
    };
    liens::consume(&mut tx, Motif::Declaration, &jeton).await?;
    let one = envois::declaring(&mut tx, envoi).await?;
    let erreurs: Erreurs = match act(&mut tx, &one, &saisie).await {
        Ok(()) => {
            tx.commit().await?;
            let said = "C’est envoyé, merci\u{a0}! Gardez vos justificatifs\u{a0}: nous les regarderons ensemble.";
            return render::done(&app, &format!("/declaration/{jeton}"), said);
        }
        Err(Error::Invalid(errors)) => errors.into(),
        Err(Error::Conflict(_)) => {
            let sentence =
                "Ce mois vient d’être changé. Ouvrez le lien de nouveau, puis recommencez.";
            kernel::FieldErrors::one("mois", sentence).into()
        }
        Err(error) => return Err(error.into()),
    };
    drop(tx);
    let (mut tx, _) = open(&app, &jeton).await?;
    let one = envois::declaring(&mut tx, envoi).await?;
    render::refused(&app, &page(&tx, &contexte, &one, (saisie, erreurs)))
}

async fn act(tx: &mut Tx, one: &DeclarationOuverte, saisie: &Saisie) -> platform::Result<()> {
    if !why(one.un.etat).is_empty() {
        return Err(Error::invalid("mois", why(one.un.etat)));
    }
    let about = (one.un.adhesion, one.un.mois);
    let d = forms::par_elle_meme(about, one.un.connu, saisie)?;
    let dossier = acces::open_for_write(tx, one.dossier.id, Section::Ressources).await?;
    allocations::declare_par_lien(tx, &dossier, &one.un, &d).await
}
