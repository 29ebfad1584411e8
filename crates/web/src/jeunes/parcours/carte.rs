//! The card of the fiche: the level, the métiers aimed at, the latest experience.

use jeunes::{
    DossierForRead,
    parcours::{self, Experience},
};
use kernel::{Access, Permission, Section};
use platform::Tx;

use super::pages::{ViseVu, aimed, details, title};

/// The card.
#[derive(Debug)]
pub(in crate::jeunes) struct Carte {
    /// The highest level obtained, or an empty string.
    pub(in crate::jeunes) niveau: String,
    pub(in crate::jeunes) vises: Vec<ViseVu>,
    /// The latest experience, or an empty string.
    pub(in crate::jeunes) experience: String,
}

impl Carte {
    /// `None` for a role that does not see it.
    pub(in crate::jeunes) async fn read(
        tx: &mut Tx,
        dossier: &DossierForRead,
        base: &str,
    ) -> platform::Result<Option<Self>> {
        if !tx.may(Permission::Dossier(Section::Situation, Access::Read)) {
            return Ok(None);
        }
        let known = parcours::resume(tx, dossier).await?;
        Ok(Some(Self {
            niveau: known.niveau.unwrap_or_default(),
            vises: aimed(&format!("{base}/parcours"), &known.metiers),
            experience: known.experience.as_ref().map(words).unwrap_or_default(),
        }))
    }

    pub(in crate::jeunes) fn is_empty(&self) -> bool {
        self.niveau.is_empty() && self.vises.is_empty() && self.experience.is_empty()
    }
}

/// `Stage : Boulanger / Boulangère, Fournil, septembre 2023`.
fn words(experience: &Experience) -> String {
    let (titre, details) = (title(experience), details(experience));
    let more = if details.is_empty() { "" } else { ", " };
    format!(
        "{}\u{a0}: {titre}{more}{details}",
        experience.nature.label()
    )
}
