//! The papers about a young person, for herself: what her dossier says, her CV.

mod attestation;
mod cv;
mod synthese;

use jeunes::contacts::{self, MoyenAutorise};
use kernel::{Section, dates};
use platform::Tx;

use crate::http::routes::{Besoin, Routes};

pub(crate) fn register(routes: &mut Routes) {
    // Those who read the plan read all that the summary composes; each wing checks its own part.
    let whole = Besoin::lire(Section::Plan);
    routes.get("/jeunes/{id}/synthese.pdf", whole, synthese::paper);
    let parcours = Besoin::lire(Section::Situation);
    routes.get("/jeunes/{id}/cv.pdf", parcours, cv::paper);
    let identity = Besoin::lire(Section::Identite);
    routes.get("/jeunes/{id}/attestation.pdf", identity, attestation::paper);
}

/// Her own means of contact that may be used: those of others are not for her papers.
async fn own(
    tx: &mut Tx,
    dossier: &jeunes::DossierForRead,
) -> platform::Result<Vec<MoyenAutorise>> {
    let mut all = contacts::moyens_autorises(tx, dossier).await?;
    all.retain(|m| m.contact.titulaire == "jeune");
    Ok(all)
}

/// `née le 14 mars 2006`; nothing when the date is not known.
pub(crate) fn birth(dossier: &jeunes::DossierForRead) -> String {
    let Some(day) = dossier.naissance.date() else {
        return String::new();
    };
    let born = match dossier.identite.sexe.as_deref() {
        Some("femme") => "Née le",
        Some("homme") => "Né le",
        _ => "Naissance le",
    };
    format!("{born} {}", dates::long(day))
}
