//! What the holder of a link may see and do: the hour and the place of one rendez-vous.

use jeunes::{DossierForRead, acces, contacts};
use kernel::RendezVousId;
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::queries;
use crate::rendez_vous::{self, RendezVous};

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
    let (jeune, objet, contact) = queries::find(tx, envoi).await?.ok_or(Error::NotFound)?;
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
