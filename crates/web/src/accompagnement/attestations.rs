//! What the mission locale attests of a presence, at a rendez-vous or in an atelier.

use accompagnement::{
    ateliers::{self, Presence},
    imprimes::Attestation,
    rendez_vous::{self, EtatRdv},
};
use axum::extract::State;
use chrono::{DateTime, Utc};
use jeunes::{DossierForRead, acces};
use kernel::{InscriptionId, JeuneId, RendezVousId, Section, dates};
use platform::{
    Error, Tx,
    ports::{Imprime, ModeleImprime},
};

use crate::{
    App,
    http::{
        extract::PathOf,
        gate::ReqTx,
        papier,
        render::PageResult,
        routes::{Besoin, Routes},
    },
    jeunes::papiers::birth,
};

const TITRE: &str = "Attestation de présence";

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::lire(Section::Agenda);
    let meeting = "/jeunes/{id}/rendez-vous/{rdv}/attestation.pdf";
    routes.get(meeting, lire, of_meeting);
    let session = "/jeunes/{id}/ateliers/{inscription}/attestation.pdf";
    routes.get(session, lire, of_session);
}

async fn of_meeting(
    State(app): State<App>,
    PathOf((jeune, id)): PathOf<(JeuneId, RendezVousId)>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Agenda).await?;
    let rdv = rendez_vous::find(&mut tx, &dossier, id).await?;
    if rdv.etat != EtatRdv::Present {
        return Err(Error::NotFound.into());
    }
    let mut faits = hours(&tx, rdv.debut, rdv.fin);
    faits.push(("Lieu".to_owned(), rdv.lieu.label().to_owned()));
    faits.push(("Avec".to_owned(), rdv.agent_nom));
    let phrase = "a été présente à un rendez-vous de la mission locale.";
    write(&app, tx, &dossier, phrase, faits).await
}

async fn of_session(
    State(app): State<App>,
    PathOf((jeune, id)): PathOf<(JeuneId, InscriptionId)>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Agenda).await?;
    let hers = ateliers::of_dossier(&mut tx, &dossier).await?;
    let one = hers.into_iter().find(|one| one.inscription.id == id);
    let one = one.filter(|one| one.inscription.presence() == Some(Presence::Present));
    let session = one.ok_or(Error::NotFound)?.session;
    let mut faits = vec![("Atelier".to_owned(), session.nom.clone())];
    faits.extend(hours(&tx, session.debut, session.fin));
    let phrase = "a été présente à un atelier de la mission locale.";
    write(&app, tx, &dossier, phrase, faits).await
}

fn hours(tx: &Tx, debut: DateTime<Utc>, fin: DateTime<Utc>) -> Vec<(String, String)> {
    let (from, to) = (
        debut.with_timezone(&tx.fuseau()),
        fin.with_timezone(&tx.fuseau()),
    );
    let span = format!("{} à {}", dates::hour(from.time()), dates::hour(to.time()));
    vec![
        ("Le".to_owned(), dates::with_weekday(from.date_naive())),
        ("De".to_owned(), span),
    ]
}

async fn write(
    app: &App,
    tx: Tx,
    dossier: &DossierForRead,
    phrase: &str,
    faits: Vec<(String, String)>,
) -> PageResult {
    let shown = Attestation {
        titre: TITRE.to_owned(),
        personne: dossier.nom_affiche(),
        naissance: birth(dossier),
        phrase: format!("Cette personne {phrase}"),
        faits,
    };
    let imprime = Imprime::new(&tx, (ModeleImprime::Attestation, TITRE), &shown)?;
    tx.commit().await?;
    papier::pdf(app, imprime, "attestation-de-presence.pdf").await
}
