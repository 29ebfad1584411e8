use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn agent(n: u8) -> AgentId {
    Uuid::from_u128(u128::from(n) + 1).into()
}

fn cadre(today: NaiveDate) -> Cadre {
    Cadre {
        today,
        signalee_le: day(2026, 9, 1),
        majorite: Some(day(2027, 6, 10)),
        horloge_mois: 2,
    }
}

fn convoked() -> Marche {
    let le = day(2026, 9, 10);
    avance(&Marche::nouvelle(), Geste::Convoquer, le, &cadre(le)).unwrap()
}

fn field(refused: Result<Marche, FieldErrors>) -> String {
    let errors = refused.unwrap_err();
    let (field, _) = errors.iter().next().unwrap();
    field.to_owned()
}

#[test]
fn a_convocation_leaves_two_months() {
    let marche = convoked();
    assert_eq!(marche.horloge_fin, Some(day(2026, 11, 10)));
    assert_eq!(horloge(day(2026, 12, 31), 2), day(2027, 2, 28));
    assert_eq!(reste(day(2026, 11, 10), day(2026, 11, 1)), 9);
    assert_eq!(reste(day(2026, 11, 10), day(2026, 12, 1)), 0);
    let last = day(2026, 11, 10);
    assert!(!marche.a_saisir(last));
    let early = avance(&marche, Geste::Saisir(agent(1)), last, &cadre(last));
    assert_eq!(field(early), "mots");
    let after = day(2026, 11, 11);
    assert!(marche.a_saisir(after));
    assert!(avance(&marche, Geste::Saisir(agent(1)), after, &cadre(after)).is_ok());
}

#[test]
fn receiving_her_after_a_convocation_keeps_the_clock() {
    let le = day(2026, 9, 20);
    let marche = avance(&convoked(), Geste::Recevoir, le, &cadre(le)).unwrap();
    assert_eq!(marche.etat, EtatObligation::Recue);
    assert_eq!(marche.horloge_fin, Some(day(2026, 11, 10)));
    let again = avance(&marche, Geste::Convoquer, le, &cadre(le)).unwrap();
    assert_eq!(again.horloge_fin, Some(day(2026, 11, 20)));
}

#[test]
fn who_proposes_does_not_decide() {
    let le = day(2026, 11, 11);
    let marche = avance(&convoked(), Geste::Saisir(agent(1)), le, &cadre(le)).unwrap();
    let same = avance(&marche, Geste::Transmettre(agent(1)), le, &cadre(le));
    assert_eq!(field(same), "motivation");
    let told = avance(&marche, Geste::Transmettre(agent(2)), le, &cadre(le)).unwrap();
    assert_eq!(told.etat, EtatObligation::Transmise);
    let waits = avance(&marche, Geste::Attendre, le, &cadre(le)).unwrap();
    assert_eq!(
        (waits.etat, waits.proposee),
        (EtatObligation::Convoquee, None)
    );
    assert_eq!(
        field(avance(&waits, Geste::Transmettre(agent(2)), le, &cadre(le))),
        "motivation"
    );
    assert_eq!(
        field(avance(&marche, Geste::Recevoir, le, &cadre(le))),
        "le"
    );
    assert_eq!(field(avance(&told, Geste::Convoquer, le, &cadre(le))), "le");
    assert_eq!(
        avance(&told, Geste::Recevoir, le, &cadre(le)).unwrap().etat,
        told.etat
    );
}

#[test]
fn at_eighteen_it_is_over() {
    let adult = cadre(day(2027, 6, 10));
    let marche = convoked();
    assert_eq!(
        field(avance(&marche, Geste::Recevoir, adult.today, &adult)),
        "le"
    );
    let eve = dernier_jour(adult.today, adult.majorite);
    assert_eq!(eve, day(2027, 6, 9));
    let end = Geste::Finir(FinObligation::Majorite);
    assert_eq!(field(avance(&marche, end, adult.today, &adult)), "le");
    assert!(avance(&marche, end, eve, &adult).is_ok());
    let before = cadre(eve);
    assert_eq!(field(avance(&marche, end, eve, &before)), "fin");
}

fn geste() -> impl Strategy<Value = Geste> {
    let who = 0_u8..3;
    prop_oneof![
        Just(Geste::Recevoir),
        Just(Geste::Proposer),
        Just(Geste::Convoquer),
        who.clone().prop_map(|n| Geste::Saisir(agent(n))),
        who.prop_map(|n| Geste::Transmettre(agent(n))),
        Just(Geste::Attendre),
        prop::sample::select(FinObligation::ALL).prop_map(Geste::Finir),
    ]
}

proptest! {
    /// Whatever is tried, in any order, at any pace.
    #[test]
    fn no_path_skips_the_clock_nor_decides_alone(
        tried in prop::collection::vec((geste(), 0_u64..60), 1..25),
    ) {
        let mut marche = Marche::nouvelle();
        let mut today = day(2026, 9, 1);
        for (geste, days) in tried {
            today = today + Days::new(days);
            let Ok(next) = avance(&marche, geste, today, &cadre(today)) else { continue };
            prop_assert!(marche.fin.is_none(), "nothing after the end");
            marche = next;
            if let Some((proposed, proposer)) = marche.proposee {
                let convoked = marche.convoquee_le.unwrap();
                prop_assert!(proposed > horloge(convoked, 2));
                if let Some((decided, decider)) = marche.decidee {
                    prop_assert!(decider != proposer && decided >= proposed);
                }
            }
            prop_assert_eq!(marche.etat == EtatObligation::Transmise, marche.decidee.is_some());
            if marche.etat == EtatObligation::Transmise {
                prop_assert!(marche.proposee.is_some());
            }
        }
    }
}

#[test]
fn what_satisfies_is_read_in_the_order_of_the_law() {
    let voie = |voie: &str, situation: &str, groupe: &str| Voie {
        voie: voie.into(),
        situation: situation.into(),
        types: Vec::new(),
        groupe: groupe.into(),
    };
    let voies = [
        voie("emploi", "emploi", ""),
        voie("scolarite", "scolarite", ""),
    ];
    let lived = |categorie: &str, debut: NaiveDate, fin: Option<NaiveDate>| Situation {
        id: Uuid::nil().into(),
        categorie: categorie.into(),
        type_code: String::new(),
        etat: jeunes::situations::EtatSituation::EnCours,
        debut,
        fin,
        structure: String::new(),
        precisions: jeunes::situations::Precisions::default(),
        version: 1,
    };
    let le = day(2026, 11, 1);
    let past = lived("emploi", day(2026, 9, 1), Some(day(2026, 9, 30)));
    let school = lived("scolarite", day(2026, 10, 1), None);
    let seeking = lived("demandeur_emploi", day(2026, 10, 1), None);
    assert_eq!(satisfait(&voies, &[past.clone(), seeking], &[], le), None);
    let found = satisfait(&voies, &[past, school], &[], le).unwrap();
    assert_eq!(
        (found.voie.as_str(), found.depuis),
        ("scolarite", day(2026, 10, 1))
    );
}
