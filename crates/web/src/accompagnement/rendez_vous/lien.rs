//! `/rdv/{jeton}`: behind the link of a message, the hour and the place of one rendez-vous; confirm,
//! move, cancel. Opening it changes nothing.

use accompagnement::{
    creneaux::{self, Creneau, Demande},
    envois::{self, Invite},
    rendez_vous::{self, Cible, EtatRdv, Issue, Lieu, Ou, Report},
};
use askama::Template;
use axum::extract::State;
use jeunes::acces;
use kernel::{Section, new_uuid};
use platform::{Error, Tx, liens};
use serde::Deserialize;

use super::{choisir::words, forms::Moment};
use crate::{
    App,
    http::{
        extract::{Contexte, FormOf, PathOf},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::{Cadre, Choix, Erreurs},
};

/// Moments offered.
const LIMITE: usize = 8;

pub(super) fn register(routes: &mut Routes) {
    routes.get("/rdv/{jeton}", Besoin::Public, show);
    routes.post("/rdv/{jeton}", Besoin::Public, answer);
}

#[derive(Template)]
#[template(path = "accompagnement/rendez_vous/lien.html")]
struct LienPage {
    cadre: Cadre,
    quand: String,
    etat: &'static str,
    /// Planned and to come: something may be answered.
    ouvert: bool,
    confirme: bool,
    /// The name of the mission locale, or an empty string when it may not be said.
    structure: String,
    adresse: String,
    comment: &'static str,
    telephone: String,
    telephone_dit: String,
    moments: Vec<Choix>,
    erreurs: Erreurs,
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
    creneau: String,
}

/// The link read, not used, and the transaction of its mission locale.
async fn open(app: &App, jeton: &str) -> platform::Result<(Tx, uuid::Uuid)> {
    let mut tx = Tx::lien(&app.db).await?;
    let lien = liens::peek(&mut tx, liens::Motif::RendezVous, jeton).await?;
    let ml = lien.ml.ok_or(Error::NotFound)?;
    drop(tx);
    Ok((Tx::systeme(&app.db, ml).await?, lien.objet))
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    invite: &Invite,
    erreurs: Erreurs,
) -> platform::Result<LienPage> {
    let rdv = &invite.rdv;
    let ouvert = rdv.etat == EtatRdv::Planifie && rdv.debut > tx.now();
    let moments = if ouvert && rdv.par_personne {
        free(tx, invite).await?
    } else {
        Vec::new()
    };
    let said = |text: &str| {
        if invite.dire_ml {
            text.to_owned()
        } else {
            String::new()
        }
    };
    Ok(LienPage {
        quand: words(tx, rdv.debut),
        etat: state(rdv.etat, ouvert),
        ouvert,
        confirme: rdv.confirme_le.is_some(),
        structure: said(&invite.structure),
        adresse: if rdv.lieu == Lieu::Site {
            said(&invite.adresse)
        } else {
            String::new()
        },
        comment: match rdv.lieu {
            Lieu::Site => "",
            Lieu::Telephone => "On vous appelle.",
            Lieu::Visio => "En visio.",
            Lieu::Domicile => "Chez vous.",
            Lieu::Exterieur => "À l’endroit convenu.",
        },
        telephone_dit: kernel::phone::display(&invite.telephone),
        telephone: invite.telephone.clone(),
        moments: moments
            .iter()
            .map(|c| Choix::new(Moment::of(c).valeur(), words(tx, c.debut)))
            .collect(),
        erreurs,
        cadre: Cadre::public(contexte),
    })
}

const fn state(etat: EtatRdv, ouvert: bool) -> &'static str {
    match etat {
        EtatRdv::Planifie if ouvert => "",
        EtatRdv::Planifie | EtatRdv::NonPrecise => "Ce rendez-vous est passé.",
        EtatRdv::Present => "Ce rendez-vous a eu lieu.",
        EtatRdv::Absent => "Ce rendez-vous est passé. Appelez-nous pour en reprendre un.",
        EtatRdv::Annule => "Ce rendez-vous est annulé.",
        EtatRdv::Reporte => "Ce rendez-vous a été déplacé : regardez le message le plus récent.",
    }
}

/// The next moments of the same agent.
async fn free(tx: &mut Tx, invite: &Invite) -> platform::Result<Vec<Creneau>> {
    let demande = Demande {
        motif: invite.rdv.motif,
        jeune: Some(invite.rdv.jeune),
        agents: vec![invite.rdv.agent],
        site: invite.rdv.site.filter(|_| invite.rdv.lieu == Lieu::Site),
        des: tx.today(),
        limite: LIMITE,
    };
    creneaux::possible(tx, &demande).await
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
    let invite = envois::invited(&mut tx, envoi).await?;
    let page = page(&mut tx, &contexte, &invite, Erreurs::default()).await?;
    render::page(&app, &page)
}

fn gone(app: &App, contexte: &Contexte) -> PageResult {
    let page = FiniPage {
        cadre: Cadre::public(contexte),
    };
    render::with_status(app, axum::http::StatusCode::NOT_FOUND, &page)
}

async fn answer(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(jeton): PathOf<String>,
    FormOf(reponse): FormOf<Reponse>,
) -> PageResult {
    let (mut tx, envoi) = match open(&app, &jeton).await {
        Err(Error::NotFound) => return gone(&app, &contexte),
        opened => opened?,
    };
    liens::consume(&mut tx, liens::Motif::RendezVous, &jeton).await?;
    let invite = envois::invited(&mut tx, envoi).await?;
    match act(&mut tx, &invite, &reponse).await {
        Ok(message) => {
            tx.commit().await?;
            render::done(&app, &format!("/rdv/{jeton}"), message)
        }
        Err(Error::Invalid(errors)) => {
            drop(tx);
            let (mut tx, _) = open(&app, &jeton).await?;
            let invite = envois::invited(&mut tx, envoi).await?;
            let page = page(&mut tx, &contexte, &invite, errors.into()).await?;
            render::refused(&app, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn act(tx: &mut Tx, invite: &Invite, reponse: &Reponse) -> platform::Result<&'static str> {
    let rdv = &invite.rdv;
    let dossier = acces::open_for_write(tx, rdv.jeune, Section::Agenda).await?;
    if rdv.etat != EtatRdv::Planifie || rdv.debut <= tx.now() {
        return Err(Error::invalid(
            "geste",
            "Ce rendez-vous n’est plus à venir.",
        ));
    }
    match reponse.geste.as_str() {
        "confirmer" => {
            rendez_vous::confirm(tx, &dossier, rdv.id).await?;
            Ok("C’est noté : à bientôt !")
        }
        "annuler" => {
            let issue = Issue::Annule {
                par_jeune: true,
                prevenir: false,
            };
            rendez_vous::mark(tx, &dossier, (rdv.id, rdv.version), issue).await?;
            Ok("Le rendez-vous est annulé. Merci d’avoir prévenu.")
        }
        "deplacer" => {
            let report = moved(tx, invite, &reponse.creneau).await?;
            rendez_vous::move_to(tx, &dossier, &report).await?;
            Ok("Le rendez-vous est déplacé. Un nouveau message va vous le confirmer.")
        }
        _ => Err(Error::invalid("geste", "Choisissez une réponse.")),
    }
}

/// The moment chosen, if it is still one of those that are offered.
async fn moved(tx: &mut Tx, invite: &Invite, creneau: &str) -> platform::Result<Report> {
    let gone = || {
        Error::invalid(
            "creneau",
            "Ce moment vient d’être pris : en voici d’autres.",
        )
    };
    let chosen = Moment::read(creneau)
        .ok_or_else(|| Error::invalid("creneau", "Choisissez un autre moment."))?;
    let offered = invite.rdv.par_personne && {
        let all = free(tx, invite).await?;
        all.iter().any(|c| Moment::of(c) == chosen)
    };
    if !offered {
        return Err(gone());
    }
    Ok(Report {
        id: invite.rdv.id,
        version: invite.rdv.version,
        vers: Cible {
            id: new_uuid(tx.clock(), tx.rng()).into(),
            agent: chosen.agent,
            ou: Ou {
                lieu: invite.rdv.lieu,
                site: Some(chosen.site),
                salle: None,
            },
            debut: chosen.debut,
        },
        derogation: String::new(),
        prevenir: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_says_so() {
        assert_eq!(state(EtatRdv::Planifie, true), "");
        assert!(!state(EtatRdv::Planifie, false).is_empty());
    }
}
