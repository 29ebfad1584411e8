//! `/jeunes/{id}/ateliers`: her registrations, and registering her.

use accompagnement::ateliers::{
    self, APrevenir, FiltreSessions, InscriptionDuJeune, Inscrite, Place, Presence, rules,
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveTime;
use jeunes::{DossierForRead, acces};
use kernel::{Access, InscriptionId, JeuneId, Permission, Section, SessionAtelierId};
use platform::Tx;

use super::{
    forms,
    mots::{self, SeanceVue},
    seance,
    vue::Repris,
};
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::Saisie,
    },
    http::{
        drafts,
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    jeunes::tete::{OngletDossier, Pastille, Tete},
    ui::{Cadre, Choix},
};

#[derive(Template)]
#[template(path = "accompagnement/ateliers/dossier.html")]
struct DossierPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    ecrire: bool,
    a_venir: Vec<Ligne>,
    passees: Vec<Ligne>,
    seances: Vec<Choix>,
    /// Sessions she may choose herself.
    ouvertes: usize,
    /// Where to post the link sent to her, and the key of its form.
    proposer: String,
    proposition: String,
    s: Saisie,
    refus: Refus,
}

/// A registration, in words.
struct Ligne {
    v: SeanceVue,
    etat: Pastille,
    derogation: String,
    version: i32,
    /// Where to post her withdrawal, or an empty string.
    retirer: String,
    /// Her attestation of presence, or an empty string.
    attestation: String,
}

impl Ligne {
    fn new(tx: &Tx, one: &InscriptionDuJeune) -> Self {
        let (i, session) = (&one.inscription, &one.session);
        let ended = session.annulee_le.is_some() || session.close_le.is_some();
        Self {
            v: SeanceVue::new(tx, session),
            etat: mots::registration(i, session),
            derogation: i.derogation.clone(),
            version: i.version,
            attestation: if i.presence() == Some(Presence::Present) {
                format!("/jeunes/{}/ateliers/{}/attestation.pdf", i.jeune, i.id)
            } else {
                String::new()
            },
            retirer: if ended || i.retiree_le.is_some() {
                String::new()
            } else {
                format!("/jeunes/{}/ateliers/{}", i.jeune, i.id)
            },
        }
    }
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    saisie: Option<Saisie>,
    refus: Refus,
) -> platform::Result<DossierPage> {
    let dossier = acces::open_for_read(tx, jeune, Section::Agenda).await?;
    let hers = ateliers::of_dossier(tx, &dossier).await?;
    let ecrire =
        dossier.deces.is_none() && tx.may(Permission::Dossier(Section::Agenda, Access::Write));
    let seances = if ecrire {
        choices(tx, &hers).await?
    } else {
        Vec::new()
    };
    let ouvertes = if ecrire {
        ateliers::ouvertes(tx, &dossier).await?.len()
    } else {
        0
    };
    let now = tx.now();
    let expected =
        |one: &&InscriptionDuJeune| one.session.fin > now && one.inscription.retiree_le.is_none();
    let (mut coming, past): (Vec<_>, Vec<_>) = hers.iter().partition(expected);
    coming.reverse();
    let first = || Saisie::default().avec("id", commun::fresh(tx));
    Ok(DossierPage {
        s: saisie.unwrap_or_else(first),
        a_venir: coming.iter().map(|one| Ligne::new(tx, one)).collect(),
        passees: past.iter().map(|one| Ligne::new(tx, one)).collect(),
        cadre: Cadre::new(tx, contexte),
        tete: tete(tx, &dossier),
        base: format!("/jeunes/{jeune}/ateliers"),
        proposer: format!("/jeunes/{jeune}/seances"),
        proposition: commun::fresh(tx),
        ecrire,
        seances,
        ouvertes,
        refus,
    })
}

fn tete(tx: &Tx, dossier: &DossierForRead) -> Tete {
    Tete::new(tx, dossier, OngletDossier::Ateliers)
}

/// The sessions to come in which she is not.
async fn choices(tx: &mut Tx, hers: &[InscriptionDuJeune]) -> platform::Result<Vec<Choix>> {
    let filtre = FiltreSessions {
        du: rules::instant(tx.today(), NaiveTime::MIN, tx.fuseau()),
        ..FiltreSessions::default()
    };
    let all = ateliers::sessions(tx, &filtre).await?;
    let there = |id: SessionAtelierId| {
        let mut live = hers.iter().filter(|h| h.inscription.retiree_le.is_none());
        live.any(|h| h.session.id == id)
    };
    let open = all
        .iter()
        .filter(|s| s.annulee_le.is_none() && s.close_le.is_none() && !there(s.id));
    Ok(open
        .map(|session| {
            let v = SeanceVue::new(tx, session);
            let words = format!("{}, {}, {} ({})", v.nom, v.quand, v.lieu, v.places);
            Choix::new(v.id, words)
        })
        .collect())
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let draft = drafts::resume::<Saisie>(&mut tx, &contexte.chemin).await?;
    let saisie = draft.map(|(saisie, _)| saisie);
    let page = page(&mut tx, &contexte, chemin.id, saisie, Refus::default()).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

pub(super) async fn register(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    match save(tx, &contexte, chemin.id, &saisie).await {
        Ok((session, done)) => {
            let words = match done.place {
                Place::Prise => "L’inscription est notée, avec une place.",
                Place::Attente => "Il n’y a plus de place\u{a0}: c’est noté en liste d’attente.",
            };
            let to = next(chemin.id, &saisie, session, &done.promus);
            render::done(&app, &to, words)
        }
        Err(error) => again(&app, &contexte, chemin.id, saisie, error).await,
    }
}

async fn save(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    saisie: &Saisie,
) -> platform::Result<(SessionAtelierId, Inscrite)> {
    let dossier = acces::open_for_write(&mut tx, jeune, Section::Agenda).await?;
    let new = forms::inscription(saisie)?;
    let done = ateliers::inscrire(&mut tx, &dossier, &new).await?;
    drafts::forget(&mut tx, &contexte.chemin).await?;
    tx.commit().await?;
    Ok((new.session, done))
}

/// Sends her the link on which she chooses a session.
pub(super) async fn propose(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    match send(tx, chemin.id, &saisie).await {
        Ok(()) => {
            let words =
                "Le lien pour choisir une séance part par le moyen que la personne préfère.";
            render::done(&app, &format!("/jeunes/{}/ateliers", chemin.id), words)
        }
        Err(error) => again(&app, &contexte, chemin.id, saisie, error).await,
    }
}

async fn send(mut tx: Tx, jeune: JeuneId, saisie: &Saisie) -> platform::Result<()> {
    let read = acces::open_for_read(&mut tx, jeune, Section::Agenda).await?;
    let dossier = acces::open_for_write(&mut tx, jeune, Section::Agenda).await?;
    let id = saisie.un("proposition").parse();
    let id = id.map_err(|_| platform::Error::NotFound)?;
    ateliers::proposer(&mut tx, (&read, &dossier), id).await?;
    tx.commit().await
}

pub(super) async fn withdraw(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, inscription)): PathOf<(JeuneId, InscriptionId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    match leave(tx, (jeune, inscription), &saisie).await {
        Ok(promus) => {
            let to = saisie.un("session").parse().map_or_else(
                |_| format!("/jeunes/{jeune}/ateliers"),
                |session| next(jeune, &saisie, session, &promus),
            );
            render::done(&app, &to, "L’inscription est retirée.")
        }
        Err(error) => again(&app, &contexte, jeune, saisie, error).await,
    }
}

async fn leave(
    mut tx: Tx,
    (jeune, inscription): (JeuneId, InscriptionId),
    saisie: &Saisie,
) -> platform::Result<Vec<APrevenir>> {
    let dossier = acces::open_for_write(&mut tx, jeune, Section::Agenda).await?;
    let change = forms::desinscription(inscription, saisie)?;
    let promus = ateliers::desinscrire(&mut tx, &dossier, &change).await?;
    tx.commit().await?;
    Ok(promus)
}

/// Back to the page the form was on; to that of the session when someone must be told.
fn next(
    jeune: JeuneId,
    saisie: &Saisie,
    session: SessionAtelierId,
    promus: &[APrevenir],
) -> String {
    if saisie.un("retour") == "seance" || !promus.is_empty() {
        seance::address(session, promus)
    } else {
        format!("/jeunes/{jeune}/ateliers")
    }
}

/// The page the form was on, again.
async fn again(
    app: &App,
    contexte: &Contexte,
    jeune: JeuneId,
    saisie: Saisie,
    error: platform::Error,
) -> PageResult {
    let refus = Refus::of(error)?;
    if let ("seance", Ok(session)) = (saisie.un("retour"), saisie.un("session").parse()) {
        let repris = Repris {
            saisie,
            refus,
            jeune: Some(jeune),
        };
        return seance::again(app, contexte, session, repris).await;
    }
    let status = refus.status();
    let mut tx = refus::reopen(app, contexte).await?;
    let page = page(&mut tx, contexte, jeune, Some(saisie), refus).await?;
    tx.commit().await?;
    render::with_status(app, status, &page)
}
