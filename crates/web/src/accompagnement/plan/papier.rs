//! `/jeunes/{id}/plan.pdf`: the plan as it stands, to sign.

use accompagnement::{
    imprimes::{ActionImprimee, ObjectifImprime, PlanImprime},
    plan::{
        self, AccordResume, Action, EtatAction, EtatObjectif, ObjectifDuPlan, Plan, Qui, Reponse,
    },
};
use axum::extract::State;
use jeunes::{DossierForRead, acces};
use kernel::{Section, dates};
use platform::{
    Tx,
    ports::{Imprime, ModeleImprime},
};

use crate::{
    App,
    accompagnement::commun::{self, Chemin, s},
    http::{extract::PathOf, gate::ReqTx, papier, render::PageResult},
};

pub(super) async fn paper(
    State(app): State<App>,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, chemin.id, Section::Plan).await?;
    let read = plan::read(&mut tx, &dossier).await?;
    let accords = plan::agreements(&mut tx, &dossier).await?;
    let words = words(&tx, &dossier, &read, accords.first());
    let model = (ModeleImprime::Plan, "Plan d’action");
    let imprime = Imprime::new(&tx, model, &words)?;
    tx.commit().await?;
    papier::pdf(&app, imprime, "plan-d-action.pdf").await
}

fn words(
    tx: &Tx,
    dossier: &DossierForRead,
    plan: &Plan,
    accord: Option<&AccordResume>,
) -> PlanImprime {
    let prenom = dossier.identite.prenom_affiche();
    let of_freins = plan.freins.iter().flat_map(|frein| {
        let blocks = commun::label(tx, "frein", &frein.frein.code);
        let from = format!("Ce qui bloque\u{a0}: {blocks}");
        frein.objectifs.iter().map(move |o| (o, from.clone()))
    });
    let wished = plan.souhaits.iter().map(|o| {
        let wish = &o.objectif.souhait;
        (o, format!("Souhait\u{a0}: {wish}"))
    });
    PlanImprime {
        personne: dossier.nom_affiche(),
        referent: dossier.referent_nom.clone(),
        accord: accord.map_or_else(String::new, |a| {
            format!("{}, avec {}", dates::long(a.donne_le), a.agent_nom)
        }),
        avancement: progress(plan),
        objectifs: of_freins
            .chain(wished)
            .filter(|(o, _)| o.objectif.etat != EtatObjectif::Abandonne)
            .map(|(o, from)| objectif(prenom, o, from))
            .collect(),
    }
}

fn progress(plan: &Plan) -> String {
    match (plan.faites, plan.total) {
        (_, 0) => String::new(),
        (done, all) => format!("{done} action{0} faite{0} sur {all}", s(done)),
    }
}

fn objectif(prenom: &str, vu: &ObjectifDuPlan, from: String) -> ObjectifImprime {
    let o = &vu.objectif;
    let answer = match (o.reponse, o.reponse_le) {
        (Reponse::EnAttente, _) | (_, None) => o.reponse.label().to_owned(),
        (said, Some(le)) => format!("{} le {}", said.label(), dates::short(le)),
    };
    let kept = vu.actions.iter();
    ObjectifImprime {
        libelle: o.libelle.clone(),
        details: vec![from, o.etat.label().to_owned(), answer],
        actions: kept
            .filter(|a| a.etat != EtatAction::Abandonnee)
            .map(|a| action(prenom, a))
            .collect(),
    }
}

fn action(prenom: &str, action: &Action) -> ActionImprimee {
    ActionImprimee {
        libelle: action.libelle.clone(),
        qui: match action.qui {
            Qui::Jeune => prenom.to_owned(),
            Qui::Partenaire if !action.partenaire.is_empty() => action.partenaire.clone(),
            other => other.label().to_owned(),
        },
        echeance: action.echeance_le.map_or_else(String::new, dates::short),
        etat: action.etat.label().to_owned(),
    }
}
