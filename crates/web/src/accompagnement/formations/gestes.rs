//! What is done with a prescription.

use accompagnement::formations;
use axum::extract::State;
use jeunes::DossierForWrite;
use kernel::{FieldErrors, JeuneId, PrescriptionId, Section};
use platform::Tx;
use uuid::Uuid;

use super::{fiche, forms_suivi};
use crate::{
    App,
    accompagnement::{
        commun,
        saisie::{Reprise, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
};

/// A step, an absence, or taking one back: the form says which.
pub(super) async fn act(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, id)): PathOf<(JeuneId, PrescriptionId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let typed = saisie.du_formulaire();
    let save = async |tx: &mut Tx, dossier: &DossierForWrite| match saisie.formulaire() {
        "absence" => {
            let new = forms_suivi::absence(id, &typed)?;
            formations::noter_absence(tx, dossier, &new).await
        }
        "retrait" => {
            let absence = which(&typed)?;
            formations::retirer_absence(tx, dossier, id, absence).await
        }
        formulaire => {
            let change = forms_suivi::changement(id, formulaire, &typed)?;
            formations::changer(tx, dossier, &change).await
        }
    };
    let done = commun::act(tx, &contexte, jeune, Section::Plan, save).await;
    let Err(error) = done else {
        let to = format!("/jeunes/{jeune}/formations/{id}");
        return render::done(&app, &to, said(saisie.formulaire()));
    };
    let refus = Refus::of(error)?;
    let mut tx = refus::reopen(&app, &contexte).await?;
    let reprise = Reprise::new(&saisie, refus);
    let page = fiche::page(&mut tx, &contexte, (jeune, id), reprise).await?;
    tx.commit().await?;
    render::with_status(&app, page.r.refus.status(), &page)
}

fn which(typed: &Saisie) -> Result<Uuid, FieldErrors> {
    let read = typed.un("id").parse();
    read.map_err(|_| FieldErrors::one("id", "Ce formulaire est abîmé\u{a0}: rechargez la page."))
}

fn said(formulaire: &str) -> &'static str {
    match formulaire {
        "reunion" => "L’information collective est notée.",
        "tests" => "Le positionnement est noté.",
        "reponse" => "La réponse de l’organisme est notée.",
        "refus" => "Le refus est noté.",
        "entree" => "L’entrée est notée, la situation est à jour.",
        "fin" => "La fin est notée, la situation est à jour.",
        "remuneration" => "La rémunération est notée.",
        "bilan" => "Le bilan est noté.",
        "absence" => "L’absence est notée.",
        "retrait" => "L’absence est retirée.",
        _ => "La prescription est rouverte.",
    }
}
