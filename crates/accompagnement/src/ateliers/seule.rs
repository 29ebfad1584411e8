//! What the young person does herself, from a link: choose a session, confirm her place.

use jeunes::{DossierForRead, DossierForWrite, acces};
use kernel::{InscriptionId, SessionAtelierId};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::{
    inscriptions::{self, ECRIRE, LIRE, OBJET},
    model::{FiltreSessions, InscriptionDuJeune, Inscrite, NouvelleInscription, SessionAtelier},
    queries::inscriptions as queries,
    rules, sessions,
};
use crate::{
    creneaux,
    envois::{self, Nature, NouvelEnvoi, Sujet},
};

/// The sessions in which she may register herself, and is not, soonest first; full ones too, which
/// have a waiting list.
pub async fn ouvertes(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<SessionAtelier>> {
    let filtre = FiltreSessions {
        du: Some(tx.now()),
        ..FiltreSessions::default()
    };
    let (now, today) = (tx.now(), tx.today());
    let mut all = sessions::sessions(tx, &filtre).await?;
    all.retain(|session| rules::open_to_all(session, now, today));
    if !all.is_empty() {
        let hers = queries::of_jeune(tx, dossier.id).await?;
        let live = |id| {
            hers.iter()
                .any(|i| i.session == id && i.retiree_le.is_none())
        };
        all.retain(|session| !live(session.id));
    }
    Ok(all)
}

/// One registration of the dossier, with its session.
///
/// # Errors
/// `NotFound` when it is not of this dossier.
pub async fn place_of(
    tx: &mut Tx,
    dossier: &DossierForRead,
    id: InscriptionId,
) -> Result<InscriptionDuJeune> {
    tx.require(LIRE)?;
    let inscription = queries::find(tx, id)
        .await?
        .filter(|found| found.jeune == dossier.id)
        .ok_or(Error::NotFound)?;
    let session = sessions::session(tx, inscription.session).await?;
    Ok(InscriptionDuJeune {
        inscription,
        session,
    })
}

/// She registers herself: a place, or the waiting list when the last one has just gone.
///
/// # Errors
/// `Invalid` (`session`) when it is not open to her, or when her hour is taken.
pub async fn choisir(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    session: SessionAtelierId,
    id: InscriptionId,
) -> Result<Inscrite> {
    let held = sessions::hold(tx, session).await?;
    if !rules::open_to_all(&held, tx.now(), tx.today()) {
        return Err(Error::invalid(
            "session",
            "On ne peut plus s’inscrire à cette séance\u{a0}: choisissez-en une autre.",
        ));
    }
    let new = NouvelleInscription {
        id,
        session,
        derogation: String::new(),
    };
    match inscriptions::inscrire(tx, dossier, &new).await {
        Err(Error::Invalid(errors)) if !errors.get("derogation").is_empty() => {
            let sentence = "Vous avez déjà quelque chose à cette heure\u{a0}: choisissez une autre \
                            séance, ou appelez-nous.";
            Err(Error::invalid("session", sentence))
        }
        done => done,
    }
}

/// She says that she comes. Again, it changes nothing.
///
/// # Errors
/// `NotFound` when it is not of this dossier.
pub async fn confirmer(tx: &mut Tx, dossier: &DossierForWrite, id: InscriptionId) -> Result<()> {
    tx.require(ECRIRE)?;
    let found = queries::find(tx, id)
        .await?
        .filter(|found| found.jeune == dossier.id)
        .ok_or(Error::NotFound)?;
    if found.confirme_le.is_some() || found.retiree_le.is_some() {
        return Ok(());
    }
    queries::confirm(tx, id).await?;
    let details = acces::details(tx, dossier)
        .coded("session", found.session)
        .into_value();
    acces::record(tx, dossier, "confirmation", OBJET, id.uuid(), details).await
}

/// Sends her the link on which she chooses a session. The same day, the same form sends one.
///
/// # Errors
/// `Invalid` (`session`) when no session is open to her.
pub async fn proposer(
    tx: &mut Tx,
    (read, dossier): (&DossierForRead, &DossierForWrite),
    id: Uuid,
) -> Result<()> {
    tx.require(ECRIRE)?;
    if ouvertes(tx, read).await?.is_empty() {
        return Err(Error::invalid(
            "session",
            "Aucune séance n’est ouverte à l’inscription libre.",
        ));
    }
    let message = NouvelEnvoi {
        sujet: Sujet::Seances,
        objet_id: id,
        nature: Nature::Choisir,
        pour_le: creneaux::instant(tx.today(), chrono::NaiveTime::MIN, tx.fuseau()),
        a_partir_de: tx.now(),
        tour: 0,
    };
    envois::plan(tx, dossier, &[message]).await?;
    let details = acces::details(tx, dossier).into_value();
    acces::record(tx, dossier, "proposition", "seances", id, details).await
}
