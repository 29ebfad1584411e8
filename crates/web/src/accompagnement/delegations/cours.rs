//! What the page of a course shows of its délégation, and the return to France Travail.

use accompagnement::{delegations, dispositifs::Adhesion};
use axum::extract::State;
use jeunes::{DossierForRead, DossierForWrite};
use kernel::{Section, dates};
use platform::Tx;

use super::forms;
use crate::{
    App,
    accompagnement::{
        commun,
        dispositifs::fiche::{self, Adresse},
        saisie::Saisie,
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        render::PageResult,
    },
    ui::Choix,
};

/// A course that France Travail delegated.
pub(in crate::accompagnement) struct RenvoiVue {
    pub(in crate::accompagnement) lien: String,
    pub(in crate::accompagnement) faits: Vec<(&'static str, String)>,
    pub(in crate::accompagnement) motifs: Vec<Choix>,
}

/// What France Travail handed over, and why she may be sent back; nothing for another dispositif.
pub(in crate::accompagnement) async fn view(
    tx: &mut Tx,
    dossier: &DossierForRead,
    a: &Adhesion,
) -> platform::Result<Option<RenvoiVue>> {
    if a.dispositif != delegations::DELEGATION {
        return Ok(None);
    }
    let noted = delegations::of_adhesion(tx, dossier, a.id).await?;
    let motif = noted.as_ref().map_or("", |d| d.motif.as_str());
    let motif = commun::label(tx, "delegation_retour", motif);
    let day = |day: Option<chrono::NaiveDate>| day.map(dates::short).unwrap_or_default();
    let faits = noted.as_ref().map_or_else(Vec::new, |d| {
        vec![
            ("Agence", d.agence.clone()),
            ("Reçue le", day(Some(d.recue_le))),
            ("Acceptée le", day(d.repondue_le)),
            ("Renvoyée le", day(d.fin_le)),
            ("Raison du renvoi", motif),
        ]
    });
    Ok(Some(RenvoiVue {
        lien: noted.map_or_else(
            || "/delegations".to_owned(),
            |d| format!("/delegations/{}", d.id),
        ),
        faits: faits.into_iter().filter(|(_, v)| !v.is_empty()).collect(),
        motifs: Choix::of(tx.nomenclatures(), "delegation_retour", tx.today()),
    }))
}

/// Sends the person back to France Travail.
pub(in crate::accompagnement) async fn send_back(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let retour = forms::retour(&saisie.du_formulaire())?;
        delegations::renvoyer(tx, dossier, adresse.adhesion, &retour).await
    };
    let done = commun::act(tx, &contexte, adresse.id, Section::Plan, act).await;
    let said = "Le renvoi à France Travail est noté.";
    fiche::answer(&app, &contexte, adresse, &saisie, done, said).await
}
