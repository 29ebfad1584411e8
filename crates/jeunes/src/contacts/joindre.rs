//! How the person may be reached now: what every message and every list of calls asks.

use kernel::{Access, ContactId, Permission, Section};
use platform::{Result, Tx};

use super::{
    model::Contact,
    queries,
    rules::{self, Usage, Voie},
};
use crate::DossierForRead;

/// A means of contact that may be used now, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoyenAutorise {
    /// The means.
    pub contact: Contact,
    /// « Mission locale » may be said.
    pub dire_ml: bool,
    /// A message may be left or sent.
    pub message: bool,
}

impl MoyenAutorise {
    /// What to mind, in words; an empty string when nothing is to mind.
    pub const fn consigne(&self) -> &'static str {
        rules::consigne(self.dire_ml, self.message)
    }
}

/// The means of contact that may be used today, in the order the person prefers. Empty after a
/// death.
pub async fn moyens_autorises(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<MoyenAutorise>> {
    tx.require(Permission::Dossier(Section::Contacts, Access::Read))?;
    let today = tx.today();
    let all = queries::list(tx, dossier.id).await?;
    Ok(all
        .into_iter()
        .filter_map(
            |contact| match rules::usage(Voie::of(&contact), dossier.deces, today) {
                Usage::Appeler { dire_ml, message } => Some(MoyenAutorise {
                    contact,
                    dire_ml,
                    message,
                }),
                Usage::Jamais(_) => None,
            },
        )
        .collect())
}

/// What a sender asks before each message goes, even one queued earlier: whether one may be written
/// to `contact`, and whether it may say « Mission locale ». `None`: it must not go.
pub async fn peut_ecrire(
    tx: &mut Tx,
    dossier: &DossierForRead,
    contact: ContactId,
) -> Result<Option<MoyenAutorise>> {
    let all = moyens_autorises(tx, dossier).await?;
    Ok(all
        .into_iter()
        .find(|m| m.contact.id == contact && m.message))
}
