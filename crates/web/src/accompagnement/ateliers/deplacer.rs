//! `/ateliers/sessions/{session}/deplacement`: another day, other hours, another place, someone else
//! to lead it.

use accompagnement::ateliers::{self, Deplacee, SessionAtelier, rules};
use askama::Template;
use axum::extract::State;
use kernel::SessionAtelierId;
use platform::{Error, Tx};

use super::{forms, mots::SeanceVue, planifier, seance};
use crate::{
    App,
    accompagnement::{
        commun::{self, s},
        saisie::Saisie,
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    ui::{Cadre, Choix, Lien},
};

#[derive(Template)]
#[template(path = "accompagnement/ateliers/deplacer.html")]
struct DeplacerPage {
    cadre: Cadre,
    fil: Vec<Lien>,
    v: SeanceVue,
    /// Who is told: `3 personnes inscrites et 1 en attente`, or an empty string.
    prevenues: String,
    s: Saisie,
    refus: Refus,
    agents: Vec<Choix>,
    sites: Vec<Choix>,
    salles: Vec<Choix>,
    aujourdhui: String,
    /// A reason is asked, or was given before.
    derogation: bool,
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<SessionAtelierId>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let session = ateliers::session(&mut tx, id).await?;
    let saisie = as_it_stands(&tx, &session);
    let page = page(&mut tx, &contexte, &session, (saisie, Refus::default())).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

fn as_it_stands(tx: &Tx, session: &SessionAtelier) -> Saisie {
    let zone = tx.fuseau();
    let hour =
        |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).format("%H:%M").to_string();
    let agent = session.animateur.map(|agent| agent.to_string());
    let intervenant = if agent.is_some() {
        ""
    } else {
        session.animateur_nom.as_str()
    };
    Saisie::default()
        .avec("version", session.version.to_string())
        .avec("jour", commun::field(rules::day(session.debut, zone)))
        .avec("debut", hour(session.debut))
        .avec("fin", hour(session.fin))
        .avec("intervenant", intervenant)
        .avec("animateur", agent.unwrap_or_default())
        .avec("site", session.site.to_string())
        .avec(
            "salle",
            session.salle.map(|s| s.to_string()).unwrap_or_default(),
        )
        .avec("derogation", session.derogation.clone())
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    session: &SessionAtelier,
    (saisie, refus): (Saisie, Refus),
) -> platform::Result<DeplacerPage> {
    let (agents, sites, salles) = planifier::lists(tx).await?;
    let version = refus.version(saisie.un("version"));
    let v = SeanceVue::new(tx, session);
    Ok(DeplacerPage {
        fil: vec![
            Lien::new("/ateliers", "Ateliers"),
            Lien::new(v.lien.clone(), v.nom.clone()),
        ],
        v,
        prevenues: told(session),
        derogation: !saisie.un("derogation").is_empty()
            || !refus.erreurs.de("derogation").is_empty(),
        s: saisie.remplace("version", version),
        refus,
        agents,
        sites,
        salles,
        aujourdhui: commun::field(tx.today()),
        cadre: Cadre::new(tx, contexte),
    })
}

fn told(session: &SessionAtelier) -> String {
    let people = |n: i64, words: &str| {
        let n = usize::try_from(n).unwrap_or_default();
        format!("{n} personne{} {words}", s(n))
    };
    let placed = match session.inscrits {
        1 => people(1, "inscrite"),
        n => people(n, "inscrites"),
    };
    match (session.inscrits, session.attente) {
        (0, 0) => String::new(),
        (0, n) => people(n, "en liste d’attente"),
        (_, 0) => placed,
        (_, n) => format!("{placed} et {n} en liste d’attente"),
    }
}

pub(super) async fn save(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<SessionAtelierId>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    match relocate(tx, id, &saisie).await {
        Ok(done) => {
            let to = address(id, &done);
            render::done(&app, &to, &said(&done))
        }
        Err(Error::Invalid(errors)) if !errors.get("session").is_empty() => {
            let to = format!("/ateliers/sessions/{id}");
            render::done(&app, &to, errors.get("session"))
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            let status = refus.status();
            let mut tx = refus::reopen(&app, &contexte).await?;
            let session = ateliers::session(&mut tx, id).await?;
            let page = page(&mut tx, &contexte, &session, (saisie, refus)).await?;
            tx.commit().await?;
            render::with_status(&app, status, &page)
        }
    }
}

async fn relocate(mut tx: Tx, id: SessionAtelierId, saisie: &Saisie) -> platform::Result<Deplacee> {
    ateliers::session(&mut tx, id).await?;
    let change = forms::deplacement(id, saisie)?;
    let done = ateliers::deplacer(&mut tx, &change).await?;
    tx.commit().await?;
    Ok(done)
}

/// The page of the session, which says how each is told.
fn address(id: SessionAtelierId, done: &Deplacee) -> String {
    if done.prevenus.is_empty() && done.promus.is_empty() {
        return seance::address(id, &[]);
    }
    format!("/ateliers/sessions/{id}?deplacee=oui#prevenir")
}

fn said(done: &Deplacee) -> String {
    match done.prevenus.len() + done.promus.len() {
        0 => "La séance est à jour. Personne n’a à être prévenu.".to_owned(),
        1 => "La séance est déplacée. La personne inscrite est prévenue.".to_owned(),
        n => format!("La séance est déplacée. {n} personnes sont prévenues."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_said() {
        let done = Deplacee::default();
        assert!(said(&done).contains("Personne"), "{}", said(&done));
        let id = SessionAtelierId::from(uuid::Uuid::nil());
        assert!(!address(id, &done).contains("deplacee"));
    }
}
