use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;

fn le() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn dispositif() -> Dispositif {
    super::super::rules::tests::cej()
}

fn condition(code: &str) -> Condition {
    Condition {
        code: code.into(),
        libelle: code.into(),
        repond: "quelqu’un".into(),
        reference: "un texte".into(),
        a_confirmer: false,
    }
}

fn faits() -> Faits {
    Faits {
        le: le(),
        age: 19,
        france_travail: "inscrit".into(),
        situations: vec!["demandeur_emploi".into()],
        diagnostic_exception_mois: 3,
        ..Faits::default()
    }
}

fn read(code: &str, faits: &Faits) -> ConditionLue {
    conditions(&dispositif(), &[condition(code)], faits)
        .pop()
        .unwrap()
}

fn etat(code: &str, faits: &Faits) -> EtatCondition {
    read(code, faits).etat
}

#[test]
fn age_is_read_with_a_rqth() {
    use EtatCondition::{Inconnue, NonRemplie, Remplie};
    for (age, rqth, expected) in [
        (15, None, NonRemplie),
        (16, None, Remplie),
        (25, None, Remplie),
        (26, None, Inconnue),
        (26, Some(false), NonRemplie),
        (29, Some(true), Remplie),
        (30, Some(true), NonRemplie),
    ] {
        let faits = Faits {
            age,
            rqth,
            ..faits()
        };
        assert_eq!(etat("age", &faits), expected, "{age} {rqth:?}");
    }
}

#[test]
fn a_diagnostic_is_good_for_a_month_three_by_exception() {
    use EtatCondition::{Inconnue, NonRemplie, Remplie};
    for (days_ago, expected) in [
        (Some(0), Remplie),
        (Some(30), Remplie),
        (Some(31), Inconnue),
        (Some(91), Inconnue),
        (Some(92), NonRemplie),
        (None, NonRemplie),
    ] {
        let faits = Faits {
            diagnostic_le: days_ago.map(|n| le() - Days::new(n)),
            ..faits()
        };
        assert_eq!(etat("diagnostic", &faits), expected, "{days_ago:?}");
    }
}

#[test]
fn studies_and_formation_exclude_and_silence_is_unknown() {
    let with = |codes: &[&str]| Faits {
        situations: codes.iter().map(|c| (*c).to_owned()).collect(),
        ..faits()
    };
    assert_eq!(
        etat("hors_etudes", &with(&["scolarite"])),
        EtatCondition::NonRemplie
    );
    assert_eq!(
        etat("hors_formation", &with(&["emploi", "formation"])),
        EtatCondition::NonRemplie
    );
    assert_eq!(
        etat("hors_formation", &with(&["emploi"])),
        EtatCondition::Remplie
    );
    assert_eq!(etat("hors_etudes", &with(&[])), EtatCondition::Inconnue);
}

#[test]
fn france_travail_and_the_orientation_come_from_the_dossier() {
    for (code, expected) in [
        ("inscrit", EtatCondition::Remplie),
        ("en_cours", EtatCondition::Inconnue),
        ("non", EtatCondition::NonRemplie),
        ("", EtatCondition::Inconnue),
    ] {
        let faits = Faits {
            france_travail: code.into(),
            ..faits()
        };
        assert_eq!(etat("france_travail", &faits), expected, "{code}");
    }
    let oriented = |ago: u64| Faits {
        oriente_le: Some(le() - Days::new(ago)),
        ..faits()
    };
    assert_eq!(etat("orientation", &oriented(3)), EtatCondition::Remplie);
    assert_eq!(etat("orientation", &oriented(40)), EtatCondition::Inconnue);
    assert_eq!(etat("orientation", &faits()), EtatCondition::Inconnue);
}

#[test]
fn two_of_one_group_are_never_open_on_one_day() {
    let open = |ago: u64| Faits {
        autre: Some(Autre {
            nom: "PACEA".into(),
            entree_le: le() - Days::new(ago),
            sortie_le: None,
        }),
        ..faits()
    };
    let closed = read("sans_autre", &open(1));
    assert_eq!(closed.etat, EtatCondition::Remplie);
    assert!(closed.explication.contains("fermé la veille"));
    assert_eq!(etat("sans_autre", &open(0)), EtatCondition::NonRemplie);
    let past = Faits {
        autre: Some(Autre {
            nom: "PACEA".into(),
            entree_le: le() - Days::new(100),
            sortie_le: Some(le()),
        }),
        ..faits()
    };
    let overlapping = read("sans_autre", &past);
    assert_eq!(overlapping.etat, EtatCondition::NonRemplie);
    assert!(overlapping.explication.contains("jamais deux"));
}

#[test]
fn what_the_dossier_cannot_tell_is_asked() {
    let mut faits = faits();
    let asked = read("volonte", &faits);
    assert!(asked.demandee);
    assert_eq!(asked.etat, EtatCondition::Inconnue);
    for (answer, expected) in [
        (Reponse::Oui, EtatCondition::Remplie),
        (Reponse::Non, EtatCondition::NonRemplie),
        (Reponse::NeSaitPas, EtatCondition::Inconnue),
    ] {
        faits.reponses.insert("volonte".into(), answer);
        assert_eq!(etat("volonte", &faits), expected);
    }
}

proptest! {
    #[test]
    fn each_condition_says_something(age in 10_i32..40, rqth in any::<Option<bool>>()) {
        let faits = Faits { age, rqth, ..faits() };
        for code in ["age", "diagnostic", "hors_etudes", "sans_autre", "volonte"] {
            let lue = read(code, &faits);
            prop_assert!(!lue.explication.is_empty());
            prop_assert_eq!(lue.reference.as_str(), "un texte");
        }
    }
}
