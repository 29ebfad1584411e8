//! The phases of a contract, on the page of the course.

use accompagnement::{
    dispositifs::Adhesion,
    phases::{self, Evaluation, NouvelleEvaluation, NouvellePhase, Phase},
};
use axum::extract::State;
use chrono::Days;
use jeunes::{DossierForRead, DossierForWrite};
use kernel::{AdhesionId, FieldErrors, JeuneId, Section, dates};
use platform::Tx;
use serde::Deserialize;
use uuid::Uuid;

use super::fiche::{self, Adresse};
use crate::{
    App,
    accompagnement::{
        commun,
        saisie::{Lecteur, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        render::PageResult,
    },
    ui::Choix,
};

/// The phases of a course that goes by them.
pub(super) struct PhasesVue {
    pub(super) lignes: Vec<LignePhase>,
    /// Another may begin.
    pub(super) ouvrir: bool,
    pub(super) genres: Vec<Choix>,
    pub(super) evaluations: Vec<Choix>,
    pub(super) id: String,
    pub(super) debut: String,
    pub(super) fin_max: String,
}

/// A phase, as the page shows it.
pub(super) struct LignePhase {
    pub(super) id: String,
    pub(super) titre: String,
    pub(super) periode: String,
    pub(super) objectifs: String,
    pub(super) evaluation: String,
    pub(super) bilan: String,
    pub(super) version: i32,
    pub(super) ouverte: bool,
    pub(super) passee: bool,
}

impl LignePhase {
    fn new(tx: &Tx, p: &Phase) -> Self {
        let evaluation = p.evaluation.zip(p.evaluee_le).map(|(said, le)| {
            let by = if p.evaluee_par.is_empty() {
                String::new()
            } else {
                format!(", par {}", p.evaluee_par)
            };
            format!("{}, le {}{by}", said.label(), dates::short(le))
        });
        Self {
            id: p.id.to_string(),
            titre: commun::label(tx, "phase_genre", &p.genre),
            periode: format!("du {} au {}", dates::short(p.debut), dates::short(p.fin)),
            objectifs: p.objectifs.clone(),
            evaluation: evaluation.unwrap_or_default(),
            bilan: p.bilan.clone(),
            version: p.version,
            ouverte: p.evaluation.is_none(),
            passee: p.evaluation.is_none() && p.fin < tx.today(),
        }
    }
}

/// The phases of `course`; none when it goes without.
pub(super) async fn view(
    tx: &mut Tx,
    dossier: &DossierForRead,
    course: &Adhesion,
) -> platform::Result<Option<PhasesVue>> {
    if !phases::offered(tx, course).await? {
        return Ok(None);
    }
    let all = phases::list(tx, dossier, course.id).await?;
    let next = all
        .last()
        .map_or(course.entree_le, |p| p.fin + Days::new(1));
    let today = tx.today();
    Ok(Some(PhasesVue {
        ouvrir: course.est_ouverte() && all.iter().all(|p| p.evaluation.is_some()),
        lignes: all.iter().map(|p| LignePhase::new(tx, p)).collect(),
        genres: Choix::of(tx.nomenclatures(), "phase_genre", today),
        evaluations: Evaluation::ALL
            .iter()
            .map(|e| Choix::new(e.code(), e.label()))
            .collect(),
        id: commun::fresh(tx),
        debut: commun::field(next),
        fin_max: course.fin_prevue.map(commun::field).unwrap_or_default(),
    }))
}

/// A phase.
pub(super) fn phase(adhesion: AdhesionId, saisie: &Saisie) -> Result<NouvellePhase, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvellePhase {
        id: lecteur.id("id"),
        adhesion,
        genre: lecteur.code("genre"),
        debut: lecteur.date("debut"),
        fin: lecteur.date("fin"),
        objectifs: lecteur.texte("objectifs"),
    };
    lecteur.fin(new)
}

/// An evaluation.
pub(super) fn evaluation(
    (adhesion, id): (AdhesionId, Uuid),
    saisie: &Saisie,
) -> Result<NouvelleEvaluation, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvelleEvaluation {
        id,
        adhesion,
        version: lecteur.version(),
        le: lecteur.date("le"),
        evaluation: lecteur.choix("evaluation", Evaluation::from_code, Evaluation::EnPartie),
        bilan: lecteur.texte("bilan"),
    };
    lecteur.fin(new)
}

/// One phase of a course.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct UnePhase {
    id: JeuneId,
    adhesion: AdhesionId,
    phase: Uuid,
}

impl UnePhase {
    const fn adresse(self) -> Adresse {
        Adresse {
            id: self.id,
            adhesion: self.adhesion,
        }
    }
}

pub(super) async fn open(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = phase(adresse.adhesion, &saisie.du_formulaire())?;
        phases::open(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, adresse.id, Section::Plan, act).await;
    let said = "La phase est ouverte.";
    fiche::answer(&app, &contexte, adresse, &saisie, done, said).await
}

pub(super) async fn evaluate(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<UnePhase>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let adresse = une.adresse();
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let which = (une.adhesion, une.phase);
        let new = evaluation(which, &saisie.du_formulaire())?;
        phases::evaluate(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, une.id, Section::Plan, act).await;
    let said = "L’évaluation est notée.";
    fiche::answer(&app, &contexte, adresse, &saisie, done, said).await
}

/// The same page, at the address of the evaluation of a phase.
pub(super) async fn show(
    state: State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<UnePhase>,
    tx: ReqTx,
) -> PageResult {
    fiche::show(state, contexte, PathOf(une.adresse()), tx).await
}
