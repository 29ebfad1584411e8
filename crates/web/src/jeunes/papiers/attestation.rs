//! `/jeunes/{id}/attestation.pdf`: she is, or was, accompanied by the mission locale. Neither by
//! which dispositif, nor why.

use accompagnement::imprimes::Attestation;
use axum::extract::State;
use jeunes::{acces, dossiers::EtatDossier};
use kernel::{Section, dates};
use platform::{
    Error,
    ports::{Imprime, ModeleImprime},
};

use super::birth;
use crate::{
    App,
    http::{extract::PathOf, gate::ReqTx, papier, render::PageResult},
    jeunes::chemin::Chemin,
};

pub(super) async fn paper(
    State(app): State<App>,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, chemin.id, Section::Identite).await?;
    // Nothing is attested for a person who died.
    if dossier.deces.is_some() {
        return Err(Error::NotFound.into());
    }
    let followed = matches!(dossier.etat, EtatDossier::Actif | EtatDossier::EnVeille);
    let (titre, phrase) = if followed {
        (
            "Attestation d’inscription et d’accompagnement",
            "Cette personne est inscrite à la mission locale, qui l’accompagne.",
        )
    } else {
        (
            "Attestation d’accompagnement passé",
            "Cette personne a été accompagnée par la mission locale.",
        )
    };
    let since = dates::long(dossier.premier_accueil_le);
    let shown = Attestation {
        titre: titre.to_owned(),
        personne: dossier.nom_affiche(),
        naissance: birth(&dossier),
        phrase: phrase.to_owned(),
        faits: vec![
            ("Premier accueil".to_owned(), since),
            ("Dossier".to_owned(), dossier.numero.clone()),
        ],
    };
    let imprime = Imprime::new(&tx, (ModeleImprime::Attestation, titre), &shown)?;
    tx.commit().await?;
    papier::pdf(&app, imprime, "attestation.pdf").await
}
