use chrono::Days;
use kernel::{AccordId, ActionId, FreinId};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::plan::{Decision, Reponse};

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n)
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn frein(n: u128, leve: bool) -> Frein {
    Frein {
        id: FreinId::from(id(n)),
        code: "code_route".into(),
        domaine: "mobilite".into(),
        ouvert_le: day(0),
        leve_le: leve.then(|| day(3)),
        leve_motif: String::new(),
        leve_precisions: String::new(),
        version: 1,
    }
}

fn objectif(n: u128, frein: Option<u128>) -> Objectif {
    Objectif {
        id: ObjectifId::from(id(n)),
        frein: frein.map(|n| FreinId::from(id(n))),
        souhait: if frein.is_some() {
            String::new()
        } else {
            "Un travail".into()
        },
        domaine: "mobilite".into(),
        libelle: "Obtenir le code".into(),
        etat: EtatObjectif::EnCours,
        etat_le: day(0),
        reponse: Reponse::EnAttente,
        reponse_le: None,
        version: 1,
    }
}

fn action(n: u128, of: u128, etat: EtatAction) -> Action {
    Action {
        id: ActionId::from(id(n)),
        objectif: ObjectifId::from(id(of)),
        libelle: "S’inscrire".into(),
        qui: Qui::Jeune,
        partenaire: String::new(),
        echeance_le: None,
        etat,
        etat_le: day(0),
        motif_abandon: String::new(),
        version: 1,
    }
}

#[test]
fn the_plan_puts_objectifs_under_their_frein_and_wishes_apart() {
    let plan = assemble(
        vec![frein(1, false), frein(2, true), frein(3, true)],
        vec![
            objectif(10, Some(1)),
            objectif(11, None),
            objectif(12, Some(2)),
        ],
        vec![
            action(20, 10, EtatAction::Faite),
            action(21, 10, EtatAction::Planifiee),
            action(22, 11, EtatAction::Abandonnee),
        ],
    );
    let freins: Vec<u128> = plan
        .freins
        .iter()
        .map(|f| f.frein.id.uuid().as_u128())
        .collect();
    assert_eq!(
        freins,
        [1, 2],
        "a lifted frein without objectif is not of the plan"
    );
    assert_eq!((plan.faites, plan.total), (1, 2));
    let first = &plan.freins[0].objectifs[0];
    assert_eq!((first.faites, first.total, first.a_clore), (1, 2, false));
    assert!(plan.freins[1].objectifs[0].a_clore, "its frein is lifted");
    assert_eq!(plan.souhaits.len(), 1);
    assert_eq!(plan.objectifs().count(), 3);
}

#[test]
fn an_objectif_whose_actions_are_all_done_may_be_closed() {
    let actions = [
        action(1, 10, EtatAction::Faite),
        action(2, 10, EtatAction::Abandonnee),
    ];
    assert!(suggests_closing(&objectif(10, None), None, &actions));
    assert!(!suggests_closing(&objectif(10, None), None, &actions[1..]));
    assert!(!suggests_closing(&objectif(10, None), None, &[]));
    let closed = Objectif {
        etat: EtatObjectif::Atteint,
        ..objectif(10, Some(1))
    };
    assert!(!suggests_closing(&closed, Some(&frein(1, true)), &actions));
}

#[test]
fn a_partner_has_a_name() {
    assert!(
        !check_action("S’inscrire", Qui::Partenaire, " ")
            .get("partenaire")
            .is_empty()
    );
    assert!(check_action("S’inscrire", Qui::Partenaire, "Auto-école").is_empty());
    assert!(!check_action("  ", Qui::Jeune, "").get("libelle").is_empty());
}

#[test]
fn an_agreement_answers_each_objectif_once() {
    let decision = |n| Decision {
        objectif: ObjectifId::from(id(n)),
        version: 1,
        oui: true,
    };
    let accord = |decisions| NouvelAccord {
        id: AccordId::from(id(1)),
        donne_le: day(1),
        decisions,
    };
    assert!(check_agreement(&accord(vec![decision(1), decision(2)]), day(1)).is_empty());
    assert!(!check_agreement(&accord(vec![decision(1), decision(1)]), day(1)).is_empty());
    assert!(!check_agreement(&accord(vec![]), day(1)).is_empty());
    assert!(!check_agreement(&accord(vec![decision(1)]), day(0)).is_empty());
}

proptest! {
    #[test]
    fn an_action_is_due_on_its_deadline_or_after_the_delay(
        deadline in proptest::option::of(0_u64..900), decided in 0_u64..900, delay in 0_i64..90,
    ) {
        let (visible, due) = due(deadline.map(day), day(decided), delay);
        prop_assert_eq!((due - visible).num_days(), 14);
        let expected = deadline.map_or(day(decided) + Days::new(delay.unsigned_abs()), day);
        prop_assert_eq!(due, expected);
    }

    #[test]
    fn what_has_ended_is_taken_up_again_before_it_ends_otherwise(
        from in proptest::sample::select(EtatAction::ALL),
        to in proptest::sample::select(EtatAction::ALL),
    ) {
        let open = |e| matches!(e, EtatAction::Planifiee | EtatAction::EnCours);
        prop_assert_eq!(action_may_become(from, to), from == to || open(from) || open(to));
    }

    #[test]
    fn no_action_is_lost_or_counted_twice(states in proptest::collection::vec(0_usize..4, 0..12)) {
        let actions: Vec<Action> = states
            .iter()
            .zip(100..)
            .map(|(state, n)| action(n, 10 + n % 2, EtatAction::ALL[*state]))
            .collect();
        let plan = assemble(vec![], vec![objectif(10, None), objectif(11, None)], actions.clone());
        prop_assert_eq!(plan.objectifs().map(|o| o.actions.len()).sum::<usize>(), actions.len());
        prop_assert_eq!(plan.faites, plan.objectifs().map(|o| o.faites).sum::<usize>());
        prop_assert!(plan.faites <= plan.total);
    }
}
