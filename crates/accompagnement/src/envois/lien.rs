//! What the holder of a link may see and do: the hour and the place of one rendez-vous or of one
//! session, the sessions she may choose, or the month she declares.

use jeunes::{DossierForRead, acces, contacts};
use kernel::{AdhesionId, InscriptionId, RendezVousId};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::{model::Sujet, queries};
use crate::{
    allocations::{self, MoisParLien},
    ateliers::{self, InscriptionDuJeune, SessionAtelier},
    rendez_vous::{self, RendezVous},
};

/// Someone behind the link of a message.
#[derive(Debug)]
pub struct Invite {
    /// The dossier, opened for her answer.
    pub dossier: DossierForRead,
    /// The rendez-vous of the message.
    pub rdv: RendezVous,
    /// « Mission locale » may be said to whom this link was sent.
    pub dire_ml: bool,
    /// The mission locale's name.
    pub structure: String,
    /// The site's address, or an empty string.
    pub adresse: String,
    /// Whom to call, or an empty string.
    pub telephone: String,
}

/// What the link of message `envoi` opens.
///
/// # Errors
/// `NotFound` when the message or its rendez-vous is gone.
pub async fn invited(tx: &mut Tx, envoi: Uuid) -> Result<Invite> {
    let (jeune, objet, contact, _) = queries::find(tx, envoi, Sujet::RendezVous)
        .await?
        .ok_or(Error::NotFound)?;
    let dossier = acces::open_for_job(tx, jeune).await?;
    let rdv = rendez_vous::find(tx, &dossier, RendezVousId::from(objet)).await?;
    let moyen = contacts::peut_ecrire(tx, &dossier, contact).await?;
    let place = queries::address(tx, rdv.site).await?;
    Ok(Invite {
        dire_ml: moyen.is_some_and(|m| m.dire_ml),
        dossier,
        rdv,
        structure: place.structure,
        adresse: place.adresse,
        telephone: place.telephone,
    })
}

/// Someone behind the link of a message about her place.
#[derive(Debug)]
pub struct PlaceOfferte {
    /// The dossier, opened for her answer.
    pub dossier: DossierForRead,
    /// Her place, and its session.
    pub une: InscriptionDuJeune,
    /// « Mission locale » may be said to whom this link was sent.
    pub dire_ml: bool,
    /// The mission locale's name.
    pub structure: String,
    /// The site's address, or an empty string.
    pub adresse: String,
    /// Whom to call, or an empty string.
    pub telephone: String,
}

/// What the link of message `envoi` about a place opens.
///
/// # Errors
/// `NotFound` when the message or the place is gone.
pub async fn placed(tx: &mut Tx, envoi: Uuid) -> Result<PlaceOfferte> {
    let (jeune, objet, contact, _) = queries::find(tx, envoi, Sujet::Place)
        .await?
        .ok_or(Error::NotFound)?;
    let dossier = acces::open_for_job(tx, jeune).await?;
    let une = ateliers::place_of(tx, &dossier, InscriptionId::from(objet)).await?;
    let moyen = contacts::peut_ecrire(tx, &dossier, contact).await?;
    let place = queries::address(tx, Some(une.session.site)).await?;
    Ok(PlaceOfferte {
        dire_ml: moyen.is_some_and(|m| m.dire_ml),
        dossier,
        une,
        structure: place.structure,
        adresse: place.adresse,
        telephone: place.telephone,
    })
}

/// Someone behind the link on which she chooses a session.
#[derive(Debug)]
pub struct ChoixOuvert {
    /// The dossier, opened for her answer.
    pub dossier: DossierForRead,
    /// The sessions open to her.
    pub ouvertes: Vec<SessionAtelier>,
    /// « Mission locale » may be said to whom this link was sent.
    pub dire_ml: bool,
    /// The mission locale's name.
    pub structure: String,
    /// Whom to call, or an empty string.
    pub telephone: String,
}

/// What the link of message `envoi` about the sessions to choose opens.
///
/// # Errors
/// `NotFound` when the message is gone.
pub async fn choosing(tx: &mut Tx, envoi: Uuid) -> Result<ChoixOuvert> {
    let (jeune, _, contact, _) = queries::find(tx, envoi, Sujet::Seances)
        .await?
        .ok_or(Error::NotFound)?;
    let dossier = acces::open_for_job(tx, jeune).await?;
    let ouvertes = ateliers::ouvertes(tx, &dossier).await?;
    let moyen = contacts::peut_ecrire(tx, &dossier, contact).await?;
    let place = queries::address(tx, dossier.site).await?;
    Ok(ChoixOuvert {
        dire_ml: moyen.is_some_and(|m| m.dire_ml),
        dossier,
        ouvertes,
        structure: place.structure,
        telephone: place.telephone,
    })
}

/// Someone behind the link on which she declares a month.
#[derive(Debug)]
pub struct DeclarationOuverte {
    /// The dossier, opened for her answer.
    pub dossier: DossierForRead,
    /// The month.
    pub un: MoisParLien,
    /// « Mission locale » may be said to whom this link was sent.
    pub dire_ml: bool,
    /// The mission locale's name.
    pub structure: String,
    /// Whom to call, or an empty string.
    pub telephone: String,
}

/// What the link of message `envoi` about a month to declare opens.
///
/// # Errors
/// `NotFound` when the message or the course is gone.
pub async fn declaring(tx: &mut Tx, envoi: Uuid) -> Result<DeclarationOuverte> {
    let (jeune, objet, contact, pour_le) = queries::find(tx, envoi, Sujet::Declaration)
        .await?
        .ok_or(Error::NotFound)?;
    let dossier = acces::open_for_job(tx, jeune).await?;
    let mois = pour_le.with_timezone(&tx.fuseau()).date_naive();
    let un = allocations::par_lien(tx, &dossier, AdhesionId::from(objet), mois).await?;
    let moyen = contacts::peut_ecrire(tx, &dossier, contact).await?;
    let place = queries::address(tx, dossier.site).await?;
    Ok(DeclarationOuverte {
        dire_ml: moyen.is_some_and(|m| m.dire_ml),
        dossier,
        un,
        structure: place.structure,
        telephone: place.telephone,
    })
}
