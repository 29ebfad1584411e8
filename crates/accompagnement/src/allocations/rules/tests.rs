use proptest::prelude::*;

use super::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn bareme(m: i64, smic: i64) -> Bareme {
    Bareme {
        du: day(2022, 3, 1),
        majeur_non_imposable: Centimes(m),
        majeur_premiere_tranche: Centimes(30_000),
        mineur: Centimes(20_000),
        franchise: Centimes(30_000),
        smic: Centimes(smic),
        smic_pourcent: 80,
        reference: "C. trav. D5131-19".into(),
        a_confirmer: false,
    }
}

fn entrees(deduites: i64, partielles: i64) -> Entrees {
    Entrees {
        age: 20,
        foyer: Foyer::NonImposable,
        autonome: true,
        deduites: Centimes(deduites),
        partielles: Centimes(partielles),
        jours: 30,
        jours_du_mois: 30,
        reduction_pourcent: 0,
    }
}

fn amount(deduites: i64, partielles: i64) -> i64 {
    cej(&bareme(50_000, 160_300), entrees(deduites, partielles))
        .montant
        .0
}

/// The published case gives 347,30 €, rounded to ten centimes; the exact value is 347,313.
#[test]
fn the_published_case() {
    assert_eq!(amount(0, 60_000), 34_731);
}

#[test]
fn the_edges_of_the_slope() {
    for (deduites, partielles, expected) in [
        (0, 0, 50_000),
        (0, 30_000, 50_000),
        (0, 30_001, 49_999),
        (0, 128_240, 0),
        (0, 128_239, 1),
        (0, 400_000, 0),
        (20_000, 0, 30_000),
        (50_000, 0, 0),
        (60_000, 0, 0),
        (20_000, 60_000, 14_731),
    ] {
        assert_eq!(
            amount(deduites, partielles),
            expected,
            "{deduites} {partielles}"
        );
    }
}

#[test]
fn age_and_household_choose_the_flat_amount() {
    let b = bareme(50_000, 160_300);
    for (age, foyer, autonome, expected) in [
        (17, Foyer::NonImposable, true, 20_000),
        (17, Foyer::PremiereTranche, true, 20_000),
        (18, Foyer::NonImposable, true, 50_000),
        (18, Foyer::PremiereTranche, true, 30_000),
        (18, Foyer::Autre, true, 0),
        (18, Foyer::NonImposable, false, 0),
    ] {
        assert_eq!(forfait(&b, age, foyer, autonome), Centimes(expected));
    }
}

#[test]
fn a_month_begun_or_ended_counts_its_days() {
    let mois = day(2026, 9, 1);
    assert_eq!(jours(mois, day(2026, 9, 16), None), (15, 30));
    assert_eq!(
        jours(mois, day(2026, 1, 5), Some(day(2026, 9, 10))),
        (10, 30)
    );
    assert_eq!(jours(mois, day(2026, 1, 5), None), (30, 30));
    assert_eq!(jours(mois, day(2026, 10, 1), None), (0, 30));
    let half = Entrees {
        jours: 15,
        ..entrees(0, 0)
    };
    assert_eq!(
        cej(&bareme(50_000, 160_300), half).montant,
        Centimes(25_000)
    );
}

#[test]
fn a_sanction_takes_its_part() {
    let less = Entrees {
        reduction_pourcent: 25,
        ..entrees(0, 0)
    };
    let calcul = cej(&bareme(50_000, 160_300), less);
    assert_eq!(calcul.montant, Centimes(37_500));
    assert!(calcul.lignes.iter().any(|l| l.texte.contains("25 %")));
}

#[test]
fn the_lower_of_three_and_six_months() {
    let declared = [
        (day(2026, 4, 1), Centimes(0), Centimes(0)),
        (day(2026, 5, 1), Centimes(0), Centimes(0)),
        (day(2026, 6, 1), Centimes(0), Centimes(0)),
        (day(2026, 7, 1), Centimes(0), Centimes(60_000)),
        (day(2026, 8, 1), Centimes(0), Centimes(60_000)),
        (day(2026, 9, 1), Centimes(0), Centimes(60_000)),
    ];
    assert_eq!(
        moyenne(&declared, day(2026, 9, 1)),
        (Centimes(0), Centimes(30_000))
    );
    assert_eq!(
        moyenne(&declared[3..], day(2026, 9, 1)),
        (Centimes(0), Centimes(60_000))
    );
    assert_eq!(moyenne(&[], day(2026, 9, 1)), (Centimes(0), Centimes(0)));
}

#[test]
fn the_occasional_allowance_is_within_its_bounds() {
    let plafonds = Plafonds {
        ressources: Centimes(30_000),
        mois: Centimes(60_700),
        an: Centimes(364_200),
    };
    let ask = |asked, other, before| {
        pacea(
            Some(Centimes(asked)),
            Centimes(other),
            Centimes(before),
            plafonds,
        )
    };
    assert_eq!(ask(20_000, 30_000, 0), Ok(Centimes(20_000)));
    assert!(
        !ask(20_000, 30_001, 0)
            .unwrap_err()
            .get("partielles")
            .is_empty()
    );
    assert!(!ask(60_701, 0, 0).unwrap_err().get("demandee").is_empty());
    assert!(
        !ask(60_000, 0, 304_201)
            .unwrap_err()
            .get("demandee")
            .is_empty()
    );
    assert!(pacea(None, Centimes(0), Centimes(0), plafonds).is_err());
}

#[test]
fn the_last_day_of_each_month() {
    assert_eq!(dernier(day(2024, 2, 1)), day(2024, 2, 29));
    assert_eq!(dernier(day(2026, 12, 1)), day(2026, 12, 31));
    assert_eq!(premier(day(2026, 12, 31)), day(2026, 12, 1));
}

proptest! {
    #[test]
    fn earning_more_never_gives_more(
        deduites in 0_i64..80_000, partielles in 0_i64..300_000, more in 0_i64..50_000,
    ) {
        prop_assert!(amount(deduites, partielles + more) <= amount(deduites, partielles));
        prop_assert!(amount(deduites + more, partielles) <= amount(deduites, partielles));
    }

    #[test]
    fn an_allowance_is_between_nothing_and_the_flat_amount(
        deduites in 0_i64..80_000, partielles in 0_i64..300_000, jours in 0_u32..31,
        reduction in 0_i64..101,
    ) {
        let e = Entrees { jours, reduction_pourcent: reduction, ..entrees(deduites, partielles) };
        let calcul = cej(&bareme(50_000, 160_300), e);
        prop_assert!(calcul.montant >= Centimes::ZERO);
        prop_assert!(calcul.montant <= Centimes(50_000));
    }

    #[test]
    fn an_average_is_never_above_the_highest_month(
        all in prop::collection::vec((0_u32..12, 0_i64..90_000, 0_i64..90_000), 0..9),
    ) {
        let declared: Vec<Ressources> = all
            .iter()
            .map(|(m, d, p)| (day(2026, m + 1, 1), Centimes(*d), Centimes(*p)))
            .collect();
        let (d, p) = moyenne(&declared, day(2026, 12, 1));
        let most = |f: fn(&Ressources) -> i64| declared.iter().map(f).max().unwrap_or(0);
        prop_assert!(d.0 <= most(|r| r.1.0) && p.0 <= most(|r| r.2.0));
    }
}
