//! `/transferts`: the requests of other missions locales, and their answer.

use accompagnement::transferts::{self, Accepte, EtatTransfert, TransfertRecu};
use askama::Template;
use axum::extract::State;
use kernel::{Permission, TransfertId, dates};
use platform::Tx;
use serde::Deserialize;

use super::{dossier::badge, forms};
use crate::{
    App, TABLES,
    accompagnement::{
        commun::{self, label},
        saisie::{Reprise, Saisie},
    },
    http::{
        drafts,
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::{Cadre, Choix},
};

#[derive(Debug, Clone, Copy, Deserialize)]
struct Un {
    recu: TransfertId,
}

#[derive(Template)]
#[template(path = "accompagnement/transferts/liste.html")]
struct RecusPage {
    cadre: Cadre,
    demandes: Vec<Ligne>,
}

/// A request received.
struct Ligne {
    lien: String,
    qui: String,
    par: String,
    quand: String,
    pastille: (&'static str, &'static str, &'static str),
}

#[derive(Template)]
#[template(path = "accompagnement/transferts/fiche.html")]
struct RecuPage {
    cadre: Cadre,
    r: Reprise,
    base: String,
    qui: String,
    autre: String,
    pastille: (&'static str, &'static str, &'static str),
    faits: Vec<(&'static str, String)>,
    ouverte: bool,
    /// The dossier that answers to the name, when only one does.
    dossier: Option<String>,
    notes: bool,
    version: i32,
    motifs: Vec<Choix>,
}

pub(super) fn register(routes: &mut Routes) {
    let besoin = Besoin::Permission(Permission::RepondreTransfert);
    routes.get("/transferts", besoin, list);
    routes.get("/transferts/{recu}", besoin, show);
    let accepted = "/transferts/{recu}/acceptation";
    routes.get(accepted, besoin, show);
    routes.post(accepted, besoin, accept);
    let refused = "/transferts/{recu}/refus";
    routes.get(refused, besoin, show);
    routes.post(refused, besoin, refuse);
}

async fn list(State(app): State<App>, contexte: Contexte, ReqTx(mut tx): ReqTx) -> PageResult {
    let all = transferts::recus(&mut tx).await?;
    let page = RecusPage {
        cadre: Cadre::new(&tx, &contexte),
        demandes: all.iter().map(|one| line(&tx, one)).collect(),
    };
    tx.commit().await?;
    render::page(&app, &page)
}

fn line(tx: &Tx, one: &TransfertRecu) -> Ligne {
    Ligne {
        lien: format!("/transferts/{}", one.id),
        qui: named(one),
        par: format!("{}, {}", one.autre_nom, one.demande_par),
        quand: if one.etat == EtatTransfert::Demande {
            format!("Réponse avant le {}", dates::long(one.reponse_avant))
        } else {
            String::new()
        },
        pastille: badge(one.etat, late(tx, one)),
    }
}

fn late(tx: &Tx, one: &TransfertRecu) -> bool {
    tx.today() > one.reponse_avant
}

/// Who the person is; once answered, nothing says it any more.
fn named(one: &TransfertRecu) -> String {
    one.identite.as_ref().map_or_else(
        || "Demande répondue".to_owned(),
        |who| format!("{} {}", who.prenom, who.nom.to_uppercase()),
    )
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(Un { recu: transfert }): PathOf<Un>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    render::page(&app, &page(tx, &contexte, transfert, reprise).await?)
}

async fn accept(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(Un { recu: transfert }): PathOf<Un>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx| {
        let reponse = forms::reponse(transfert, &saisie.du_formulaire())?;
        let gone = transferts::accepter(tx, &TABLES, &reponse).await?;
        copy(&app, &gone).await
    };
    let done = answer_it(tx, &contexte, act).await;
    let said = "Le dossier est transféré : il n’est plus ouvert ici.";
    answer((&app, &contexte), transfert, &saisie, done, said).await
}

/// The files of her pieces, before the commit: a copy too many is swept, one too few would be lost.
async fn copy(app: &App, gone: &Accepte) -> platform::Result<()> {
    for (from, to) in &gone.fichiers {
        if let Some(bytes) = app.blobs.lire(*from).await? {
            app.blobs.ecrire(*to, bytes).await?;
        }
    }
    Ok(())
}

async fn refuse(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(Un { recu: transfert }): PathOf<Un>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx| {
        let form = saisie.du_formulaire();
        let reponse = forms::reponse(transfert, &form)?;
        transferts::refuser(tx, &reponse, form.un("motif")).await
    };
    let done = answer_it(tx, &contexte, act).await;
    let said = "Le refus est noté : l’autre mission locale le voit.";
    answer((&app, &contexte), transfert, &saisie, done, said).await
}

async fn answer_it(
    mut tx: Tx,
    contexte: &Contexte,
    act: impl AsyncFnOnce(&mut Tx) -> platform::Result<()>,
) -> platform::Result<()> {
    act(&mut tx).await?;
    drafts::forget(&mut tx, &contexte.chemin).await?;
    tx.commit().await
}

async fn answer(
    (app, contexte): (&App, &Contexte),
    id: TransfertId,
    saisie: &Saisie,
    done: platform::Result<()>,
    message: &str,
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, "/transferts", message);
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(app, contexte).await?;
    let page = page(tx, contexte, id, Reprise::new(saisie, refus)).await?;
    render::with_status(app, page.r.refus.status(), &page)
}

async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    id: TransfertId,
    r: Reprise,
) -> platform::Result<RecuPage> {
    let one = transferts::recu(&mut tx, id).await?;
    let asked = one.demande_le.with_timezone(&tx.fuseau()).date_naive();
    let mut faits = Vec::new();
    if let Some(who) = &one.identite {
        faits.push(("Date de naissance", dates::long(who.naissance)));
        if !who.nom_usage.is_empty() {
            faits.push(("Nom d’usage", who.nom_usage.clone()));
        }
    }
    faits.extend([
        (
            "Demandé par",
            format!("{}, {}", one.demande_par, one.autre_nom),
        ),
        ("Le", dates::long(asked)),
        ("Pourquoi", label(&tx, "motif_transfert", &one.motif)),
        ("Accord de la personne", dates::long(one.accord_le)),
    ]);
    let ouverte = one.etat == EtatTransfert::Demande;
    if ouverte {
        faits.push(("Réponse avant le", dates::long(one.reponse_avant)));
    }
    let page = RecuPage {
        cadre: Cadre::new(&tx, contexte),
        r,
        base: format!("/transferts/{id}"),
        qui: named(&one),
        pastille: badge(one.etat, late(&tx, &one)),
        faits,
        ouverte,
        dossier: one
            .jeune
            .filter(|_| ouverte)
            .map(|jeune| format!("/jeunes/{jeune}")),
        notes: one.notes,
        version: one.version,
        motifs: Choix::of(tx.nomenclatures(), "refus_transfert", tx.today()),
        autre: one.autre_nom,
    };
    tx.commit().await?;
    Ok(page)
}
