//! The letter that tells the young person a decision, to print.

use accompagnement::aides::{self, DemandeAide};
use askama::Template;
use axum::extract::State;
use jeunes::acces;
use kernel::{DemandeAideId, JeuneId, Section, dates};
use platform::{Error, Tx};

use crate::{
    App,
    accompagnement::commun,
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    ui::Cadre,
};

#[derive(Template)]
#[template(path = "accompagnement/aides/notification.html")]
struct LettrePage {
    cadre: Cadre,
    retour: String,
    structure: String,
    le: String,
    nom: String,
    demandee: String,
    demande: String,
    motif: String,
    fonds: String,
    decideur: String,
    decidee: String,
    /// An empty string: it is refused.
    accorde: String,
    raison: String,
    recours: String,
    a_confirmer: bool,
}

impl LettrePage {
    fn new(
        tx: &Tx,
        contexte: &Contexte,
        aide: &DemandeAide,
        nom: String,
    ) -> platform::Result<Self> {
        let decided = aide.decidee_le.ok_or(Error::NotFound)?;
        // The delay runs from the day she is told, today when she is not told yet.
        let told = aide.notifiee_le.unwrap_or_else(|| tx.today());
        let parametre = tx.parametres().get("aide_recours_jours", told);
        Ok(Self {
            retour: format!("/jeunes/{}/aides/{}", aide.jeune, aide.id),
            structure: tx.entete().structure.clone(),
            le: dates::long(told),
            nom,
            demandee: dates::long(aide.demandee_le),
            demande: aide.demande.to_string(),
            motif: commun::label(tx, "motif_aide", &aide.motif),
            fonds: aide.fonds_nom.clone(),
            decideur: aide.fonds_decideur.label().to_owned(),
            decidee: dates::long(decided),
            accorde: aide.accorde.map(|c| c.to_string()).unwrap_or_default(),
            raison: aide.decision_motif.clone(),
            recours: dates::long(aides::recours_jusqu_au(tx, told)?),
            a_confirmer: parametre.is_none_or(|p| p.a_confirmer),
            cadre: Cadre::new(tx, contexte),
        })
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, DemandeAideId)>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Plan).await?;
    let aide = aides::find(&mut tx, &dossier, id).await?;
    if aide.annulee_le.is_some() {
        return Err(Error::NotFound.into());
    }
    let page = LettrePage::new(&tx, &contexte, &aide, dossier.nom_affiche())?;
    tx.commit().await?;
    render::page(&app, &page)
}
