//! The parcours in three answers.

use platform::{Result, Tx};

use super::{Experience, MetierVise, experiences, formations, metiers_vises};
use crate::DossierForRead;

/// What a short card says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// The highest level obtained, in words.
    pub niveau: Option<String>,
    /// Métiers aimed at that go on, in the order of preference.
    pub metiers: Vec<MetierVise>,
    /// The latest experience.
    pub experience: Option<Experience>,
}

/// Level, métiers aimed at, latest experience. Three statements.
pub async fn resume(tx: &mut Tx, dossier: &DossierForRead) -> Result<Resume> {
    let followed = formations::list(tx, dossier).await?;
    let mut metiers = metiers_vises::list(tx, dossier).await?;
    metiers.retain(|v| v.vrai_au.is_none());
    let experience = experiences::list(tx, dossier).await?.into_iter().next();
    Ok(Resume {
        niveau: formations::niveau(&followed, tx.nomenclatures()).map(str::to_owned),
        metiers,
        experience: experience.map(|ligne| ligne.dit),
    })
}
