//! Rules of the plan, pure.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use kernel::{FieldErrors, ObjectifId};

use super::model::{
    Action, ChangementAction, EtatAction, EtatObjectif, FreinDuPlan, NouvelAccord, Objectif,
    ObjectifDuPlan, Origine, Plan, Qui,
};
use crate::{
    commun::{check_label, check_past, check_text},
    freins::Frein,
};

/// The longest name of an objectif, a wish or an action.
pub const LIBELLE_MAX: usize = 300;
/// The longest name of a partner.
pub const PARTENAIRE_MAX: usize = 200;
/// The longest label of an échéance.
pub const ECHEANCE_MAX: usize = 120;
/// An action is shown this many days before it is due.
pub const VISIBLE_AVANT: Days = Days::new(14);
/// Why the open actions of a closed objectif are given up (list `motif_abandon_action`).
pub const MOTIF_OBJECTIF_CLOS: &str = "plus_utile";

/// What is wrong with an objectif, apart from its domain.
pub fn check_objectif(libelle: &str, origine: Option<&Origine>) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "libelle", libelle, LIBELLE_MAX);
    if let Some(Origine::Souhait { texte, .. }) = origine {
        check_label(&mut errors, "souhait", texte, LIBELLE_MAX);
    }
    errors
}

/// What is wrong with an action.
pub fn check_action(libelle: &str, qui: Qui, partenaire: &str) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "libelle", libelle, LIBELLE_MAX);
    check_text(&mut errors, "partenaire", partenaire, PARTENAIRE_MAX);
    if qui == Qui::Partenaire && partenaire.trim().is_empty() {
        errors.add("partenaire", "Indiquez quel partenaire.");
    }
    errors
}

/// What is wrong with a move of `before`, apart from the reason.
pub fn check_move(before: &Action, change: &ChangementAction, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", change.le, today);
    if !action_may_become(before.etat, change.etat) {
        let (from, to) = (before.etat.label(), change.etat.label());
        errors.add(
            "etat",
            format!("Une action « {from} » ne peut pas devenir « {to} »."),
        );
    }
    errors
}

/// Whether an action may go from one state to the other: what is done or given up is taken up again
/// before it ends otherwise.
pub fn action_may_become(from: EtatAction, to: EtatAction) -> bool {
    use EtatAction::{Abandonnee, Faite};
    !matches!((from, to), (Faite, Abandonnee) | (Abandonnee, Faite))
}

/// What is wrong with an agreement.
pub fn check_agreement(accord: &NouvelAccord, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "donne_le", accord.donne_le, today);
    if accord.decisions.is_empty() {
        errors.add(
            "decisions",
            "Indiquez une réponse pour au moins un objectif.",
        );
    }
    let ids: Vec<_> = accord.decisions.iter().map(|d| d.objectif).collect();
    if (1..ids.len()).any(|i| ids[..i].contains(&ids[i])) {
        errors.add("decisions", "Un objectif a deux réponses.");
    }
    errors
}

/// When an action is shown and when it is due: its deadline, else `delay` days after `decided`.
pub fn due(deadline: Option<NaiveDate>, decided: NaiveDate, delay: i64) -> (NaiveDate, NaiveDate) {
    let delay = Days::new(u64::try_from(delay).unwrap_or(0));
    let due = deadline
        .or_else(|| decided.checked_add_days(delay))
        .unwrap_or(decided);
    (due.checked_sub_days(VISIBLE_AVANT).unwrap_or(due), due)
}

/// Whether to suggest that an objectif is reached: its frein is lifted, or all its actions are done.
pub fn suggests_closing(objectif: &Objectif, frein: Option<&Frein>, actions: &[Action]) -> bool {
    let lifted = frein.is_some_and(|f| !f.est_ouvert());
    let done = actions.iter().any(|a| a.etat == EtatAction::Faite)
        && !actions.iter().any(Action::est_ouverte);
    objectif.etat == EtatObjectif::EnCours && (lifted || done)
}

/// Puts the rows together; those of an unknown objectif or frein are left out.
pub fn assemble(freins: Vec<Frein>, objectifs: Vec<Objectif>, actions: Vec<Action>) -> Plan {
    let (mut faites, mut total) = (0, 0);
    let mut by_objectif: HashMap<ObjectifId, Vec<Action>> = HashMap::new();
    for action in actions {
        by_objectif.entry(action.objectif).or_default().push(action);
    }
    let mut plan = Plan::default();
    let mut of_freins: HashMap<_, Vec<ObjectifDuPlan>> = HashMap::new();
    for objectif in objectifs {
        let actions = by_objectif.remove(&objectif.id).unwrap_or_default();
        let frein = objectif
            .frein
            .and_then(|id| freins.iter().find(|f| f.id == id));
        let vu = counted(objectif, frein, actions);
        faites += vu.faites;
        total += vu.total;
        match vu.objectif.frein {
            Some(id) => of_freins.entry(id).or_default().push(vu),
            None => plan.souhaits.push(vu),
        }
    }
    for frein in freins {
        let objectifs = of_freins.remove(&frein.id).unwrap_or_default();
        if frein.est_ouvert() || !objectifs.is_empty() {
            plan.freins.push(FreinDuPlan { frein, objectifs });
        }
    }
    Plan {
        faites,
        total,
        ..plan
    }
}

fn counted(objectif: Objectif, frein: Option<&Frein>, actions: Vec<Action>) -> ObjectifDuPlan {
    let count = |etat| actions.iter().filter(|a| a.etat == etat).count();
    ObjectifDuPlan {
        faites: count(EtatAction::Faite),
        total: actions.len() - count(EtatAction::Abandonnee),
        a_clore: suggests_closing(&objectif, frein, &actions),
        objectif,
        actions,
    }
}

#[cfg(test)]
mod tests;
