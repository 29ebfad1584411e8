//! The plan as it was on the day of an agreement. Kept for ever in the words of that day: a label, a
//! name or a structure that changes later changes nothing here. A new field is optional, or comes
//! with a new [`VERSION`] and the reading of the former ones.

use chrono::NaiveDate;
use kernel::{ActionId, FreinId, ObjectifId};
use serde::{Deserialize, Serialize};

use super::model::{EtatAction, EtatObjectif, Plan, Qui, Reponse};

/// The form of the snapshots written now.
pub(super) const VERSION: u32 = 1;

/// The whole plan, with people's names and the words of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instantane {
    /// The form of this snapshot.
    pub version: u32,
    /// `Prénom NOM` of the young person.
    pub jeune: String,
    /// The mission locale.
    pub structure: String,
    /// Who wrote the agreement down.
    pub agent: String,
    /// The référent, or an empty string.
    pub referent: String,
    /// The day of the agreement.
    pub donne_le: NaiveDate,
    /// What blocked that day.
    pub freins: Vec<FreinFige>,
    /// What the young person wanted to reach.
    pub objectifs: Vec<ObjectifFige>,
}

/// A frein of that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreinFige {
    /// Its identifier.
    pub id: FreinId,
    /// Its code.
    pub code: String,
    /// Its label that day.
    pub libelle: String,
    /// The label of its domain.
    pub domaine: String,
    /// The day it was found.
    pub ouvert_le: NaiveDate,
}

/// An objectif of that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectifFige {
    /// Its identifier.
    pub id: ObjectifId,
    /// The label of its domain.
    pub domaine: String,
    /// The label of the frein, or the wish, it comes from.
    pub origine: String,
    /// In a few words.
    pub libelle: String,
    /// Where it stood.
    pub etat: EtatObjectif,
    /// What the young person answered.
    pub reponse: Reponse,
    /// When.
    pub reponse_le: Option<NaiveDate>,
    /// She answered it with this agreement, and not with an earlier one.
    pub repondu_ce_jour: bool,
    /// What was to do.
    pub actions: Vec<ActionFigee>,
}

/// An action of that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionFigee {
    /// Its identifier.
    pub id: ActionId,
    /// In a few words.
    pub libelle: String,
    /// Who does it.
    pub qui: Qui,
    /// Her, his or its name.
    pub qui_nom: String,
    /// Its deadline.
    pub echeance_le: Option<NaiveDate>,
    /// Where it stood.
    pub etat: EtatAction,
}

/// What a snapshot takes beside the plan.
pub(super) struct Contexte<'a> {
    pub(super) jeune: String,
    pub(super) structure: String,
    pub(super) agent: String,
    pub(super) referent: String,
    pub(super) donne_le: NaiveDate,
    pub(super) repondus: Vec<ObjectifId>,
    /// The label of a code in a list.
    pub(super) libelle: &'a dyn Fn(&str, &str) -> String,
}

/// Freezes `plan`.
pub(super) fn freeze(plan: &Plan, contexte: &Contexte<'_>) -> Instantane {
    let frein = |f: &super::FreinDuPlan| FreinFige {
        id: f.frein.id,
        code: f.frein.code.clone(),
        libelle: (contexte.libelle)("frein", &f.frein.code),
        domaine: (contexte.libelle)("domaine", &f.frein.domaine),
        ouvert_le: f.frein.ouvert_le,
    };
    let of_freins = plan.freins.iter().flat_map(|f| {
        let origine = (contexte.libelle)("frein", &f.frein.code);
        f.objectifs.iter().map(move |o| (o, origine.clone()))
    });
    let of_wishes = plan
        .souhaits
        .iter()
        .map(|o| (o, o.objectif.souhait.clone()));
    Instantane {
        version: VERSION,
        jeune: contexte.jeune.clone(),
        structure: contexte.structure.clone(),
        agent: contexte.agent.clone(),
        referent: contexte.referent.clone(),
        donne_le: contexte.donne_le,
        freins: plan
            .freins
            .iter()
            .filter(|f| f.frein.est_ouvert())
            .map(frein)
            .collect(),
        objectifs: of_freins
            .chain(of_wishes)
            .map(|(objectif, origine)| freeze_objectif(objectif, origine, contexte))
            .collect(),
    }
}

fn freeze_objectif(
    vu: &super::ObjectifDuPlan,
    origine: String,
    contexte: &Contexte<'_>,
) -> ObjectifFige {
    let objectif = &vu.objectif;
    let qui_nom = |action: &super::Action| match action.qui {
        Qui::Jeune => contexte.jeune.clone(),
        Qui::Partenaire => action.partenaire.clone(),
        Qui::Conseiller if contexte.referent.is_empty() => contexte.agent.clone(),
        Qui::Conseiller => contexte.referent.clone(),
    };
    ObjectifFige {
        id: objectif.id,
        domaine: (contexte.libelle)("domaine", &objectif.domaine),
        origine,
        libelle: objectif.libelle.clone(),
        etat: objectif.etat,
        reponse: objectif.reponse,
        reponse_le: objectif.reponse_le,
        repondu_ce_jour: contexte.repondus.contains(&objectif.id),
        actions: vu
            .actions
            .iter()
            .map(|action| ActionFigee {
                id: action.id,
                libelle: action.libelle.clone(),
                qui: action.qui,
                qui_nom: qui_nom(action),
                echeance_le: action.echeance_le,
                etat: action.etat,
            })
            .collect(),
    }
}
